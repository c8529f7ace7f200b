/**
 * A process that publishes an edition and swaps to it as the product does, at a clock that stands still, until it is
 * killed: `node test/fault/swapper.ts URL NOW EDITION DAY`. Prints `open` before it publishes, and `settled` when no
 * open report stands in another edition and none waits for the system.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import { startJobs } from '../../server/boss.ts'
import { buildHouse } from '../../server/buildHouse.ts'
import { openDb, sql } from '../../server/db.ts'
import { reportJobs } from '../../server/report/jobs.ts'
import { startKeeper } from '../../server/territory/keeper.ts'
import { publishEdition } from '../../server/territory/lifeFlow.ts'
import { readEdition } from '../../server/territory/store.ts'

const [url, at, edition, from] = process.argv.slice(2) as [string, string, string, string]
const db = openDb(url)
const log = () => undefined
const jobs = await startJobs(db, log)
const house = buildHouse({ db, jobs, folder: '/nonexistent', now: () => new Date(at), log })
const id = Number(edition)

await reportJobs(house)
startKeeper(house, 100)
console.log('open')
if ((await readEdition(db, id))?.status === 'approved') await publishEdition(house, id, { from, account: null })

for (let said = false; ; await sleep(50)) {
  const left = await db.row<{ n: number }>(sql`
    select count(*) as n from report
    where state <> 'closed' and (edition_id is distinct from ${id} or state in ('received', 'located') and hold is null)`)
  if (left?.n === 0 && !said) {
    said = true
    console.log('settled')
  }
}
