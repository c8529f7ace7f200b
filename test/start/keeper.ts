/**
 * A process that opens the house the way the product or a command does and holds it until it is told to stop:
 * `node test/start/keeper.ts server|command DATA`. Prints `open` when it stands, and each line it is told.
 */
import path from 'node:path'
import { openHouse } from '../../server/openHouse.ts'
import { StartProblem } from '../../server/startProblem.ts'

const [, , role, dataFolder] = process.argv
const doors = { say: (line: string) => console.log(line), log: () => undefined, now: () => new Date() }
const config = { databaseUrl: process.env.DATABASE_URL, dataFolder: path.resolve(dataFolder!) }

try {
  const { house, close } = await openHouse(config, role === 'server' ? 'server' : 'command', doors)
  process.on('SIGTERM', () => void close().then(() => process.exit(0)))
  const note = process.argv[4]
  if (note !== undefined) {
    await house.db.text('create table if not exists note (words text)')
    await house.db.text('insert into note values ($1)', [note])
  }
  const exists = (await house.db.text(`select to_regclass('note') as found`)).rows as { found: string | null }[]
  const notes = exists[0]!.found === null ? [] : (await house.db.text('select words from note')).rows
  console.log(`open ${JSON.stringify(notes)}`)
  setInterval(() => undefined, 60_000)
} catch (error) {
  console.error(error instanceof StartProblem ? error.en : error)
  process.exitCode = 1
}
