import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { agreementOf } from '../../cli/chicago/agreement.ts'
import { foundChicago } from '../../cli/chicago/boundaries.ts'
import { takeComplaints } from '../../cli/chicago/complaints.ts'
import { compareFujian } from '../../cli/chicago/fujian.ts'
import { reportJobs } from '../../server/report/jobs.ts'
import { areasOf, readFaults } from '../../server/territory/store.ts'
import { type TestHouse, testHouse } from '../house.ts'
import { testData } from '../testData.ts'

if (testData === undefined)
  console.warn('ONEGRID_TEST_DATA is not set: the tests on the data of a real city are skipped')
const data = testData ?? ''

describe.skipIf(testData === undefined)('a real city, door to door', () => {
  let at: TestHouse
  let made: Awaited<ReturnType<typeof foundChicago>>
  beforeAll(async () => {
    at = await testHouse({ now: '2026-03-02T09:00:00-06:00' })
    made = await foundChicago(at.house, data)
  })
  afterAll(() => at.close())

  it('has 23 districts, 275 beats and the sectors in between, two beats repaired', async () => {
    expect(made.imports.map(({ taken }) => taken)).toEqual([
      { district: 1, street: 23 },
      { community: 68, grid: 275 },
    ])
    expect(made.imports[1]!.repairs.map(({ code }) => code)).toEqual(['1125', '1135'])
    const grids = await areasOf(at.house.db, made.edition.id, 'grid')
    expect(grids.find(({ code }) => code === '3100')).toMatchObject({
      parent: '31-0',
      geometry: { type: 'MultiPolygon' },
    })
    expect(grids.every(({ code, parent }) => parent!.startsWith(code.slice(0, 2)))).toBe(true)
  })

  it('is published with its known faults, which say so', async () => {
    const all = (await readFaults(at.house.db, made.edition.id))!
    const faults = all.filter(({ severity }) => severity === 'error')
    expect(made.edition).toMatchObject({ status: 'published', knownFaults: true, faults: faults.length })
    // beats and districts do not nest perfectly: slivers, nothing as large as a house
    expect(new Set(faults.map(({ kind }) => kind))).toEqual(new Set(['gap', 'outside-parent']))
    expect(Math.max(...faults.map(({ areaM2 }) => areaM2))).toBeLessThan(200)
    // The four of 277 beats whose mean of vertices lies in the lake or the river, and a sector bent around its neighbour.
    const astray = all.filter(({ severity }) => severity === 'warning')
    expect(astray.map(({ kind, code }) => `${kind} ${code}`).sort()).toEqual(
      ['0114', '0132', '1814', '1925', '22-1'].map((code) => `centre-elsewhere ${code}`),
    )
  })

  it('locates its sanitation complaints where the city recorded them', { timeout: 300_000 }, async () => {
    await reportJobs(at.house)
    const taken = await takeComplaints(at.house, path.join(data, 'chicago_sanitation_311_to_2012.csv.gz'))
    expect(taken).toMatchObject({ rows: 37_230, refused: 0, repeated: 2, states: { unlocated: 68 } })
    expect(Object.keys(taken.states).sort()).toEqual(['routed', 'unlocated'])
    const found = agreementOf(taken.places)
    expect(found).toMatchObject({ rows: 37_230, unlocated: 68, withoutPosition: 4, closedLocated: 1610 })
    expect(((100 * found.agreeing) / found.rows).toFixed(1)).toBe('94.5')
    expect(((100 * found.agreeing) / found.comparable).toFixed(1)).toBe('98.9')
  })
})

describe.skipIf(testData === undefined)('counties in GCJ-02', () => {
  it('come out within a metre of the WGS84 file', async () => {
    const at = await testHouse()
    const counties = await compareFujian(at.house, data)
    await at.close()
    expect(counties.map(({ code }) => code)).toEqual(['350206', '350405', '350582', '350603'])
    for (const { farthestM, vertices } of counties) {
      expect(vertices).toBeGreaterThan(200)
      expect(farthestM).toBeLessThan(1)
    }
  })
})

describe('agreement with the recorded district', () => {
  it('compares numbers, and only rows that could agree', () => {
    const place = (recorded: string, street: string | null, positioned = true) => ({ recorded, street, positioned })
    expect(
      agreementOf([
        place('1', '01'),
        place('1', '02'),
        place('13', '12'),
        place('', '02'),
        place('0', null),
        place('5', null, false),
      ]),
    ).toEqual({ rows: 6, agreeing: 1, closed: 3, closedLocated: 2, comparable: 2, unlocated: 2, withoutPosition: 1 })
  })
})
