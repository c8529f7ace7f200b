import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { PlanOut } from '../../../server/api/plan.ts'
import { sql } from '../../../server/db.ts'
import { makePlan, makeRounds, showPlan } from '../../../server/plan/flow.ts'
import { ledgerOf } from '../../../server/plan/store.ts'
import { openTravel } from '../../../server/travel/openTravel.ts'
import { type TestHouse, testHouse } from '../../house.ts'
import { MATTERS, middleOf, STREETS, smallDistrict } from '../../smallDistrict.ts'

let world: TestHouse
let accountId: number

beforeAll(async () => {
  world = await testHouse()
  const { db } = world.house
  await smallDistrict(db)
  await db.run(sql`update zone set seat = '片区办公室', seat_lon = 117.77, seat_lat = 26.39 where code = 'zone-1'`)
  const account = await db.row<{ id: number }>(sql`
    insert into account (login, name, role, unit_code, password_hash)
    values ('planner', '规划员', 'planner', 'urban', 'x') returning id`)
  accountId = account!.id
  // Three premises in streets 1, 2 (zone 1) and 3 (zone 2, which has no seat); three departments want in at each.
  for (const [n, column] of [0, 2, 4].entries()) {
    const [lon, lat] = middleOf(column, 1)
    await db.run(sql`
      with shop as (
        insert into premises (code, name, kind, lon, lat, street_code)
        values (${`P${n}`}, ${`店铺${n}`}, '餐饮', ${lon}, ${lat}, ${STREETS[n]}) returning id)
      insert into planned_check (premises_id, matter_code, unit_code, release_day, due_day)
      select shop.id, matter, unit, release::date, due::date from shop, (values
        (${MATTERS.parking}, 'urban', '2026-03-02', '2026-03-20'),
        (${MATTERS.food}, 'market', '2026-03-09', '2026-03-27'),
        (${MATTERS.pricing}, 'market', '2026-03-09', '2026-03-13'),
        (${MATTERS.fire}, 'fire', '2026-03-23', '2026-03-31')) as wanted (matter, unit, release, due)`)
  }
  await db.run(sql`
    insert into planned_check (premises_id, matter_code, unit_code, release_day, due_day)
    select min(id), ${MATTERS.fire}, 'fire', '2026-03-14', '2026-03-15' from premises`)
})
afterAll(() => world.close())

const march = { name: '三月联合检查', from: '2026-03-01', to: '2026-03-31' }

describe('plan → merge → rounds → ledger', () => {
  let plan: PlanOut

  it('merges what departments would do alone and keeps what no working day can serve', async () => {
    plan = await makePlan(world.house, march, accountId)
    expect(plan.figures).toMatchObject({ checks: 12, premises: 3, separate: 9, visits: 6, saved: 3, cut: 3 / 9 })
    expect(plan.impossible).toHaveLength(1)
    expect(plan.visits[0]).toMatchObject({ units: ['market', 'urban'], release: '2026-03-09', due: '2026-03-13' })
  })

  it('writes a ledger row for every visit a department no longer makes alone', async () => {
    const rows = await ledgerOf(world.house.db, plan.id)
    expect(rows).toHaveLength(plan.figures.separate)
    for (const row of rows) expect(plan.visits.find((visit) => visit.id === row.visit)?.units).toContain(row.unit)
  })

  it('drives every visit of a zone with a seat and says why the others wait', async () => {
    const routed = await makeRounds(world.house, plan.id)
    const driven = routed.rounds.flatMap((round) => round.visits)
    const waiting = routed.visits.filter((visit) => visit.unplaced !== null)
    expect([...driven, ...waiting.map((visit) => visit.id)].sort()).toEqual(routed.visits.map(({ id }) => id).sort())
    expect(new Set(waiting.map((visit) => visit.street))).toEqual(new Set([STREETS[2]]))
    expect(waiting[0]!.unplaced!.zh).toBe('片区和街道均未登记办公地点，无法确定出发点')
    for (const round of routed.rounds) {
      for (const id of round.visits) {
        const visit = routed.visits.find((one) => one.id === id)!
        expect(visit.release <= round.day && round.day <= visit.due).toBe(true)
        expect(round.units).toEqual(expect.arrayContaining(visit.units))
      }
    }
  })

  it('sets out from the room in the town where the zone has no seat of its own', async () => {
    const { db } = world.house
    await db.run(sql`update unit set seat_lon = 117.81, seat_lat = 26.39 where code = ${STREETS[2]}`)
    const routed = await makeRounds(world.house, plan.id)
    expect(routed.figures.unplaced).toBe(0)
    expect(routed.rounds.some((round) => round.zone === 'zone-2')).toBe(true)
  })

  it('gives the same rounds when asked again, and shows them as stored', async () => {
    const first = await showPlan(world.house, plan.id)
    const again = await makeRounds(world.house, plan.id)
    const shape = (shown: PlanOut) => shown.rounds.map(({ id: _, ...round }) => round)
    expect(shape(again)).toEqual(shape(first))
    expect(await showPlan(world.house, plan.id)).toEqual(again)
    expect(again.impossible).toEqual(plan.impossible)
  })

  it('leaves out in words what no way leads to, and leaves the plan as it was where travel cannot be had', async () => {
    const pairs = ['from,to,seconds,metres', ...['P0,zone-1', 'zone-1,P0'].map((pair) => `${pair},300,1500`)]
    const file = path.join(world.house.folder, 'travel.csv')
    writeFileSync(file, pairs.join('\n'))
    const listed = openTravel({ kind: 'csv', file }, world.house.log)
    const routed = await makeRounds({ ...world.house, travel: listed }, plan.id)
    const reasons = new Map(routed.visits.map((visit) => [visit.premises, visit.unplaced?.en]))
    expect(Object.fromEntries(reasons)).toEqual({
      店铺0: undefined,
      店铺1: 'no way leads to 店铺1 and back',
      店铺2: 'no way leads to 店铺2 and back',
    })
    expect(routed.rounds.every(({ travelMinutes }) => travelMinutes === 10)).toBe(true)

    const silent = openTravel({ kind: 'osrm', url: 'http://127.0.0.1:9', profile: 'driving' }, world.house.log)
    await expect(makeRounds({ ...world.house, travel: silent }, plan.id)).rejects.toMatchObject({
      code: 'no-travel',
      facts: { refusal: 'unavailable' },
    })
    expect(await showPlan(world.house, plan.id)).toEqual(routed)
  })

  it('leaves the plan as it was when whoever asked gives up', async () => {
    const before = await showPlan(world.house, plan.id)
    const stop = new AbortController()
    const asked = makeRounds(world.house, plan.id, stop.signal)
    stop.abort()
    await expect(asked).rejects.toThrow()
    expect(await showPlan(world.house, plan.id)).toEqual(before)
  })

  it('refuses a period that runs into a year without a decreed calendar', async () => {
    const request = { name: '明年', from: '2027-03-01', to: '2027-03-31' }
    await expect(makePlan(world.house, request, accountId)).rejects.toMatchObject({ code: 'invalid-input' })
  })
})
