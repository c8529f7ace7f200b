import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { Receipt } from '../../server/api/report.ts'
import { sql } from '../../server/db.ts'
import { type Actor, SYSTEM } from '../../server/report/actor.ts'
import { receive } from '../../server/report/flow.ts'
import { tell } from '../../server/report/history.ts'
import { reportJobs } from '../../server/report/jobs.ts'
import { relocate } from '../../server/report/resume.ts'
import { readFor } from '../../server/report/store.ts'
import { type TestHouse, testHouse } from '../house.ts'
import { middleOf, reportAt, STREETS, smallDistrict, TEAMS } from '../smallDistrict.ts'

let world: TestHouse
beforeEach(async () => {
  world = await testHouse()
  await smallDistrict(world.house.db)
})
afterEach(() => world.close())

const receivedHere = async (count: number) => {
  const items = Array.from({ length: count }, (_, n) => ({ intake: reportAt(middleOf(n % 6, n % 4)) }))
  return (await receive(world.house, items, SYSTEM)).map((receipt) => (receipt as Receipt).id)
}
const countIn = async (state: string) =>
  (await world.house.db.row<{ n: number }>(sql`select count(*) as n from report where state = ${state}`))!.n
const reaches = async (state: string, count: number) => {
  while ((await countIn(state)) !== count) await sleep(50)
}

it('a poisoned report blocks nobody: the others are routed, it alone is tried again and told of', async () => {
  const ids = await receivedHere(30)
  const poisoned = ids[12]!
  // The database itself refuses this one report, whatever set it comes in.
  await world.house.db.text(`create function poison() returns trigger language plpgsql as $$
    begin raise exception 'poisoned'; end $$;
    create trigger poison before update on report for each row when (new.id = ${poisoned}) execute function poison()`)
  await reportJobs(world.house)
  await reaches('routed', 29)
  expect((await readFor(world.house.db, poisoned, SYSTEM))?.state).toBe('received')
  expect(world.logged.filter(({ event }) => event === 'report.poison').map(({ facts }) => facts.report)).toContain(
    poisoned,
  )
  const jobs = sql`select count(*) as n from pgboss.job where name = 'report.alone' and state < 'completed'`
  expect((await world.house.db.row<{ n: number }>(jobs))?.n).toBe(1)
  await world.house.db.text('drop trigger poison on report')
  await reaches('routed', 30)
})

it('what a lost process left without a live job is begun anew at the start', async () => {
  const ids = await receivedHere(5)
  await world.house.db.text(`update pgboss.job set state = 'active', started_on = now() where name = 'report.locate'`)
  await reportJobs(world.house)
  await reaches('routed', ids.length)
})

it('what came before any edition waits as unlocated, and goes on once one is in force', async () => {
  // The first edition is in force from 2023 on.
  world.setNow('2022-12-01T09:00:00+08:00')
  await reportJobs(world.house)
  const items = [0, 1, 2].map(() => ({ intake: reportAt(middleOf(1, 1), { observedAt: '2022-12-01T00:00:00Z' }) }))
  const ids = (await receive(world.house, items, SYSTEM)).map((receipt) => (receipt as Receipt).id)
  while (!(await Promise.all(ids.map((id) => readFor(world.house.db, id, SYSTEM)))).every((report) => report?.hold)) {
    await sleep(50)
  }
  expect(await relocate(world.house)).toBe(0)
  world.setNow('2023-01-01T09:00:00+08:00')
  expect(await relocate(world.house)).toBe(3)
  await reaches('routed', 3)
})

it('a story of the past keeps its own times, its whole trail, and is told once', async () => {
  const operator: Actor = { account: null, role: 'operator', units: ['centre'] }
  const officer: Actor = { account: null, role: 'officer', units: [TEAMS[1], STREETS[1]] }
  const at = (minute: number) => new Date(Date.UTC(2025, 6, 1, 2, minute))
  const stories = Array.from({ length: 20 }, () => ({
    intake: reportAt(middleOf(2, 1), { observedAt: at(0).toISOString() }),
    at: at(1),
    next: () => [
      { wish: { move: 'assign' as const, unit: TEAMS[1] }, at: at(30), by: operator },
      { wish: { move: 'accept' as const }, at: at(40), by: officer },
      { wish: { move: 'close' as const, result: '已整改' }, at: at(55), by: officer },
    ],
  }))
  expect(await tell(world.house, stories, SYSTEM)).toEqual({ told: 20, repeated: 0, refused: [] })
  expect(await tell(world.house, stories, SYSTEM)).toEqual({ told: 0, repeated: 20, refused: [] })
  const rows = await world.house.db.rows<{ kinds: string[]; times: Date[]; closed: Date; day: string }>(sql`
    select array(select kind from report_event where report_id = report.id order by seq) as kinds,
           array(select at from report_event where report_id = report.id order by seq) as times,
           closed_at as closed, local_day as day from report`)
  expect(rows).toHaveLength(20)
  for (const { kinds, times, closed, day } of rows) {
    expect(kinds).toEqual(['receive', 'locate', 'route', 'assign', 'accept', 'close'])
    expect(times).toEqual(times.toSorted((a, b) => a.getTime() - b.getTime()))
    expect([times[0], closed, day]).toEqual([at(1), at(55), '2025-07-01'])
  }
  const jobs = await world.house.db.row<{ n: number }>(
    sql`select count(*) as n from pgboss.job where name like 'report.%'`,
  )
  expect(jobs?.n).toBe(0)
})
