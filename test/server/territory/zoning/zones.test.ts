import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { figuresOf } from '../../../../geo/zoning/figures.ts'
import { problemOf } from '../../../../geo/zoning/problemOf.ts'
import type { ZoneSetIn } from '../../../../server/api/zoning.ts'
import { sql } from '../../../../server/db.ts'
import { Problem } from '../../../../server/errors.ts'
import { asZoningFacts, zoningFacts } from '../../../../server/territory/zoning/facts.ts'
import { declareZones, importResidents, zoneHistory, zoningProblem } from '../../../../server/territory/zoning/flow.ts'
import { newZoningRuns } from '../../../../server/territory/zoning/runs.ts'
import { type TestHouse, testHouse } from '../../../house.ts'
import { middleOf, type SmallDistrict, STREETS, smallDistrict } from '../../../smallDistrict.ts'

let world: TestHouse
let district: SmallDistrict
beforeAll(async () => {
  world = await testHouse()
  district = await smallDistrict(world.house.db)
  const [lon, lat] = middleOf(0, 0)
  await world.house.db.run(sql`
    insert into premises (code, name, kind, lon, lat, street_code) values ('P1', '店', 'shop', ${lon}, ${lat}, ${STREETS[0]})`)
}, 60_000)
afterAll(() => world.close())

const [WEST, MIDDLE, EAST] = STREETS
const nobody = { account: null }
const asked = {
  zones: 2,
  loads: [{ load: 'area' as const, weight: 1 }],
  minStreets: 1,
  maxStreets: 3,
  together: [],
  apart: [],
  locks: [],
  seats: [],
  bridges: [],
  slack: 200,
  seed: 1,
}
const zone = (code: string, streets: readonly string[], chief: number | null = null) => ({
  code,
  name: `片区${code}`,
  nameEn: `Zone ${code}`,
  seat: null,
  chief,
  streets: [...streets],
})
const setFrom = (from: string, zones: ZoneSetIn['zones']): ZoneSetIn => ({ from, clause: '测试', zones })
const flawsOf = (work: Promise<unknown>) =>
  work.then(
    () => [],
    (error: unknown) =>
      error instanceof Problem
        ? error.flaws.map(({ path, expected }) => `${path}: ${expected.split(' / ')[1]}`)
        : [String(error)],
  )

describe('the facts of the redraw assistant', () => {
  it('offer only loads that have figures, each with its source', async () => {
    const facts = await zoningFacts(world.house, {})
    expect(facts.offered.map(({ load }) => load).sort()).toEqual(['area', 'officers', 'premises', 'travel'])
    expect(facts.streets.map(({ loads }) => [loads.premises, loads.officers])).toEqual([
      [1, 0],
      // At home in its team and seconded to it; without a certificate, or with one that has expired, nobody counts.
      [0, 2],
      [0, 0],
    ])
    expect(facts.borders.map(({ a, b }) => [a, b])).toEqual([
      [0, 1],
      [1, 2],
    ])
    expect(facts.period).toEqual({ from: '2025-03-03', to: '2026-03-02' })
  })

  it('offer residents once a list is there, by code or name, and name each bad line', async () => {
    const list = { source: '区统计局', asOf: '2025-12-31' }
    const bad = await flawsOf(
      importResidents(
        world.house,
        { ...list, csv: `street,residents\n西街道,x\n无此街道,3\n${WEST},5\n${WEST},6` },
        nobody,
      ),
    )
    expect(bad.map((flaw) => flaw.slice(0, 10))).toEqual(['csv line 2', 'csv line 3', 'csv line 5'])
    expect((await zoningFacts(world.house, {})).offered.map(({ load }) => load)).not.toContain('residents')
    const csv = `\ufeff街道,居民\n西街道,100\n${MIDDLE},200\n${EAST},300\n`
    expect(await importResidents(world.house, { ...list, csv }, nobody)).toMatchObject({ streets: 3 })
    const facts = await zoningFacts(world.house, {})
    expect(facts.offered.find(({ load }) => load === 'residents')?.source.zh).toBe('区统计局（2025-12-31）')
    expect(facts.streets.map(({ loads }) => loads.residents)).toEqual([100, 200, 300])
  })

  it('refuse a load without figures and streets that do not exist', async () => {
    const loads = [{ load: 'reports' as const, weight: 1 }]
    expect(await flawsOf(zoningProblem(world.house, { ...asked, loads }))).toEqual([
      expect.stringContaining('loads with figures'),
    ])
    expect(await flawsOf(zoningProblem(world.house, { ...asked, bridges: [[WEST, 'nowhere']] }))).toHaveLength(1)
    expect(await flawsOf(zoningProblem(world.house, { ...asked, seats: ['zone-1'] }))).toHaveLength(1)
  })
})

describe('a run of the assistant', () => {
  it('works in a thread of its own and answers with proven alternatives', async () => {
    const runs = newZoningRuns(world.house)
    const problem = await zoningProblem(world.house, asked)
    const { id } = runs.start({ problem, options: { seed: 1, slack: 200 } })
    const run = await vi.waitFor(
      () => {
        expect(runs.find(id)?.state).toBe('done')
        return runs.find(id)!
      },
      { timeout: 60_000 },
    )
    const { alternatives, proof } = run.proposal!
    expect(proof.kind).toBe('exact')
    expect(alternatives.length).toBeGreaterThanOrEqual(2)
    const facts = await zoningFacts(world.house, {})
    const again = problemOf(asZoningFacts(facts), asked).problem
    for (const { division, figures } of alternatives) expect(figuresOf(again, division)).toEqual(figures)
  })

  it('is refused with its reasons, can be cancelled, and more than two wait', async () => {
    const runs = newZoningRuns(world.house)
    const problem = await zoningProblem(world.house, { ...asked, bridges: [[WEST, EAST]], zones: 3, minStreets: 2 })
    const refused = runs.start({ problem, options: { seed: 1, slack: 1 } })
    await vi.waitFor(() => expect(runs.find(refused.id)?.state).toBe('refused'), { timeout: 60_000 })
    expect(runs.find(refused.id)?.refusal[0]?.zh).toContain('分不成')
    const one = runs.start({ problem, options: { seed: 1, slack: 1 } })
    const two = runs.start({ problem, options: { seed: 1, slack: 1 } })
    expect(() => runs.start({ problem, options: { seed: 1, slack: 1 } })).toThrow(Problem)
    expect((await runs.cancel(one.id))?.state).toBe('cancelled')
    await runs.cancel(two.id)
    expect(runs.find(999)).toBeUndefined()
  })
})

describe('a whole set of zones', () => {
  it('begins on its day with its chiefs, and the past stays as it was', async () => {
    const { chief, officer } = district.people
    const done = await declareZones(
      world.house,
      setFrom('2026-06-01', [zone('zone-1', [WEST], chief), zone('zone-3', [MIDDLE, EAST], officer)]),
      nobody,
    )
    expect(done).toEqual({ from: '2026-06-01', kept: [], begun: ['zone-1', 'zone-3'], ended: ['zone-2'] })
    const before = await zoneHistory(world.house, '2026-05-31')
    expect(before.zones.map(({ code, streets, chief: held }) => [code, streets, held?.name])).toEqual([
      ['zone-1', [WEST, MIDDLE], '林片长'],
      ['zone-2', [EAST], undefined],
    ])
    const after = await zoneHistory(world.house, '2026-06-01')
    expect(after.zones.map(({ code, streets, chief: held }) => [code, streets, held?.name])).toEqual([
      ['zone-1', [WEST], '林片长'],
      ['zone-3', [MIDDLE, EAST], '陈队员'],
    ])
    expect(after.days.slice(0, 1)).toEqual(['2026-06-01'])
  })

  it('leaves zones that stay as they are, and changes a chief alone', async () => {
    const { officer, second } = district.people
    const done = await declareZones(
      world.house,
      setFrom('2026-07-01', [zone('zone-1', [WEST], second), zone('zone-3', [MIDDLE, EAST], officer)]),
      nobody,
    )
    expect(done).toMatchObject({ kept: ['zone-1', 'zone-3'], begun: [], ended: [] })
    const chiefs = async (day: string) => (await zoneHistory(world.house, day)).zones.map(({ chief }) => chief?.name)
    expect(await chiefs('2026-06-30')).toEqual(['林片长', '陈队员'])
    expect(await chiefs('2026-07-01')).toEqual(['王队员', '陈队员'])
  })

  it('is refused whole when a street is forgotten, doubled or unknown, a day is taken, a chief is nobody', async () => {
    const refused = (from: string, zones: ZoneSetIn['zones']) =>
      flawsOf(declareZones(world.house, setFrom(from, zones), nobody))
    expect(await refused('2026-08-01', [zone('zone-1', [WEST, MIDDLE])])).toEqual(['streets: every street in a zone'])
    expect(await refused('2026-08-01', [zone('a', [WEST, MIDDLE]), zone('b', [MIDDLE, EAST])])).toEqual([
      'streets: a street in one zone (it stands in a)',
    ])
    expect(await refused('2026-08-01', [zone('a', STREETS), zone('b', ['x'])])).toEqual([
      'streets: a street of the edition of that day',
    ])
    expect(await refused('2026-06-01', [zone('a', STREETS)])).toContain(
      'from: a day after 2026-06-01, when zone zone-1 last began',
    )
    expect(await refused('2026-08-01', [zone('a', STREETS, 999)])).toEqual(['chief: a person on record'])
    expect((await zoneHistory(world.house, '2026-08-01')).zones.map(({ code }) => code)).toEqual(['zone-1', 'zone-3'])
  })
})
