import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { QueuePage } from '../../../server/api/report.ts'
import type { Role } from '../../../server/api/terms.ts'
import { SYSTEM } from '../../../server/report/actor.ts'
import { locate, receive, route } from '../../../server/report/flow.ts'
import { signedInAs } from '../../accounts.ts'
import { type TestHouse, testHouse } from '../../house.ts'
import { serve } from '../../serve.ts'
import { CENTRE, MATTERS, middleOf, reportAt, STREETS, smallDistrict, TEAMS } from '../../smallDistrict.ts'

let at: TestHouse
let server: Awaited<ReturnType<typeof serve>>
let ids: number[]

/** Two reports of the west street, one of the middle, one of the east; and one that the market bureau owns. */
beforeAll(async () => {
  at = await testHouse({ now: '2026-03-02T09:00:00+08:00' })
  await smallDistrict(at.house.db)
  server = await serve(at.house)
  const reports = [0, 1, 2, 4].map((column) => reportAt(middleOf(column, 0)))
  const items = [...reports, reportAt(middleOf(5, 1), { matter: MATTERS.food })].map((intake) => ({ intake }))
  const receipts = await receive(at.house, items, SYSTEM)
  ids = receipts.map((receipt) => ('id' in receipt ? receipt.id : -1))
  await locate(at.house, ids)
  await route(at.house, ids)
})
afterAll(async () => {
  await server.close()
  await at.close()
})

const ROWS: readonly (readonly [Role, unit: string, rows: readonly number[]])[] = [
  ['operator', CENTRE, [0, 1, 2, 3, 4]],
  ['planner', 'urban', [0, 1, 2, 3, 4]],
  ['leader', CENTRE, [0, 1, 2, 3, 4]],
  ['administrator', CENTRE, [0, 1, 2, 3, 4]],
  ['officer', STREETS[0], [0, 1]],
  ['officer', TEAMS[0], [0, 1]],
  ['officer', TEAMS[1], [2]],
  ['officer', TEAMS[2], [3]],
  ['officer', 'market', [4]],
  ['officer', 'market-brigade', [4]],
  ['officer', 'fire', []],
]

describe.each(ROWS)('%s of %s', (role, unit, rows) => {
  it(`sees the reports ${rows.join(', ')} and no other`, async () => {
    const client = await signedInAs(at.house, server.base, role, unit)
    const { body } = await client.get<QueuePage>('/api/reports')
    const seen = rows.map((row) => ids[row]!)
    expect(body.reports.map(({ id }) => id).sort((a, b) => a - b)).toEqual(seen)
    expect(body.counts['to-dispatch']).toBe(rows.length)
    for (const id of ids) {
      expect((await client.get(`/api/reports/${id}`)).status).toBe(seen.includes(id) ? 200 : 404)
    }
  })
})
