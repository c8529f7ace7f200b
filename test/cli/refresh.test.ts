import { execFile } from 'node:child_process'
import path from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { MARTS } from '../../analytics/marts.ts'
import { sql } from '../../server/db.ts'
import { openSituation, type SituationRoom } from '../../server/situation/flow.ts'
import { situationJobs } from '../../server/situation/jobs.ts'
import { type TestHouse, testHouse } from '../house.ts'
import { insertReports, warehouseFolder } from '../server/situation/fixture.ts'
import { smallDistrict } from '../smallDistrict.ts'

const root = path.resolve(import.meta.dirname, '../..')
const { folder, remove } = warehouseFolder()
let test: TestHouse
let room: SituationRoom

beforeAll(async () => {
  // The command asks for a check after its own clock's now.
  test = await testHouse({ now: new Date(Date.now() + 3_600_000) })
  const { edition } = await smallDistrict(test.house.db)
  const report = { category: 'market', place: { column: 1, row: 1 }, closed: false }
  await insertReports(
    test.house.db,
    edition,
    ['2026-02-01', '2026-02-02'].map((day) => ({ ...report, day })),
  )
  room = await openSituation(test.house, folder)
  await situationJobs(test.house, room, 'Asia/Shanghai')
})
afterAll(async () => {
  await room.close()
  await test.close()
  remove()
})

function check(): Promise<{ status: number; stdout: string }> {
  const env = { ...process.env, DATABASE_URL: test.url }
  return new Promise((resolve) =>
    execFile(process.execPath, ['cli/refresh.ts', '--check'], { cwd: root, env }, (error, stdout) =>
      resolve({ status: typeof error?.code === 'number' ? error.code : error ? -1 : 0, stdout }),
    ),
  )
}

it('npm run refresh -- --check brings the figures up to now and compares every mart with PostgreSQL', async () => {
  const { status, stdout } = await check()
  expect([status, stdout.match(/一致 · equal/g)?.length]).toEqual([0, MARTS.length])
  // A change that the feed is not told of: only the comparison can see it.
  await test.house.db.run(sql`alter table report disable trigger user`)
  await test.house.db.run(sql`update report set category_code = 'general'`)
  await test.house.db.run(sql`alter table report enable trigger user`)
  await test.house.db.run(sql`delete from mart_check`)
  const differs = await check()
  expect([differs.status, differs.stdout]).toEqual([1, expect.stringMatching(/micro_grid_day .*不一致 · DIFFERS/)])
}, 180_000)
