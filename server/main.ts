import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { buildApp } from './app.ts'
import { buildClient } from './buildClient.ts'
import { newClosing } from './closing.ts'
import { readConfig } from './config.ts'
import { Problem } from './errors.ts'
import { firstRun } from './firstRun.ts'
import { listen } from './listen.ts'
import { jsonLog } from './log.ts'
import { openHouse } from './openHouse.ts'
import { openSituation } from './situation/flow.ts'
import { outOfRoom, StartProblem } from './startProblem.ts'
import { startWork } from './startWork.ts'
import { openStatistics } from './statistics/flow.ts'
import { startKeeper } from './territory/keeper.ts'

/** The product. Everything it consists of is opened here, in this order, and closed in the reverse. */
const DATABASE_ENDED = {
  zh: '数据库意外停止；请重新启动。',
  en: 'The database ended unexpectedly: start again.',
}
const now = () => new Date()
const say = (line: string) => console.log(line)
const log = jsonLog((line) => process.stderr.write(line), now)
const closing = newClosing(log)
let dataFolder = ''

async function start(): Promise<void> {
  const config = readConfig(process.argv.slice(2))
  dataFolder = config.dataFolder
  const door = await listen(config)
  closing.add('http', door.close)
  await buildClient(say)
  // Files written from here on, data and secrets, are the operator's alone.
  process.umask(0o077)
  say('正在启动数据库 · starting the database …')
  const opening = openHouse(config, 'server', { say, log, now })
  closing.add('house', async () => (await opening.catch(() => undefined))?.close())
  const { house, databaseEnded } = await opening
  void databaseEnded.then(() => fail(outOfRoom(undefined, dataFolder) ?? new StartProblem(DATABASE_ENDED)))
  mkdirSync(config.dataFolder, { recursive: true })
  const logins = await firstRun(house, config, say)
  const situation = await openSituation(house, path.join(config.dataFolder, 'situation'))
  closing.add('situation', situation.close)
  const statistics = openStatistics(house, situation)
  closing.add('statistics', statistics.close)
  closing.add('work', house.jobs.stop)
  await startWork(house, situation)
  closing.add('keeper', startKeeper(house).stop)
  closing.add('requests', door.close)
  door.open(buildApp(house, situation, statistics))
  for (const { login, password, role, name } of logins ?? []) say(`  ${login}  ${password}  ${role} ${name}`)
  say(`OneGrid 一张网  ${door.url}`)
  if (config.databaseUrl === undefined) say('演示账号：npm run accounts · demo accounts: npm run accounts')
}

let ending = false

/** Stops everything, the database last. A second signal does not wait. */
async function end(code: number, line?: string): Promise<void> {
  if (ending) return
  ending = true
  if (line !== undefined) say(line)
  await closing.close()
  process.exit(code)
}

function fail(error: unknown): void {
  if (ending) return
  const known = error instanceof StartProblem ? error : outOfRoom(error, dataFolder)
  if (known !== undefined) {
    console.error(known.zh)
    console.error(known.en)
  } else if (error instanceof Problem) {
    console.error(JSON.stringify(error))
  } else {
    log('process.failed', { stack: error instanceof Error ? error.stack : String(error) })
  }
  void end(1)
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => void end(0, '正在停止 · stopping …'))
}
process.on('uncaughtException', fail)
process.on('unhandledRejection', fail)

await start().catch(fail)
