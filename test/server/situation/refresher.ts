/** A process that refreshes a warehouse until it is killed: `node refresher.ts URL FOLDER`; one JSON line a refresh. */
import { openWarehouse } from '../../../analytics/warehouse.ts'
import { openDb } from '../../../server/db.ts'
import { reportSource } from '../../../server/situation/store.ts'

const [url, folder] = process.argv.slice(2) as [string, string]
const say = (facts: Record<string, unknown>) => process.stdout.write(`${JSON.stringify(facts)}\n`)
// The test that started it is gone.
process.stdout.on('error', () => process.exit(1))
const db = openDb(url, { max: 2, onLost: () => undefined })
const warehouse = await openWarehouse(
  folder,
  () => new Date(),
  (event, facts) => say({ event, ...facts }),
)
const source = reportSource(db)
while (true) {
  try {
    const { pulled, full } = await warehouse.refresh(source)
    say({ event: 'refreshed', pulled, full })
  } catch (error) {
    say({ event: 'failed', message: String(error) })
  }
}
