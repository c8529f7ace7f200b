/** `npm run refresh`: has the running server bring the leader's figures up to now. */
import { readConfig } from '../server/config.ts'
import { openHouse } from '../server/openHouse.ts'
import { requestRefresh } from '../server/situation/request.ts'
import { StartProblem } from '../server/startProblem.ts'

const PATIENCE_MS = 30_000

try {
  const { house, close } = await openHouse(readConfig(), 'command', {
    say: (line) => console.error(line),
    log: () => undefined,
    now: () => new Date(),
  })
  try {
    if (await requestRefresh(house, PATIENCE_MS)) {
      console.log('统计已更新至此刻 · the figures are up to now')
    } else {
      console.error('没有正在运行的服务完成更新；任务已排队，服务启动后执行（npm start）。')
      console.error('No running server did it: the job is queued and runs when the server is started (npm start).')
      process.exitCode = 1
    }
  } finally {
    await close()
  }
} catch (error) {
  if (!(error instanceof StartProblem)) throw error
  console.error(`${error.zh}\n${error.en}`)
  process.exitCode = 1
}
