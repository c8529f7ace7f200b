import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Intake, Receipt } from '../../server/api/report.ts'
import { sql } from '../../server/db.ts'
import { Problem } from '../../server/errors.ts'
import { type Actor, SYSTEM } from '../../server/report/actor.ts'
import { reportDetail } from '../../server/report/detail.ts'
import { command, locate, receive, route } from '../../server/report/flow.ts'
import { queuePage } from '../../server/report/queueStore.ts'
import type { Report } from '../../server/report/report.ts'
import type { Wish } from '../../server/report/stepOf.ts'
import { readFor } from '../../server/report/store.ts'
import { summaries } from '../../server/report/summaryStore.ts'
import { type TestHouse, testHouse } from '../house.ts'
import {
  CENTRE,
  MATTERS,
  microGridAt,
  middleOf,
  reportAt,
  type SmallDistrict,
  STREETS,
  smallDistrict,
  TEAMS,
} from '../smallDistrict.ts'

/** Metres west of the border of streets 2 and 3 at 117.80: one degree is about 99.7 km here. */
const nearEastBorder = (metres: number): [number, number] => [117.8 - metres / 99_700, 26.395]

let world: TestHouse
let small: SmallDistrict
const operator: Actor = { account: null, role: 'operator', units: [CENTRE] }
const officer: Actor = { account: null, role: 'officer', units: [TEAMS[1], STREETS[1]] }
const stranger: Actor = { account: null, role: 'officer', units: [TEAMS[2], STREETS[2]] }

beforeAll(async () => {
  world = await testHouse()
  small = await smallDistrict(world.house.db)
})
afterAll(() => world.close())

const taken = async (intake: Intake): Promise<number> => {
  const [receipt] = await receive(world.house, [{ intake }], SYSTEM)
  expect(receipt).not.toBeInstanceOf(Problem)
  return (receipt as Receipt).id
}
const read = async (id: number): Promise<Report> => (await readFor(world.house.db, id, SYSTEM))!
const settledDown = async (id: number): Promise<Report> => {
  await locate(world.house, [id])
  await route(world.house, [id])
  return read(id)
}
const routed = async (intake: Intake): Promise<Report> => settledDown(await taken(intake))
const does = async (id: number, wish: Wish, by: Actor = operator) => {
  const { version } = await read(id)
  return command(world.house, id, { ...wish, version }, by)
}
const kinds = async (id: number): Promise<string[]> => {
  const rows = await world.house.db.rows<{ seq: number; kind: string }>(
    sql`select seq, kind from report_event where report_id = ${id} order by seq`,
  )
  expect(rows.map(({ seq }) => seq)).toEqual(rows.map((_, at) => at + 1))
  return rows.map(({ kind }) => kind)
}
const codeOf = (answer: unknown) => (answer instanceof Problem ? answer.code : 'no problem')

describe('a report', () => {
  it('goes from received to closed, and somebody answers for it at every step', async () => {
    const id = await taken(reportAt(middleOf(2, 1)))
    expect(await read(id)).toMatchObject({ state: 'received', version: 1, responsible: CENTRE, owner: null })
    await locate(world.house, [id])
    expect(await read(id)).toMatchObject({
      state: 'located',
      responsible: CENTRE,
      street: STREETS[1],
      microGrid: microGridAt(2, 1),
      edition: small.edition,
    })
    await route(world.house, [id])
    expect(await read(id)).toMatchObject({
      state: 'routed',
      responsible: CENTRE,
      owner: STREETS[1],
      zone: 'zone-1',
      zoneChief: small.people.chief,
      mode: 'joint',
      basis: { kind: 'mandate', clause: '沙政〔2023〕76号 五(三)' },
    })
    await does(id, { move: 'assign', unit: TEAMS[1], person: small.people.officer })
    expect(await read(id)).toMatchObject({ state: 'dispatched', responsible: TEAMS[1] })
    await does(id, { move: 'accept' }, officer)
    await does(id, { move: 'close', result: '已劝离' }, officer)
    expect(await read(id)).toMatchObject({ state: 'closed', responsible: TEAMS[1], result: '已劝离', version: 6 })
    expect(await kinds(id)).toEqual(['receive', 'locate', 'route', 'assign', 'accept', 'close'])
  })

  it('that is reopened goes straight back to those who answered for it, with a new target', async () => {
    const { id } = await routed(reportAt(middleOf(3, 1)))
    await does(id, { move: 'assign', unit: TEAMS[1] })
    await does(id, { move: 'close', result: '已处理' }, officer)
    const before = await read(id)
    world.setNow('2026-03-20T09:00:00+08:00')
    await does(id, { move: 'reopen', reason: '复查未整改' })
    world.setNow('2026-03-02T09:00:00+08:00')
    const after = await read(id)
    expect(after).toMatchObject({ state: 'dispatched', responsible: TEAMS[1], acceptedAt: null, closedAt: null })
    expect(before.closeDue?.toISOString()).toBe('2026-03-09T15:59:59.000Z')
    expect(after.closeDue?.toISOString()).toBe('2026-03-27T15:59:59.000Z')
  })

  it('that is returned as not ours comes back to the centre and names the lawful owner and clause', async () => {
    const { id } = await routed(reportAt(middleOf(2, 2)))
    await does(id, { move: 'assign', unit: TEAMS[1] })
    await does(id, { move: 'return', reason: '不属于本队' }, officer)
    expect(await read(id)).toMatchObject({ state: 'routed', responsible: CENTRE, assignedUnit: null })
    const detail = await reportDetail(world.house, id, operator)
    expect(detail.events.at(-1)).toMatchObject({
      kind: 'return',
      facts: { reason: '不属于本队', unit: TEAMS[1], owner: STREETS[1], clause: '沙政〔2023〕76号 五(三)' },
    })
    expect(detail.basis?.words.zh).toContain('中街道')
  })

  it('delivered twice and at once moves only once', async () => {
    const id = await taken(reportAt(middleOf(0, 0)))
    const all = await Promise.all([1, 2, 3, 4].map(() => locate(world.house, [id])))
    expect(all.map((moved) => moved.size).sort()).toEqual([0, 0, 0, 1])
    const routes = await Promise.all([1, 2, 3, 4].map(() => route(world.house, [id])))
    expect(routes.map((moved) => moved.size).sort()).toEqual([0, 0, 0, 1])
    expect(await kinds(id)).toEqual(['receive', 'locate', 'route'])
  })

  it('that nobody could place waits as unlocated with the nearest area, until a pin is moved', async () => {
    const { id, ...held } = await routed(reportAt([117.83, 26.395]))
    expect(held).toMatchObject({ state: 'received', hold: 'unlocated', responsible: CENTRE, street: null })
    expect(held.place).toMatchObject({ kind: 'unlocated', nearest: { path: { street: STREETS[2] } } })
    await does(id, { move: 'repin', position: position(middleOf(4, 1)), reason: '按照片核实' })
    expect(await settledDown(id)).toMatchObject({ state: 'routed', owner: STREETS[2], zone: 'zone-2', zoneChief: null })
    expect(await kinds(id)).toEqual(['receive', 'locate', 'repin', 'locate', 'route'])
  })

  it('without a position is unlocated from the first second', async () => {
    const id = await taken(reportAt(null))
    expect(await settledDown(id)).toMatchObject({ state: 'received', hold: 'unlocated', version: 1 })
  })

  it('with a category only waits in triage; a matter routes it once', async () => {
    const waits = await routed(reportAt(middleOf(0, 1), { category: 'market' }))
    expect(waits).toMatchObject({ state: 'located', hold: 'triage', owner: null, basis: { kind: 'triage' } })
    await does(waits.id, { move: 'classify', matter: MATTERS.food, reason: '看过照片' })
    expect(await settledDown(waits.id)).toMatchObject({ state: 'routed', owner: 'market', basis: { kind: 'original' } })
    expect(await kinds(waits.id)).toEqual(['receive', 'locate', 'route', 'classify', 'route'])
  })

  it('says that a vacant chief is vacant', async () => {
    const report = await routed(reportAt(middleOf(5, 3)))
    expect(report.basis?.words).toMatchObject({ zh: expect.stringContaining('片长空缺') })
  })
})

describe('near a border', () => {
  it('it is ambiguous where the owners differ, and names both', async () => {
    // Prices: street 2 accepted them in 2025, street 3 gave them back in 2024.
    const report = await routed(reportAt(nearEastBorder(10), { matter: MATTERS.pricing, accuracyM: 30 }))
    expect(report).toMatchObject({ state: 'located', hold: 'ambiguous', owner: null, responsible: CENTRE })
    expect(report.basis).toMatchObject({ kind: 'pending' })
    expect(report.basis?.words.zh).toContain('在中街道辖区内的，由中街道执法')
    expect(report.basis?.words.zh).toContain('在东街道辖区内的，由区市场监管局执法')
    await does(report.id, { move: 'settle', microGrid: microGridAt(4, 1), reason: '店铺在路东' })
    expect(await settledDown(report.id)).toMatchObject({ state: 'routed', owner: 'market', street: STREETS[2] })
    expect(await kinds(report.id)).toEqual(['receive', 'locate', 'route', 'settle', 'route'])
  })

  it('it is clear where the owner is the same on both sides', async () => {
    const report = await routed(reportAt(nearEastBorder(10), { matter: MATTERS.food, accuracyM: 30 }))
    expect(report).toMatchObject({ state: 'routed', owner: 'market' })
    expect(report.place).toMatchObject({ rivals: [{ path: { street: STREETS[2] } }] })
  })

  it('it is clear where only the cell is in doubt', async () => {
    const report = await routed(reportAt([117.79 - 10 / 99_700, 26.395], { matter: MATTERS.pricing, accuracyM: 30 }))
    expect(report).toMatchObject({ state: 'routed', owner: STREETS[1] })
    expect(report.place).toMatchObject({ rivals: [{ path: { street: STREETS[1] } }] })
  })

  it('it is clear where the other owner is farther off than the accuracy', async () => {
    const report = await routed(reportAt(nearEastBorder(40), { matter: MATTERS.pricing, accuracyM: 30 }))
    expect(report).toMatchObject({ state: 'routed', owner: STREETS[1] })
  })
})

describe('a fix', () => {
  it('of the pin re-routes a dispatched report exactly once, whatever is delivered again', async () => {
    const { id } = await routed(reportAt(middleOf(2, 1)))
    await does(id, { move: 'assign', unit: TEAMS[1] })
    await does(id, { move: 'repin', position: position(middleOf(0, 1)), reason: '定位漂移' })
    expect(await read(id)).toMatchObject({ state: 'received', responsible: CENTRE, owner: null, street: null })
    for (let again = 0; again < 3; again++) await settledDown(id)
    expect(await read(id)).toMatchObject({ state: 'routed', owner: STREETS[0], microGrid: microGridAt(0, 1) })
    expect(await kinds(id)).toEqual(['receive', 'locate', 'route', 'assign', 'repin', 'locate', 'route'])
    const detail = await reportDetail(world.house, id, operator)
    expect(detail.events[1]?.facts).toMatchObject({ place: { code: microGridAt(2, 1) } })
  })

  it('by two people at once: one moves, the other hears who was first', async () => {
    const { id, version } = await routed(reportAt(middleOf(2, 1)))
    const assign = { move: 'assign', unit: TEAMS[1], version } as const
    const answers = await Promise.all([1, 2, 3].map(() => command(world.house, id, assign, operator)))
    const refused = answers.filter((answer) => answer instanceof Problem)
    expect(refused.map(({ code, facts }) => [code, facts.kind])).toEqual([
      ['stale-version', 'assign'],
      ['stale-version', 'assign'],
    ])
    expect(await kinds(id)).toEqual(['receive', 'locate', 'route', 'assign'])
  })
})

describe('who is sent', () => {
  it('must be the owner or its team, a person must be posted there and certified', async () => {
    const { id } = await routed(reportAt(middleOf(2, 1)))
    const assign = (unit: string, person?: number) =>
      does(id, { move: 'assign', unit, ...(person === undefined ? {} : { person }) })
    const elsewhere = await assign(TEAMS[2])
    expect(elsewhere).toMatchObject({ code: 'not-the-owner', facts: { owner: STREETS[1] } })
    expect(codeOf(await assign('nowhere'))).toBe('invalid-input')
    expect(codeOf(await assign(TEAMS[1], small.people.inspector))).toBe('not-posted')
    expect(codeOf(await assign(TEAMS[1], small.people.uncertified))).toBe('not-certified')
    expect(codeOf(await assign(TEAMS[1], small.people.expired))).toBe('not-certified')
    expect(codeOf(await assign(TEAMS[1], small.people.second))).toBe('no problem')
  })

  it('is proposed with reasons: teams first, then certified officers, the least loaded before others', async () => {
    const { id } = await routed(reportAt(middleOf(3, 2)))
    const { candidates, moves } = await reportDetail(world.house, id, operator)
    expect(candidates.map(({ unit, personName }) => [unit, personName])).toEqual([
      [TEAMS[1], null],
      [STREETS[1], null],
      [TEAMS[1], expect.stringMatching(/陈队员|王队员/)],
      [TEAMS[1], expect.stringMatching(/陈队员|王队员/)],
    ])
    expect(candidates[0]).toMatchObject({ certified: true, distanceM: null })
    expect(candidates[2]!.load).toBeLessThanOrEqual(candidates[3]!.load)
    expect(moves).toEqual(['assign', 'repin', 'classify'])
  })

  it('sees only what was given to their unit or belongs to it', async () => {
    const { id } = await routed(reportAt(middleOf(2, 1)))
    expect(await summaries(world.house.db, [id], officer)).toHaveLength(1)
    expect(await summaries(world.house.db, [id], stranger)).toEqual([])
    await expect(reportDetail(world.house, id, stranger)).rejects.toMatchObject({ code: 'not-found' })
    expect(codeOf(await does(id, { move: 'accept' }, stranger))).toBe('not-found')
    expect(codeOf(await does(id, { move: 'assign', unit: TEAMS[1] }, officer))).toBe('not-allowed')
    const page = await queuePage(world.house.db, {
      queue: 'to-dispatch',
      limit: 500,
      now: world.house.now(),
      by: stranger,
    })
    expect(page.reports.every(({ owner }) => owner === STREETS[2])).toBe(true)
    expect(page.counts['to-dispatch']).toBe(page.reports.length)
  })
})

const position = ([x, y]: readonly [number, number]) => ({ crs: 'wgs84' as const, x, y, accuracyM: 5 })
