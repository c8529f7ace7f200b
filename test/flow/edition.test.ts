/** A new edition comes into force while reports are open: what follows it, what keeps its own, what can be asked. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { buildAtlas } from '../../geo/atlas.ts'
import type { Intake, Receipt } from '../../server/api/report.ts'
import { sql } from '../../server/db.ts'
import { Problem } from '../../server/errors.ts'
import { type Actor, SYSTEM } from '../../server/report/actor.ts'
import { reportDetail } from '../../server/report/detail.ts'
import { command, locate, receive, route } from '../../server/report/flow.ts'
import { reportJobs } from '../../server/report/jobs.ts'
import type { Report } from '../../server/report/report.ts'
import type { Wish } from '../../server/report/stepOf.ts'
import { readFor } from '../../server/report/store.ts'
import { swapReports } from '../../server/report/swap.ts'
import { comparisons } from '../../server/territory/compare/flow.ts'
import { keepAhead } from '../../server/territory/keeper.ts'
import { withdrawEdition } from '../../server/territory/lifeFlow.ts'
import { readEdition } from '../../server/territory/store.ts'
import { signedInAs } from '../accounts.ts'
import { type TestHouse, testHouse } from '../house.ts'
import { secondEdition } from '../secondEdition.ts'
import { serve } from '../serve.ts'
import {
  CENTRE,
  MATTERS,
  microGridAt,
  middleOf,
  publishAreas,
  reportAt,
  STREETS,
  smallDistrict,
  TEAMS,
} from '../smallDistrict.ts'

const operator: Actor = { account: null, role: 'operator', units: [CENTRE] }
const MIDNIGHT = '2026-03-03T00:00:00+08:00'
const [WEST, MIDDLE] = STREETS
/** In the column that changes street. */
const MOVING = middleOf(2, 1)

let world: TestHouse
let first: number
let second: number
beforeEach(async () => {
  world = await testHouse({ now: '2026-03-02T09:00:00+08:00' })
  first = (await smallDistrict(world.house.db)).edition
  second = await world.house.db.transaction((tx) => publishAreas(tx, secondEdition(), '2026-03-03'))
})
afterEach(() => world.close())

const read = async (id: number): Promise<Report> => (await readFor(world.house.db, id, SYSTEM))!
async function taken(intake: Intake): Promise<number> {
  const [receipt] = await receive(world.house, [{ intake }], SYSTEM)
  return (receipt as Receipt).id
}
async function routed(intake: Intake): Promise<number> {
  const id = await taken(intake)
  await locate(world.house, [id])
  await route(world.house, [id])
  return id
}
async function does(id: number, wish: Wish): Promise<void> {
  const answer = await command(world.house, id, { ...wish, version: (await read(id)).version }, operator)
  expect(answer).not.toBeInstanceOf(Problem)
}
const kinds = async (id: number) =>
  (
    await world.house.db.rows<{ kind: string }>(sql`select kind from report_event where report_id = ${id} order by seq`)
  ).map(({ kind }) => kind)
const codeOf = (promise: Promise<unknown>) =>
  promise.then(
    () => 'done',
    (error: unknown) => (error instanceof Problem ? error.code : error),
  )

describe('on the first day of an edition', () => {
  it('open reports follow it as events, once; who was sent stays where the owner stays; closed reports keep theirs', async () => {
    // the middle street accepted the matter as the western one did: another owner
    const mandated = await routed(reportAt(MOVING, { matter: MATTERS.pricing }))
    await does(mandated, { move: 'assign', unit: TEAMS[1] })
    // a department owns it wherever it lies
    const department = await routed(reportAt(MOVING, { matter: MATTERS.food }))
    await does(department, { move: 'assign', unit: 'market-brigade' })
    const elsewhere = await routed(reportAt(middleOf(0, 0)))
    const nowhere = await routed(reportAt([118.5, 26.9]))
    const triage = await routed(reportAt(MOVING, { category: 'general' }))
    const closed = await routed(reportAt(MOVING))
    await does(closed, { move: 'assign', unit: TEAMS[1] })
    await does(closed, { move: 'close', result: '已整改' })
    expect(await swapReports(world.house)).toBe(0)

    world.setNow(MIDNIGHT)
    const both = await Promise.all([swapReports(world.house), swapReports(world.house)])
    expect(both[0] + both[1]).toBe(5)
    expect(await swapReports(world.house)).toBe(0)

    expect(await read(mandated)).toMatchObject({
      ...{ state: 'located', hold: null, edition: second, street: WEST, owner: null, assignedUnit: null },
      responsible: CENTRE,
    })
    await route(world.house, [mandated, triage])
    expect(await read(mandated)).toMatchObject({ state: 'routed', owner: WEST, zone: 'zone-1' })
    expect(await kinds(mandated)).toEqual(['receive', 'locate', 'route', 'assign', 'edition', 'route'])
    expect(await read(department)).toMatchObject({
      ...{ state: 'dispatched', edition: second, street: WEST, owner: 'market', assignedUnit: 'market-brigade' },
    })
    expect(await read(elsewhere)).toMatchObject({ state: 'routed', edition: second, street: WEST, owner: WEST })
    expect(await read(nowhere)).toMatchObject({ state: 'received', hold: 'unlocated', edition: second })
    expect(await read(triage)).toMatchObject({ state: 'located', hold: 'triage', edition: second })
    expect(await read(closed)).toMatchObject({ state: 'closed', edition: first, street: MIDDLE })
    expect(await kinds(closed)).not.toContain('edition')

    const told = await reportDetail(world.house, closed, operator)
    expect(told).toMatchObject({ edition: first, editionName: '小区县 2023-01-01' })
    expect(told.place).toMatchObject({ names: { district: '小区县', street: '中街道' } })
    expect((await reportDetail(world.house, department, operator)).place).toMatchObject({
      names: { district: '小区县（修订）', street: '西街道' },
    })

    // reopened, it is open, and follows
    await does(closed, { move: 'reopen', reason: '复发' })
    expect(await swapReports(world.house)).toBe(1)
    expect(await read(closed)).toMatchObject({ edition: second, street: WEST })
  })

  it('what a person settled holds, though its position says otherwise', async () => {
    const id = await routed(reportAt([118.5, 26.9]))
    await does(id, { move: 'settle', microGrid: microGridAt(2, 1), reason: '电话核实' })
    await route(world.house, [id])
    world.setNow(MIDNIGHT)
    await swapReports(world.house)
    expect(await read(id)).toMatchObject({ edition: second, microGrid: microGridAt(2, 1), street: WEST, borderM: null })
  })

  it('the atlas stands ready before midnight, the keeper starts the rest, and everything open ends in the new edition', async () => {
    await reportJobs(world.house)
    const ids = await Promise.all(Array.from({ length: 12 }, (_, n) => taken(reportAt(middleOf(n % 6, n % 4)))))
    const settled = () =>
      world.house.db.row<{ n: number }>(
        sql`select count(*) as n from report where state = 'routed' and edition_id is not null`,
      )
    await vi.waitFor(async () => expect((await settled())!.n).toBe(ids.length), { timeout: 60_000 })
    await keepAhead(world.house)
    const ready = await world.house.atlasOf(second)
    expect((await world.house.atlas())?.editionId).toBe(first)

    world.setNow(MIDNIGHT)
    expect(await world.house.atlas()).toBe(ready)
    // what comes while the swap is going on has exactly one edition
    const late = await taken(reportAt(MOVING))
    await keepAhead(world.house)
    await vi.waitFor(
      async () => {
        const rows = await world.house.db.rows<{ edition: number; state: string }>(
          sql`select edition_id as edition, state from report`,
        )
        expect(rows).toEqual(Array(ids.length + 1).fill({ edition: second, state: 'routed' }))
      },
      { timeout: 60_000 },
    )
    expect(await kinds(late)).toEqual(['receive', 'locate', 'route'])
    for (const id of ids) expect((await kinds(id)).filter((kind) => kind === 'edition')).toHaveLength(1)
  })
})

describe('an edition', () => {
  it('can be withdrawn before its day and as long as nothing was located with it; then the one before goes on', async () => {
    const { house } = world
    await withdrawEdition(house, second, { reason: '依据有误', account: null })
    expect(await readEdition(house.db, second)).toMatchObject({
      ...{ status: 'withdrawn', withdrawnReason: '依据有误', validFrom: '2026-03-03' },
    })
    world.setNow(MIDNIGHT)
    expect((await house.atlas())?.editionId).toBe(first)
    await expect(house.db.run(sql`delete from area where edition_id = ${second}`)).rejects.toThrow(/published/)
    await expect(house.db.run(sql`update edition set status = 'draft' where id = ${second}`)).rejects.toThrow()

    await routed(reportAt(MOVING))
    expect(await codeOf(withdrawEdition(house, first, { reason: 'x', account: null }))).toBe('edition-in-use')
    await expect(
      house.db.run(sql`update edition set status = 'withdrawn', withdrawn_reason = 'x' where id = ${first}`),
    ).rejects.toThrow(/published/)
    expect(await codeOf(withdrawEdition(house, second, { reason: 'x', account: null }))).toBe('illegal-move')
  })

  it('that is withdrawn while a report is being located with it locates nothing', async () => {
    const { house } = world
    world.setNow(MIDNIGHT)
    const stale = await house.atlas()
    await withdrawEdition(house, second, { reason: '依据有误', account: null })
    const id = await taken(reportAt(MOVING))
    const late = { ...house, atlas: async () => stale }
    expect(await codeOf(locate(late, [id]))).toBe('stale-version')
    expect(await read(id)).toMatchObject({ state: 'received', edition: null, version: 1 })
    await locate(house, [id])
    expect(await read(id)).toMatchObject({ edition: first, street: MIDDLE })
  })

  it('is asked about by the days on which it is in force, past and future', async () => {
    const server = await serve(world.house)
    try {
      const client = await signedInAs(world.house, server.base, 'leader')
      const [x, y] = MOVING
      const streetOn = async (at: string) => {
        const { status, body } = await client.post<{ edition: number; places: { path: { street: string } }[] }>(
          `/api/locate?at=${at}`,
          { crs: 'wgs84', x, y, accuracyM: 0 },
        )
        return status === 200 ? [body.edition, body.places[0]!.path.street] : status
      }
      expect(await streetOn('2022-12-31')).toBe(409)
      expect(await streetOn('2023-01-01')).toEqual([first, MIDDLE])
      expect(await streetOn('2026-03-02')).toEqual([first, MIDDLE])
      expect(await streetOn('2026-03-03')).toEqual([second, WEST])
      expect(await streetOn('2026-02-30')).toBe(422)
      const areas = async (query: string) =>
        (await client.get<{ edition: number }>(`/api/territory/areas?level=district&${query}`)).body.edition
      expect(await areas('at=2024-06-01')).toBe(first)
      expect(await areas('at=2030-01-01')).toBe(second)
      expect((await client.get(`/api/territory/areas?level=street&at=2026-03-03&edition=${first}`)).status).toBe(422)
      const zones = await client.get<{ edition: number }>('/api/territory/zones?at=2026-03-03')
      expect(zones.body.edition).toBe(second)
    } finally {
      await server.close()
    }
  })
})

describe('a comparison', () => {
  it('tells before the day what will move: areas, reports and their owners, premises, units and zones', async () => {
    const { house } = world
    const mandated = await routed(reportAt(MOVING, { matter: MATTERS.pricing }))
    const department = await routed(reportAt(MOVING, { matter: MATTERS.food }))
    const untouched = await routed(reportAt(middleOf(5, 3)))
    await house.db.run(sql`
      insert into premises (code, name, kind, lon, lat, street_code)
      values ('P1', '便利店', 'shop', ${MOVING[0]}, ${MOVING[1]}, ${MIDDLE}), ('P2', '饭店', 'shop', 117.765, 26.385, ${WEST})`)
    const found = await comparisons(house).compare(first, second)
    if (!('diff' in found)) throw new Error('it was to be waited for')
    expect(found.diff.counts).toMatchObject({
      district: { renamed: 1 },
      street: { recut: 1, unchanged: 1 },
      community: { recut: 2, unchanged: 2 },
      grid: { reparented: 2, unchanged: 10 },
      'micro-grid': { unchanged: 24 },
    })
    expect(found.reports.map(({ id, street, open }) => [id, street, open])).toEqual([
      [mandated, true, true],
      [department, true, true],
    ])
    expect(found.owners).toEqual([{ id: mandated, from: MIDDLE, to: WEST }])
    expect(found.premises).toHaveLength(1)
    expect(found.bodies.filter(({ body }) => body?.code === TEAMS[1])).toMatchObject([
      { concern: 'border-moved', street: { code: MIDDLE } },
    ])
    expect(untouched).toBeGreaterThan(0)

    const server = await serve(house)
    try {
      const admin = await signedInAs(house, server.base, 'administrator')
      const at = `/api/territory/comparisons/${first}/${second}`
      await vi.waitFor(async () => expect((await admin.get(at)).status).toBe(200), { timeout: 60_000, interval: 200 })
      const summary = await admin.get<{ consequences: object }>(at)
      expect(summary.body.consequences).toMatchObject({
        openReports: 2,
        owners: 1,
        closedReports: 0,
        premisesStreet: 1,
      })
      const reports = await admin.get<{ total: number; rows: { id: number; newOwner?: string }[] }>(
        `${at}/reports?limit=1`,
      )
      expect(reports.body).toMatchObject({ total: 2, rows: [{ id: mandated, newOwner: WEST }] })
      const csv = await admin.get<string>(`${at}/areas/csv`)
      expect(csv.body.split('\n')).toHaveLength(1 + 1 + 1 + 2 + 2 + 1)
      expect(csv.headers.get('content-disposition')).toContain('.csv')
      const map = await admin.get<{ features: { properties: { role: string } }[] }>(`${at}/map?level=street`)
      expect(map.body.features.map(({ properties }) => properties.role)).toEqual(['area', 'area', 'land'])
    } finally {
      await server.close()
    }
  })

  it('of an edition with itself finds nothing', async () => {
    const same = await comparisons(world.house).compare(first, first)
    expect(same).toMatchObject({ diff: { diffs: [], exchanges: [] }, reports: [], owners: [], premises: [] })
    expect(await codeOf(comparisons(world.house).compare(first, 999))).toBe('not-found')
  })
})

it('the recut district has no area without a place', () => {
  const atlas = buildAtlas(secondEdition())
  expect(atlas.locate(MOVING)).toMatchObject({ kind: 'located', path: { street: WEST } })
})
