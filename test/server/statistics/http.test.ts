import { cellToLatLng, cellToParent } from 'h3-js'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { graphOf } from '../../../analytics/stats/graph.ts'
import { CellsOut, HoursOut, RankingOut, RepeatsOut, SeriesOut } from '../../../server/api/figures.ts'
import { AreaWords, EmergingOut, ForecastOut, HotSpotsOut, QuietOut, TrendOut } from '../../../server/api/findings.ts'
import { MartChecks } from '../../../server/api/statistics.ts'
import { plusDays } from '../../../server/clock/localTime.ts'
import { sql } from '../../../server/db.ts'
import { openSituation, type SituationRoom } from '../../../server/situation/flow.ts'
import { tidyRuns } from '../../../server/statistics/jobs.ts'
import { openThread } from '../../../server/statistics/thread.ts'
import { signedInAs } from '../../accounts.ts'
import type { Client } from '../../client.ts'
import { type TestHouse, testHouse } from '../../house.ts'
import { serve } from '../../serve.ts'
import { microGridAt, middleOf, publishAreas, STREETS, smallAreas, smallDistrict } from '../../smallDistrict.ts'
import { cellAt, insertReports, type Row, warehouseFolder } from '../situation/fixture.ts'

let test: TestHouse
let room: SituationRoom
let edition: number
let leader: Client
let planner: Client
let base: string
let close: () => Promise<void>
const { folder, remove } = warehouseFolder()

/** Every micro-grid has one report a week from February on; the south-west corner has eight more. */
const WEEKS = ['2026-02-03', '2026-02-10', '2026-02-17', '2026-02-24', '2026-03-03']
const at = (column: number, row: number, day: string): Row => ({
  day,
  category: 'market',
  place: { column, row },
  closed: false,
})
const everywhere = WEEKS.flatMap((day) => Array.from({ length: 24 }, (_, n) => at(n % 6, Math.floor(n / 6), day)))
const corner = WEEKS.flatMap((day) => Array.from({ length: 32 }, (_, n) => at(n % 2, (n >> 1) % 2, day)))

beforeAll(async () => {
  test = await testHouse({ now: '2026-03-09T09:00:00+08:00' })
  edition = (await smallDistrict(test.house.db)).edition
  await insertReports(test.house.db, edition, [...everywhere, ...corner, { ...at(0, 0, WEEKS[0]!), place: null }])
  room = await openSituation(test.house, folder)
  ;({ base, close } = await serve(test.house, room))
  leader = await signedInAs(test.house, base, 'leader')
  planner = await signedInAs(test.house, base, 'planner')
})

afterAll(async () => {
  await close()
  await room.close()
  await test.close()
  remove()
})

const hotSpots = async (query = '') => {
  const { status, body } = await leader.get<HotSpotsOut>(`/api/statistics/hot-spots?${query}`)
  expect(status, JSON.stringify(body)).toBe(200)
  return HotSpotsOut.parse(body)
}
const runs = async () => (await test.house.db.row<{ n: number }>(sql`select count(*) as n from stat_run`))!.n
const explained = ({ areas }: { areas: readonly { z?: number | null; reason: string | null }[] }) =>
  areas.every(({ z, reason }) => (z === null) === (reason !== null))

describe('hot spots', () => {
  it('are found where reports stand together, with family, z, p and their FDR', async () => {
    const found = await hotSpots()
    expect(found).toMatchObject({
      method: 'hot-spots',
      edition,
      family: 24,
      reports: 280,
      elsewhere: 0,
      exposure: null,
    })
    expect([found.from, found.to]).toEqual(['2026-02-03', '2026-03-03'])
    const hot = found.areas.filter(({ bin }) => (bin ?? 0) >= 2).map(({ code }) => code)
    expect(hot).toContain(microGridAt(0, 0))
    expect(hot).not.toContain(microGridAt(5, 3))
    expect(found.areas.find(({ code }) => code === microGridAt(0, 0))).toMatchObject({
      reports: 45,
      neighbours: 3,
      reason: null,
    })
    expect(found.words.zh).toContain('24 个区域参与比较')
  })

  it('are kept with parameters, edition, code version and watermark, and computed once', async () => {
    const { run, codeVersion, areas } = await hotSpots()
    const before = await runs()
    await leader.post('/api/situation/refresh', {})
    const again = await hotSpots()
    expect([again.run, await runs()]).toEqual([run, before])
    const kept = await leader.get<Record<string, unknown>>(`/api/statistics/runs/${run}`)
    expect(kept.body).toMatchObject({
      method: 'hot-spots',
      edition,
      family: 24,
      codeVersion,
      question: { level: 'micro-grid' },
    })
    expect((kept.body.areas as unknown[]).length).toBe(areas.length)
    const moment = await test.house.db.row(sql`select snapshot, identity from stat_run where id = ${run}`)
    expect(moment).toMatchObject({ snapshot: expect.stringMatching(/^\d+:\d+:/), identity: expect.any(String) })
  })

  it('each area says what is hot, how sure, compared with what, and what that does not say', async () => {
    const { run } = await hotSpots()
    const hot = AreaWords.parse((await leader.get(`/api/statistics/runs/${run}/areas/${microGridAt(0, 0)}`)).body)
    expect(hot.words.zh).toMatch(/热点，置信度 \d\d%.*本区 45 件.*3 个邻区.*24 个.*不说明原因/)
    expect(hot.words.en).toMatch(/a hot spot, \d\d % sure.*45 reports here.*does not say why/)
    const other = AreaWords.parse((await leader.get(`/api/statistics/runs/${run}/areas/${microGridAt(3, 1)}`)).body)
    expect(other.words.zh).toContain('没有明显差别')
    expect((await leader.get(`/api/statistics/runs/${run}/areas/nowhere`)).status).toBe(404)
  })

  it('are not sent again while they are the same, and anew after a refresh', async () => {
    const first = await leader.get('/api/statistics/hot-spots')
    const held = { 'if-none-match': first.headers.get('etag')! }
    expect((await leader.get('/api/statistics/hot-spots', held)).status).toBe(304)
    expect((await leader.get('/api/statistics/hot-spots?category=market', held)).status).toBe(200)
    await leader.post('/api/situation/refresh', {})
    expect((await leader.get('/api/statistics/hot-spots', held)).status).toBe(200)
  })

  it('are asked by time, category, area and state', async () => {
    expect((await hotSpots('from=2026-03-01')).reports).toBe(56)
    expect((await hotSpots('category=general')).reports).toBe(0)
    expect((await hotSpots('state=closed')).reports).toBe(0)
    const street = await hotSpots(`street=${STREETS[0]}`)
    expect([street.areas.length, street.reports]).toEqual([8, 200])
    const zone = await hotSpots('zone=zone-2')
    expect([zone.areas.length, zone.reports]).toEqual([8, 40])
    expect((await hotSpots('level=grid')).areas.length).toBe(12)
  })

  it.each(['from=yesterday', 'level=room', 'exposure=luck', 'colour=red', 'from=2026-03-01&to=2026-02-01'])(
    'refuse %s',
    async (query) => {
      expect((await leader.get(`/api/statistics/hot-spots?${query}`)).status).toBe(422)
    },
  )
})

describe('what cannot be compared is explained', () => {
  it('an empty month', async () => {
    const empty = await hotSpots('from=2025-01-01&to=2025-01-31')
    expect([empty.reports, empty.family, explained(empty)]).toEqual([0, 0, true])
    expect(empty.areas[0]!.reason).toBe('zero_variance')
    expect(empty.notes[0]!.zh).toContain('没有上报')
    const words = await leader.get<AreaWords>(`/api/statistics/runs/${empty.run}/areas/${microGridAt(0, 0)}`)
    expect(words.body.words.zh).toContain('没有热点结论')
  })

  it('a district of one area, and a level with three', async () => {
    const one = await hotSpots('level=district')
    expect(one.areas).toMatchObject([{ z: null, reason: 'too_few_areas' }])
    expect(one.notes.map(({ en }) => en).join()).toContain('only 1 areas')
    expect(explained(await hotSpots('level=street'))).toBe(true)
  })

  it('rates without residents on record, with some, and with cases where nobody lives', async () => {
    const without = await hotSpots('exposure=residents')
    expect([without.family, without.areas[0]!.reason, explained(without)]).toEqual([0, 'value_missing', true])
    expect(without.notes.map(({ zh }) => zh)).toContain('没有登记这种暴露量。')
    const lines = Array.from({ length: 24 }, (_, n) => {
      const [column, row] = [n % 6, Math.floor(n / 6)]
      return `${microGridAt(column, row)},${n === 0 ? 0 : n < 23 ? 100 + n : ''}`
    }).filter((line) => !line.endsWith(','))
    const list = { kind: 'residents', source: '户籍登记', asOf: '2026-01-01', csv: `area,amount\n${lines.join('\n')}` }
    const bad = await planner.post('/api/statistics/exposure', { ...list, csv: 'area,amount\nnowhere,5' })
    expect([bad.status, bad.body.error.flaws[0]?.got]).toEqual([422, 'nowhere'])
    expect((await planner.post('/api/statistics/exposure', list)).body).toMatchObject({ areas: 23 })
    const rated = await hotSpots('exposure=residents')
    expect(rated.exposure).toEqual({
      kind: 'residents',
      asOf: '2026-01-01',
      source: { zh: '户籍登记（2026-01-01）', en: '户籍登记 (2026-01-01)' },
    })
    expect([rated.family, explained(rated)]).toEqual([22, true])
    const of = (code: string) => rated.areas.find((area) => area.code === code)!
    expect(of(microGridAt(0, 0))).toMatchObject({
      reports: 45,
      exposure: 0,
      rate: null,
      reason: 'cases_without_exposure',
    })
    expect(of(microGridAt(5, 3))).toMatchObject({ exposure: null, rate: null, reason: 'value_missing' })
    expect(of(microGridAt(1, 0)).rawRate).toBeCloseTo(45 / 101, 12)
    const summed = await hotSpots('exposure=residents&level=grid')
    expect(summed.areas[1]?.exposure).not.toBeNull()
  })
})

describe('lone areas and lone reports are explained', () => {
  it('one report alone', async () => {
    await insertReports(test.house.db, edition, [{ ...at(3, 1, '2024-05-05') }])
    await leader.post('/api/situation/refresh', {})
    const one = await hotSpots('to=2024-12-31')
    expect([one.reports, explained(one)]).toEqual([1, true])
    expect(one.notes.map(({ zh }) => zh).join()).toContain('只有一件上报')
    await test.house.db.run(sql`delete from report where local_day = '2024-05-05'`)
    await leader.post('/api/situation/refresh', {})
  })

  it('all reports in one area', async () => {
    const all = Array.from({ length: 12 }, () => at(5, 3, '2024-06-06'))
    const ids = await insertReports(test.house.db, edition, all)
    await leader.post('/api/situation/refresh', {})
    const found = await hotSpots('to=2024-12-31')
    expect([found.reports, found.family, explained(found)]).toEqual([12, 24, true])
    const filled = found.areas.filter(({ reports }) => reports > 0)
    expect(filled.map(({ code, reports }) => [code, reports])).toEqual([[microGridAt(5, 3), 12]])
    expect(found.areas.find(({ code }) => code === microGridAt(0, 0))!.bin).toBeLessThanOrEqual(0)
    await test.house.db.run(sql`delete from report where id = any(${ids}::bigint[])`)
    await leader.post('/api/situation/refresh', {})
  })
})

describe('the cube of space and time', () => {
  const emerging = async (query = '') => EmergingOut.parse((await leader.get(`/api/statistics/emerging?${query}`)).body)

  it('tells how hot spots came and went over whole weeks', async () => {
    const cube = await emerging('from=2026-02-02&to=2026-03-08')
    expect(cube.slices).toEqual(['2026-02-02', '2026-02-09', '2026-02-16', '2026-02-23', '2026-03-02'])
    const corner = cube.areas.find(({ code }) => code === microGridAt(0, 0))!
    expect(corner).toMatchObject({ pattern: 'persistent hot', history: [1, 1, 1, 1, 1], reports: 45, reason: null })
    const words = (await leader.get<AreaWords>(`/api/statistics/runs/${cube.run}/areas/${corner.code}`)).body.words
    expect(words.zh).toContain('持续的热点')
  })

  it('says that one slice, or none, shows no change', async () => {
    const one = await emerging('from=2026-02-02&to=2026-02-10')
    expect([one.slices.length, one.reports]).toEqual([1, 56])
    expect(one.notes.map(({ en }) => en).join()).toContain('one whole slice')
    const none = await emerging('from=2026-02-03&to=2026-02-05')
    expect([none.slices, none.reports]).toEqual([[], 0])
    expect(none.areas.every(({ pattern, reason }) => pattern === null && reason === 'too_few_weeks')).toBe(true)
  })
})

describe('the trend of each area', () => {
  const trend = async (query = '') => TrendOut.parse((await leader.get(`/api/statistics/trend?${query}`)).body)

  it('is of whole weeks, judged against its own past and adjusted over all areas', async () => {
    const told = await trend('from=2026-02-02&to=2026-03-08')
    expect(told.slices).toHaveLength(5)
    const judged = told.areas.filter(({ reason }) => reason === null)
    expect(judged.length).toBe(told.family)
    expect(judged.length).toBeGreaterThan(0)
    for (const { p, adjusted, slope, low, high } of judged) {
      expect(adjusted).toBeGreaterThanOrEqual(p!)
      expect(low! <= slope! && slope! <= high!).toBe(true)
    }
    const words = (await leader.get<AreaWords>(`/api/statistics/runs/${told.run}/areas/${judged[0]!.code}`)).body.words
    expect(words.zh).toContain('只同自己的过去比')
  })

  it('says that too few weeks show none', async () => {
    const few = await trend('from=2026-02-02&to=2026-02-10')
    expect(few.areas.every(({ z, reason }) => z === null && reason === 'too_few_weeks')).toBe(true)
  })
})

describe('quiet or unvisited', () => {
  const quiet = async (query: string) => QuietOut.parse((await leader.get(`/api/statistics/quiet?${query}`)).body)

  it('is not told apart where nobody knows who was where', async () => {
    const unknown = await quiet('')
    expect(new Set(unknown.areas.map(({ kind }) => kind))).toEqual(new Set(['unknown']))
    expect(unknown.words.zh).toContain('无法区分')
  })

  it('is told apart by hours of patrol', async () => {
    const hours = (column: number, row: number) => (column === 5 ? 0 : column === 4 ? 90 : 9 + row)
    const lines = Array.from(
      { length: 24 },
      (_, n) => `${microGridAt(n % 6, Math.floor(n / 6))},${hours(n % 6, Math.floor(n / 6))}`,
    )
    const list = { kind: 'patrol-hours', source: '巡查终端', asOf: '2026-03-01', csv: `区域,工时\n${lines.join('\n')}` }
    expect((await planner.post('/api/statistics/exposure', list)).status).toBe(201)
    const told = await quiet('exposure=patrol-hours')
    const at = (column: number, row: number) => told.areas.find(({ code }) => code === microGridAt(column, row))!
    expect([at(5, 0).kind, at(4, 0).kind, at(0, 0).kind]).toEqual(['unvisited', 'quiet', 'busy'])
    expect([at(5, 0).rate, at(4, 0).rate, at(0, 0).rate]).toEqual([null, at(4, 0).reports / 90, at(0, 0).reports / 9])
    const words = await leader.get<AreaWords>(`/api/statistics/runs/${told.run}/areas/${microGridAt(4, 0)}`)
    expect(words.body.words.zh).toContain('明显少于应有，确实安静')
    const nobody = await leader.get<AreaWords>(`/api/statistics/runs/${told.run}/areas/${microGridAt(5, 0)}`)
    expect(nobody.body.words.zh).toMatch(/没有结论：有上报而暴露量为零，数据须核对（巡查小时）/)
  })
})

describe('hours of visits', () => {
  it('are those of the last plan of a day that is asked about, at the areas they were spent in', async () => {
    const { db } = test.house
    const [lon, lat] = middleOf(2, 2)
    await db.run(sql`
      with place as (insert into premises (code, name, kind, lon, lat, street_code)
          values ('P1', '店', 'shop', ${lon}, ${lat}, ${STREETS[1]}) returning id),
        plans as (insert into plan (name, from_day, to_day) values ('a', '2026-03-01', '2026-03-31'),
          ('b', '2026-03-01', '2026-03-31') returning id),
        visits as (insert into visit (plan_id, premises_id, release_day, due_day)
          select plans.id, place.id, '2026-03-01', '2026-03-31' from plans, place returning id, plan_id),
        rounds as (insert into round (plan_id, zone_code, day, half, departments, travel_s, service_s, leave_s, back_s, crew)
          select id, 'zone-1', day::date, 'morning', '{}', 0, 7200, 0, 0, '[]' from plans, unnest('{2026-03-03,2026-03-20}'::text[]) day
          returning id, plan_id)
      insert into round_stop select rounds.id, 1, visits.id, 0, 7200 from rounds join visits using (plan_id)`)
    const { body } = await leader.get('/api/statistics/quiet?exposure=visit-hours&to=2026-03-08')
    const seen = QuietOut.parse(body)
    const of = (column: number, row: number) => seen.areas.find(({ code }) => code === microGridAt(column, row))!
    expect(of(2, 2)).toMatchObject({ exposure: 2, reports: 5, expected: 5, kind: 'usual', reason: null })
    expect(of(3, 3)).toMatchObject({ exposure: 0, kind: 'unvisited', reason: 'cases_without_exposure' })
    expect(seen.exposure!.source.en).toBe('hours at premises in the rounds as planned')
  })
})

describe('the forecast', () => {
  const YEAR = Array.from({ length: 20 }, (_, week) => plusDays('2025-03-04', 7 * week))

  it('is that of the method that foretold the past weeks best; the figures of all three are kept', async () => {
    const rows = YEAR.flatMap((day, n) => [...corner.slice(0, 32).map((row) => ({ ...row, day })), at(5, n % 4, day)])
    const ids = await insertReports(test.house.db, edition, rows)
    await leader.post('/api/situation/refresh', {})
    const query = 'from=2025-03-03&to=2025-07-20'
    const next = ForecastOut.parse((await leader.get(`/api/statistics/forecast?${query}`)).body)
    expect([next.week, next.tests.map(({ weeks }) => weeks)]).toEqual(['2025-07-21', [12, 12, 12]])
    expect(new Set(next.tests.map(({ method }) => method))).toEqual(
      new Set(['discounted', 'seasonal-mean', 'last-week']),
    )
    const pai = next.tests.map((test) => test.pai!)
    expect([next.used, Math.max(...pai)]).toEqual([next.tests[0]!.method, pai[0]])
    const kept = await leader.get<{ facts: { tests: unknown } }>(`/api/statistics/runs/${next.run}`)
    expect(kept.body.facts.tests).toEqual(next.tests)
    expect(next.tests[0]!.calibration).toMatchObject({ pairs: 12 * 24, level: 0.9, coverage: expect.any(Number) })
    const words = await leader.get<AreaWords>(`/api/statistics/runs/${next.run}/areas/${microGridAt(0, 0)}`)
    expect(words.body.words.zh).toMatch(/下周（2025-07-21 起）预期 .*20 个完整的周共 160 件，平均每周 8 件/)
    await test.house.db.run(sql`delete from report where id = any(${ids}::bigint[])`)
    await leader.post('/api/situation/refresh', {})
  })
})

describe('plain questions', () => {
  const of = async <T>(question: string) => {
    const { status, body } = await leader.get<T>(`/api/statistics/${question}`)
    expect(status, JSON.stringify(body)).toBe(200)
    return body
  }

  it('a series says what it is, what is cut short, and whether it rises', async () => {
    const weeks = SeriesOut.parse(await of('series?step=week'))
    expect(weeks.slices.map(({ reports, whole }) => [reports, whole])).toEqual([
      [57, false],
      [56, true],
      [56, true],
      [56, true],
      [56, false],
    ])
    expect([weeks.trend, weeks.words.zh]).toEqual([null, expect.stringContaining('看不出趋势')])
    const days = SeriesOut.parse(await of('series?step=day&from=2026-02-01&to=2026-02-28'))
    // The first two days lie before the first report.
    expect([days.slices.length, days.trend?.slices]).toEqual([28, 26])
    expect(
      SeriesOut.parse(await of('series?from=2020-01-01&to=2020-01-31')).slices.every(({ reports }) => reports === 0),
    ).toBe(true)
    expect(SeriesOut.parse(await of('series?category=nothing')).trend).toBeNull()
  })

  it('no slice that is still to come, or lies before the first report, enters a trend', async () => {
    const wide = SeriesOut.parse(await of('series?from=2025-11-03&to=2026-12-31'))
    const whole = wide.slices.filter((slice) => slice.whole)
    expect(wide.slices.length).toBeGreaterThan(whole.length)
    expect(whole.map(({ from }) => from)).toEqual([
      '2026-02-02',
      '2026-02-09',
      '2026-02-16',
      '2026-02-23',
      '2026-03-02',
    ])
    expect(wide.trend?.slices).toBe(5)
    const next = ForecastOut.parse(await of('forecast?to=2026-12-31'))
    expect(next.areas.find(({ code }) => code === microGridAt(5, 3))!.reports).toBe(4)
  })

  it('a ranking has samples, intervals and places that are ranges, and ranks nobody with too few', async () => {
    await test.house.db.run(sql`
      update report set state = 'closed', closed_at = received_at + interval '1 day', close_due = received_at + interval '2 days'
      where street_code = ${STREETS[0]} and id % 4 > 0`)
    await test.house.db.run(sql`
      update report set close_due = received_at + interval '2 days' where street_code is not null and close_due is null`)
    await leader.post('/api/situation/refresh', {})
    const { ranked, tooFew } = RankingOut.parse(await of('ranking'))
    expect(ranked.map(({ code, of: all, best, worst }) => [code, all, best, worst])).toEqual([
      [STREETS[0], 200, 1, 1],
      [STREETS[1], 40, 2, 3],
      [STREETS[2], 40, 2, 3],
    ])
    expect(ranked[0]!.share).toBeCloseTo(0.75, 1)
    expect(tooFew).toEqual([])
    const strict = RankingOut.parse(await of('ranking?least=100&by=closed'))
    expect([strict.ranked.length, strict.tooFew.length]).toEqual([1, 2])
    expect(RankingOut.parse(await of('ranking?from=2020-01-01&to=2020-02-01')).ranked).toEqual([])
  })

  it('hexagons stand at their middle and answer to time, category, area and state', async () => {
    const cells = async (query: string) => CellsOut.parse(await of(`cells?resolution=9&${query}`)).cells
    const all = await cells('')
    expect(all.reduce((sum, { reports }) => sum + reports, 0)).toBe(280)
    const own = all.find(({ cell }) => cell === cellToParent(cellAt({ column: 0, row: 0 }), 9))!
    expect([own.lat, own.lon]).toEqual(cellToLatLng(own.cell))
    expect(own.reports).toBeGreaterThanOrEqual(45)
    const sum = async (query: string) => (await cells(query)).reduce((total, { reports }) => total + reports, 0)
    expect(await sum('from=2026-03-01')).toBe(56)
    expect(await sum('category=general')).toBe(0)
    expect(await sum(`street=${STREETS[0]}`)).toBe(200)
    expect(await sum('zone=zone-2')).toBe(40)
    expect((await sum('state=closed')) + (await sum('state=routed'))).toBe(280)
  })

  it('repeat places are those reported on several days of the asked ones', async () => {
    const places = async (query: string) => RepeatsOut.parse(await of(`repeats?${query}`)).places
    const all = await places('days=5')
    expect(all.reduce((sum, { reports }) => sum + reports, 0)).toBe(280)
    expect(all[0]).toMatchObject({ category: 'market', days: 5, first: WEEKS[0], last: WEEKS[4] })
    expect(await places('from=2026-03-01&days=2')).toEqual([])
    expect((await places('to=2026-02-20&days=2'))[0]).toMatchObject({ days: 3, last: WEEKS[2] })
    expect((await places('zone=zone-2')).reduce((sum, { reports }) => sum + reports, 0)).toBe(40)
    expect(await places('category=general')).toEqual([])
    expect((await places('state=routed')).every(({ open, reports }) => open === reports)).toBe(true)
  })

  it('hours and ranking answer to the state', async () => {
    const closed = HoursOut.parse(await of('hours?state=closed')).week[9]!
    const routed = HoursOut.parse(await of('hours?state=routed')).week[9]!
    expect([closed > 0, closed + routed]).toEqual([true, 280])
    const ranked = RankingOut.parse(await of('ranking?state=closed&by=closed')).ranked
    expect(ranked.map(({ code, of: all, done }) => [code, all === done])).toEqual([[STREETS[0], true]])
  })

  it('hours, forecast and checks answer in their shape', async () => {
    const hours = HoursOut.parse(await of('hours'))
    expect([hours.week[9], hours.week.length]).toEqual([281, 168])
    expect(hours.steps).toContainEqual({ step: 'closed', reports: expect.any(Number), median: 24, nineTenths: 24 })
    const next = ForecastOut.parse(await of('forecast?from=2026-02-02&to=2026-03-08'))
    expect(next.areas.every(({ risk, reason }) => (risk === null) === (reason !== null))).toBe(true)
    expect(next.areas.find(({ code }) => code === microGridAt(0, 0))!.risk).toBeGreaterThan(
      next.areas.find(({ code }) => code === microGridAt(5, 3))!.risk!,
    )
    const words = await leader.get<AreaWords>(`/api/statistics/runs/${next.run}/areas/${microGridAt(0, 0)}`)
    expect(words.body.words.zh).toMatch(/下周（2026-03-09 起）预期 .*件.*90% 的把握/)
    const checks = MartChecks.parse((await planner.post('/api/statistics/checks', {})).body)
    expect(checks.filter(({ equal }) => !equal)).toEqual([])
    expect(MartChecks.parse(await of('checks')).length).toBe(checks.length)
  })
})

it('keeps the newest answers of every question and those still asked for, and forgets the others', async () => {
  const { db } = test.house
  const { run } = await hotSpots()
  const before = await runs()
  const days = (n: number) => new Date(test.house.now().getTime() - n * 86_400_000)
  await db.run(sql`
    insert into stat_run (key, method, question, edition_id, family, facts, code_version, identity, snapshot, as_of,
      computed_at, used_at)
    select decode(md5(n::text), 'hex'), 'hot-spots', '{"level":"grid","category":"tidy"}', ${edition}, 0, '{}', '', '', '1:1:',
      ${days(9)}, ${days(9)}, case n when 1 then ${days(0)}::timestamptz when 30 then ${days(91)}::timestamptz else ${days(9)}::timestamptz end
    from generate_series(1, 30) n`)
  expect(await tidyRuns(test.house)).toBe(10)
  expect(await runs()).toBe(before + 20)
  expect((await leader.get(`/api/statistics/runs/${run}`)).status).toBe(200)
  expect(await tidyRuns(test.house)).toBe(0)
})

it('a question nobody waits for any more is taken out of the queue or stopped, and the next one is answered', async () => {
  const thread = openThread()
  const gone = new AbortController()
  const n = 60_000
  const slow = {
    counts: Float64Array.from({ length: n * 20 }, (_, at) => at % 7),
    graph: graphOf(Array.from({ length: n }, (_, i) => [(i + 1) % n])),
  }
  const [running, queued] = [
    thread.compute('emerging', slow, gone.signal),
    thread.compute('emerging', slow, gone.signal),
  ]
  setTimeout(() => gone.abort(new Error('gone')), 100)
  await expect(running).rejects.toThrow('gone')
  await expect(queued).rejects.toThrow('gone')
  const small = { counts: Float64Array.of(1, 2, 9), graph: graphOf([[1], [0, 2], [1]]), exposure: null }
  expect((await thread.compute('hot-spots', small)).family).toBe(2)
  await thread.close()
})

it('a change of boundaries inside the window: unchanged areas keep their reports, others count where they were', async () => {
  const areas = smallAreas().map((area) => {
    if (area.code !== microGridAt(5, 3) || area.geometry.type !== 'Polygon') return area
    const ring = area.geometry.coordinates[0]!.map(([x = 0, y = 0]) => [x === 117.82 ? 117.819 : x, y])
    return { ...area, geometry: { ...area.geometry, coordinates: [ring] } }
  })
  const second = await test.house.db.transaction((tx) => publishAreas(tx, areas, '2026-03-01'))
  await leader.post('/api/situation/refresh', {})
  const found = await hotSpots()
  expect(found).toMatchObject({ edition: second, reports: 275, elsewhere: 5 })
  expect(found.notes.map(({ zh }) => zh).join()).toContain('边界有变：5 件')
  expect((await hotSpots(`edition=${edition}`)).reports).toBe(280)
  const changed = found.areas.find(({ reason }) => reason !== null)!
  expect(changed).toMatchObject({ code: microGridAt(5, 3), z: null, reason: 'border_changed' })
  expect(found.areas.filter(({ z }) => z !== null).length).toBe(23)
  const { words } = (await leader.get<AreaWords>(`/api/statistics/runs/${found.run}/areas/${changed.code}`)).body
  expect(words.zh).toContain('边界在所选时间内有变')
  const cube = EmergingOut.parse((await leader.get('/api/statistics/emerging?from=2026-02-02&to=2026-03-08')).body)
  expect(cube.areas.filter(({ reason }) => reason === 'border_changed').map(({ code }) => code)).toEqual([changed.code])
  // Its border changed on a Sunday: only the week after that is one of it.
  const next = ForecastOut.parse((await leader.get('/api/statistics/forecast?from=2026-02-02&to=2026-03-08')).body)
  expect(next.areas.find(({ code }) => code === changed.code)).toMatchObject({ reports: 0, reason: null })
  expect((await hotSpots('from=2026-03-01')).areas.every(({ reason }) => reason === null)).toBe(true)
})

it('an island has no neighbours to be compared with, says so, and leaves the others as they are', async () => {
  const far = microGridAt(5, 3)
  const areas = smallAreas().map((area) => {
    if (area.code !== far || area.geometry.type !== 'Polygon') return area
    const ring = area.geometry.coordinates[0]!.map(([x = 0, y = 0]) => [x + 0.5, y])
    return { ...area, geometry: { ...area.geometry, coordinates: [ring] } }
  })
  await test.house.db.transaction((tx) => publishAreas(tx, areas, '2026-03-02'))
  await leader.post('/api/situation/refresh', {})
  const found = await hotSpots('from=2026-03-02')
  expect(explained(found)).toBe(true)
  const island = found.areas.find(({ code }) => code === far)!
  expect(island.neighbours).toBe(0)
  expect(found.areas.find(({ code }) => code === microGridAt(0, 0))).toMatchObject({ neighbours: 3, reason: null })
  const { words } = (await leader.get<AreaWords>(`/api/statistics/runs/${found.run}/areas/${far}`)).body
  expect(words.zh).toMatch(/没有(邻区|相邻区域)/)
})
