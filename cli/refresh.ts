/**
 * `npm run refresh [-- --check]`: has the running server bring the leader's figures up to now and, with --check, compare
 * every mart with the same question asked of PostgreSQL.
 */
import { readConfig } from '../server/config.ts'
import type { House } from '../server/house.ts'
import { openHouse } from '../server/openHouse.ts'
import { isEqual } from '../server/situation/checkMarts.ts'
import { requestChecks, requestRefresh } from '../server/situation/request.ts'
import { StartProblem } from '../server/startProblem.ts'
import { readCommandLine } from './commandLine.ts'

const PATIENCE_MS = 30_000
const { values } = readCommandLine({ check: { type: 'boolean' } }, 'npm run refresh [-- --check]')

try {
  const { house, close } = await openHouse(readConfig(), 'command', {
    say: (line) => console.error(line),
    log: () => undefined,
    now: () => new Date(),
  })
  try {
    if (await requestRefresh(house, PATIENCE_MS)) {
      console.log('统计已更新至此刻 · the figures are up to now')
      if (values.check) await check(house)
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

async function check(house: House): Promise<void> {
  const checks = await requestChecks(house, PATIENCE_MS)
  if (checks === null) {
    console.error('未能完成核对：上报进入得太快，请稍后再试。')
    console.error('Nothing was compared: reports came in too fast; try again.')
    process.exitCode = 1
    return
  }
  for (const one of checks) {
    const verdict = isEqual(one) ? '一致 · equal' : '不一致 · DIFFERS'
    console.log(`${one.mart.padEnd(16)} ${String(one.held.rows).padStart(9)} / ${one.expected.rows}  ${verdict}`)
    if (!isEqual(one)) process.exitCode = 1
  }
}
