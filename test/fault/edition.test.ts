/**
 * The process that publishes an edition and swaps to it is killed with -9 at random moments, again and again, each time
 * with the next edition: whatever is found then is the old or the new one, never a mixture, and goes on by itself.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Atlas, buildAtlas } from '../../geo/atlas.ts'
import { seeded } from '../../geo/random.ts'
import { startJobs } from '../../server/boss.ts'
import { buildHouse } from '../../server/buildHouse.ts'
import { plusDays } from '../../server/clock/localTime.ts'
import { type Db, openDb, sql } from '../../server/db.ts'
import { SYSTEM } from '../../server/report/actor.ts'
import { locate, receive, route } from '../../server/report/flow.ts'
import { saveApproval } from '../../server/territory/lifeStore.ts'
import { createEdition, editionOn, insertAreas } from '../../server/territory/store.ts'
import { freshDatabase } from '../database.ts'
import { secondEdition } from '../secondEdition.ts'
import { middleOf, reportAt, smallAreas, smallDistrict } from '../smallDistrict.ts'
import { launch, type Running, until } from '../start/product.ts'

const KILLS = 10
const REPORTS = 600
/** A life lasts up to this long after it began to work. */
const LONGEST_MS = 700
const FIRST_DAY = '2026-03-03'

let url: string
let drop: () => Promise<void>
let witness: Db
/** Editions in the order of their days, with the atlas each should answer by. */
const editions: { id: number; atlas: Atlas; day: string }[] = []
let life: Running | undefined

beforeAll(async () => {
  ;({ url, drop } = await freshDatabase())
  witness = openDb(url)
  const { edition } = await smallDistrict(witness)
  editions.push({ id: edition, atlas: buildAtlas(smallAreas()), day: '2023-01-01' })
  for (let n = 0; n <= KILLS; n++) await approved(n % 2 === 0, plusDays(FIRST_DAY, n))
  await reports()
})
afterAll(async () => {
  life?.child.kill('SIGKILL')
  await life?.ended
  await witness.end()
  await drop()
})

/** An approved edition for a day: alternately the recut district and the one as it was. */
async function approved(moved: boolean, day: string): Promise<void> {
  const areas = secondEdition(moved)
  const id = await witness.transaction(async (tx) => {
    const made = await createEdition(tx, day)
    await insertAreas(
      tx,
      made,
      areas.map((area) => ({ ...area, label: [117.77, 26.39], areaM2: 1, source: {} })),
    )
    await saveApproval(tx, made, { knownFaults: false, account: null, at: new Date('2026-03-02T00:00:00Z') })
    return made
  })
  editions.push({ id, atlas: buildAtlas(areas), day })
}

async function reports(): Promise<void> {
  const log = () => undefined
  const jobs = await startJobs(witness, log)
  const now = () => new Date('2026-03-02T09:00:00+08:00')
  const house = buildHouse({ db: witness, jobs, folder: '/nonexistent', now, log })
  const items = Array.from({ length: REPORTS }, (_, n) => ({ intake: reportAt(middleOf(n % 6, n % 4)) }))
  const ids = (await receive(house, items, SYSTEM)).map((receipt) => (receipt as { id: number }).id)
  await locate(house, ids)
  await route(house, ids)
  await jobs.stop()
}

interface Row {
  id: number
  state: string
  edition: number
  lon: number
  lat: number
  street: string
  microGrid: string
}

/** Every report lies where its own edition has it, and is the sum of its events. */
async function noMixture(upTo: number): Promise<Row[]> {
  const rows = await witness.rows<Row>(sql`
    select id, state, edition_id as edition, lon, lat, street_code as street, micro_grid_code as "microGrid"
    from report order by id`)
  const known = new Map(editions.slice(0, upTo + 1).map(({ id, atlas }) => [id, atlas]))
  const wrong = rows.filter(({ edition, lon, lat, street, microGrid }) => {
    const place = known.get(edition)?.locate([lon, lat])
    return place?.kind !== 'located' || place.path.street !== street || place.code !== microGrid
  })
  expect(wrong).toEqual([])
  const halves = await witness.rows(sql`
    select id from report cross join lateral (
      select count(*) as events, (array_agg(to_state order by seq desc))[1] as state
      from report_event where report_id = report.id) as trail
    where trail.events <> version or trail.state <> report.state`)
  expect(halves).toEqual([])
  return rows
}

const begin = ({ id, day }: { id: number; day: string }) => {
  life = launch('test/fault/swapper.ts', [url, `${day}T00:00:00+08:00`, String(id), day])
  return life
}
const says = (running: Running, word: string) =>
  until(() => {
    if (running.child.exitCode !== null) throw new Error(running.output.stderr)
    return running.output.stdout.includes(word)
  })

it(`is the old edition or the new one after each of ${KILLS} kills, and in the end the newest, once`, async () => {
  const random = seeded(20_260_303)
  for (let n = 1; n <= KILLS; n++) {
    const running = begin(editions[n]!)
    await says(running, 'open')
    await sleep(random() * LONGEST_MS)
    running.child.kill('SIGKILL')
    await running.ended
    const inForce = await editionOn(witness, editions[n]!.day)
    // one that was killed before it published leaves whichever came before it
    expect(editions.slice(0, n + 1).map(({ id }) => id)).toContain(inForce)
    const row = await witness.row<{ status: string; whole: boolean }>(sql`
      select status, (status = 'published') = (valid_from is not null and published_at is not null) as whole
      from edition where id = ${editions[n]!.id}`)
    expect(row).toEqual({ status: inForce === editions[n]!.id ? 'published' : 'approved', whole: true })
    await noMixture(n)
  }

  const last = editions.at(-1)!
  const running = begin(last)
  await says(running, 'settled')
  running.child.kill('SIGKILL')
  await running.ended
  const rows = await noMixture(KILLS + 1)
  expect(rows).toHaveLength(REPORTS)
  expect(rows.filter(({ edition }) => edition !== last.id)).toEqual([])
  const twice = await witness.rows(sql`
    select report_id from report_event where kind = 'edition'
    group by report_id, facts->>'edition' having count(*) > 1`)
  expect(twice).toEqual([])
  const once = await witness.row<{ n: number }>(sql`
    select count(*) as n from report_event where kind = 'edition' and facts->>'edition' = ${String(last.id)}`)
  expect(once!.n).toBe(REPORTS)
}, 240_000)
