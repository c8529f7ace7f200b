import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { AreaFacts } from '../../../../server/api/inspect.ts'
import { sql } from '../../../../server/db.ts'
import { reportJobs } from '../../../../server/report/jobs.ts'
import { insertExposure } from '../../../../server/statistics/store.ts'
import { insertResidents } from '../../../../server/territory/zoning/store.ts'
import { signedInAs } from '../../../accounts.ts'
import type { Client } from '../../../client.ts'
import { type TestHouse, testHouse } from '../../../house.ts'
import { serve } from '../../../serve.ts'
import { DISTRICT, microGridAt, middleOf, reportAt, STREETS, smallDistrict } from '../../../smallDistrict.ts'

let at: TestHouse
let server: Awaited<ReturnType<typeof serve>>
let operator: Client

beforeAll(async () => {
  at = await testHouse()
  await smallDistrict(at.house.db)
  await reportJobs(at.house)
  server = await serve(at.house)
  operator = await signedInAs(at.house, server.base, 'operator')
})
afterAll(async () => {
  await server.close()
  await at.close()
})

const inspect = async (code: string) => AreaFacts.parse((await operator.get(`/api/territory/areas/${code}`)).body)

describe('the area inspector', () => {
  it('tells path, size, neighbours by length of border, and what is below', async () => {
    const corner = await inspect(microGridAt(0, 0))
    expect(corner.path.map(({ level }) => level)).toEqual(['district', 'street', 'community', 'grid', 'micro-grid'])
    expect(corner.path.at(-1)!.code).toBe(corner.code)
    expect(corner.neighbours.map(({ code }) => code)).toEqual([microGridAt(0, 1), microGridAt(1, 0)].reverse())
    // a hundredth of a degree: 1,111 m northward, 996 m eastward at this latitude
    expect(corner.neighbours.map(({ borderM }) => borderM)).toEqual([expect.closeTo(1108, -1), expect.closeTo(998, -1)])
    expect(corner.areaM2 / (1108 * 998)).toBeCloseTo(1, 2)
    const street = await inspect(STREETS[0])
    expect(street.below).toEqual([
      { level: 'community', count: 2 },
      { level: 'grid', count: 4 },
      { level: 'micro-grid', count: 8 },
    ])
    expect(street.neighbours).toHaveLength(1)
  })

  it('counts reports and premises inside, at every level', async () => {
    const { body } = await operator.post<{ id: number }>('/api/reports', reportAt(middleOf(2, 2)))
    await vi.waitFor(
      async () => {
        const row = await at.house.db.row<{ at: string | null }>(
          sql`select micro_grid_code as at from report where id = ${body.id}`,
        )
        expect(row!.at).not.toBeNull()
      },
      { timeout: 60_000 },
    )
    const [lon, lat] = middleOf(2, 2)
    await at.house.db.run(sql`
      insert into premises (code, name, kind, lon, lat, street_code)
      values ('P1', '店', '餐饮', ${lon}, ${lat}, ${STREETS[1]}), ('P2', '店', '餐饮', ${lon + 0.02}, ${lat}, ${STREETS[2]})`)
    const own = await inspect(microGridAt(2, 2))
    for (const { code } of own.path) {
      expect(await inspect(code)).toMatchObject({ reports: { all: 1, open: 1 } })
    }
    expect(own.premises).toBe(1)
    expect((await inspect(own.path[0]!.code)).premises).toBe(2)
    expect(await inspect(microGridAt(0, 0))).toMatchObject({ reports: { all: 0, open: 0 }, premises: 0 })
  })

  it('tells the residents by the latest list, of an area above the sum of its parts, and where nobody knows', async () => {
    const residents = async (code: string) => (await inspect(code)).residents
    const list = { source: '户籍', account: null, at: at.house.now() }
    const unknown = (asOf: string) => ({ count: null, source: '户籍', asOf })
    expect(await residents(STREETS[0])).toBeNull()
    const byStreet = (asOf: string, counts: readonly number[]) =>
      insertResidents(at.house.db, { ...list, asOf, rows: counts.map((n, i) => ({ street: STREETS[i]!, n })) })
    await byStreet('2026-01-01', [100, 20])
    expect(await residents(STREETS[1])).toMatchObject({ count: 20, asOf: '2026-01-01' })
    expect([await residents(STREETS[2]), await residents(DISTRICT)]).toEqual(Array(2).fill(unknown('2026-01-01')))
    await byStreet('2026-02-01', [100, 20, 3])
    expect(await residents(DISTRICT)).toMatchObject({ count: 123, asOf: '2026-02-01' })
    expect(await residents(microGridAt(0, 0))).toEqual(unknown('2026-02-01'))

    // The western street, all but the last of its micro-grids; then that one too.
    const western = [0, 1].flatMap((column) => [0, 1, 2, 3].map((row) => microGridAt(column, row)))
    const byMicroGrid = (asOf: string, codes: readonly string[]) =>
      insertExposure(at.house.db, {
        ...{ ...list, kind: 'residents', asOf },
        areas: codes.map((code, n) => ({ code, amount: 10 + n })),
      })
    await byMicroGrid('2026-03-01', western.slice(0, -1))
    expect(await residents(microGridAt(0, 1))).toMatchObject({ count: 11, asOf: '2026-03-01' })
    expect(await residents(microGridAt(0, 1).slice(0, -2))).toMatchObject({ count: 10 + 11 })
    expect([await residents(STREETS[0]), await residents(STREETS[1])]).toEqual(Array(2).fill(unknown('2026-03-01')))
    await byMicroGrid('2026-03-02', western)
    expect(await residents(STREETS[0])).toMatchObject({ count: 8 * 10 + 28 })
  })

  it('knows no other code, and no draft where one may not see it', async () => {
    expect((await operator.get('/api/territory/areas/999')).status).toBe(404)
    expect((await operator.get(`/api/territory/areas/${STREETS[0]}?edition=99`)).status).toBe(404)
  })
})
