/** The product's intake as a process of its own: prints its port, serves until it is told to end. */

import { tmpdir } from 'node:os'
import { buildApp } from '../server/app.ts'
import { startJobs } from '../server/boss.ts'
import { buildHouse } from '../server/buildHouse.ts'
import { openDb } from '../server/db.ts'
import { reportJobs } from '../server/report/jobs.ts'

const [url] = process.argv.slice(2)
const db = openDb(url!)
const jobs = await startJobs(db, (event, facts) => console.error(event, facts))
const house = buildHouse({
  db,
  jobs,
  folder: tmpdir(),
  now: () => new Date(),
  log: (event, facts) => console.error(event, facts),
})
await reportJobs(house)
const server = buildApp(house).listen(0, '127.0.0.1', () => {
  console.log(JSON.stringify(server.address()))
})
process.on('SIGTERM', async () => {
  server.closeAllConnections()
  await jobs.stop()
  await db.end()
  process.exit(0)
})
