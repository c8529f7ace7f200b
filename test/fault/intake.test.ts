/**
 * 200 reporters talk to the real product over HTTP while its process is killed with -9 five times and its database
 * connections are cut in the middle of transactions fifty times. The product is its own process on its own database.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Intake, Receipt } from '../../server/api/report.ts'
import { startJobs } from '../../server/boss.ts'
import { buildHouse } from '../../server/buildHouse.ts'
import { type Db, openDb, sql } from '../../server/db.ts'
import { signedInAs } from '../accounts.ts'
import { freshDatabase } from '../database.ts'
import { serve } from '../serve.ts'
import { CENTRE, MATTERS, middleOf, reportAt, smallDistrict } from '../smallDistrict.ts'
import { address, dataFolder, launch, type Running } from '../start/product.ts'

const REPORTERS = 200
const KILLS = 5
const CUTS = 50
/** Acknowledged reports between two kills, so that each life of the product does real work. */
const WORK_BETWEEN_KILLS = 150

let url: string
let drop: () => Promise<void>
/** The test's own eyes and hands; its connections are never cut. */
let witness: Db
let product: Running
let base: string
const home = dataFolder()
let identity: Record<string, string>

/** While the product opens its doors it is left alone: a start without its database ends in a plain sentence. */
let open = false
let over = false
let gone = false

const start = async () => {
  product = launch('server/main.ts', ['--port', '0', '--data', home.folder], { env: { DATABASE_URL: url } })
  base = await address(product)
  open = true
}

beforeAll(async () => {
  ;({ url, drop } = await freshDatabase())
  witness = openDb(`${url}?application_name=witness`)
  await smallDistrict(witness)
  identity = await signIn()
  await start()
})
afterAll(async () => {
  over = true
  gone = true
  product.child.kill('SIGKILL')
  await product.ended
  await witness.end()
  await drop()
  await home.remove()
})

/** The session stands in the database, so that it outlives every process. */
async function signIn(): Promise<Record<string, string>> {
  const log = () => undefined
  const jobs = await startJobs(witness, log)
  const house = buildHouse({ db: witness, jobs, folder: home.folder, now: () => new Date(), log })
  const door = await serve(house)
  const client = await signedInAs(house, door.base, 'operator', CENTRE)
  await door.close()
  await jobs.stop()
  return { cookie: client.cookie!, 'x-csrf-token': client.csrf!, 'content-type': 'application/json' }
}

type Fate = 'routed' | 'unlocated' | 'ambiguous' | 'triage'

/** Most are clear; some wait for a person, each in its own way. */
function nextIntake(n: number): { intake: Intake; fate: Fate } {
  const observedAt = new Date().toISOString()
  if (n % 20 === 0) return { intake: reportAt([0, 0], { observedAt }), fate: 'unlocated' }
  if (n % 20 === 1) return { intake: reportAt(middleOf(1, 1), { observedAt, category: 'general' }), fate: 'triage' }
  if (n % 20 === 2) {
    const intake = reportAt([117.8 - 10 / 99_700, 26.395], { observedAt, matter: MATTERS.pricing, accuracyM: 30 })
    return { intake, fate: 'ambiguous' }
  }
  return { intake: reportAt(middleOf(n % 6, n % 4), { observedAt }), fate: 'routed' }
}

it('every acknowledged report exists once, whole, and goes on by itself', async () => {
  const acknowledged = new Map<string, { id: number; fate: Fate }>()
  let sent = 0

  const reporters = Array.from({ length: REPORTERS }, async () => {
    while (!over) {
      const { intake, fate } = nextIntake(sent++)
      const receipt = await sendUntilTaken(intake)
      acknowledged.set(intake.idempotencyKey, { id: receipt.id, fate })
      await sleep(250)
    }
  })

  const orphans: number[] = []
  const killer = async () => {
    for (let kill = 0; kill < KILLS; kill++) {
      const goal = acknowledged.size + WORK_BETWEEN_KILLS
      while (acknowledged.size < goal) await sleep(20)
      open = false
      product.child.kill('SIGKILL')
      await product.ended
      orphans.push(await waitingWithoutJob())
      await start()
    }
  }
  const cutter = cutTransactions()
  await killer()
  const cuts = await cutter
  over = true
  await Promise.all(reporters)

  expect(cuts).toBe(CUTS)
  expect(orphans).toEqual(Array(KILLS).fill(0))
  while ((await waiting()) > 0) await sleep(100)

  const rows = await witness.rows<{ id: number; key: string; fate: Fate | null; kinds: string[] }>(sql`
    select id, idempotency_key as key, coalesce(hold, state) as fate,
           array(select kind from report_event where report_id = report.id order by seq) as kinds
    from report`)
  const byKey = Map.groupBy(rows, ({ key }) => key)
  for (const [key, { id, fate }] of acknowledged) {
    expect(byKey.get(key)).toEqual([{ id, key, fate, kinds: trailOf(fate) }])
  }
  expect(rows).toHaveLength(acknowledged.size)
  expect(await halfWritten()).toBe(0)
  expect(await deadLetters()).toBe(0)
}, 240_000)

const trailOf = (fate: Fate) => (fate === 'unlocated' ? ['receive', 'locate'] : ['receive', 'locate', 'route'])

/** As a patient phone does: the same report under the same key until somebody says that it was taken. */
async function sendUntilTaken(intake: Intake): Promise<Receipt> {
  while (!gone) {
    const answer = await fetch(`${base}/api/reports`, {
      method: 'POST',
      headers: identity,
      body: JSON.stringify(intake),
    }).catch(() => undefined)
    if (answer?.status === 200 || answer?.status === 201) {
      const receipt = await (answer.json() as Promise<Receipt>).catch(() => undefined)
      if (receipt !== undefined) return receipt
    } else if (answer !== undefined && answer.status < 500) {
      throw new Error(`Refused with ${answer.status}: ${await answer.text()}`)
    }
    await sleep(100)
  }
  throw new Error('The product is gone')
}

/** Ends backends of the product that are inside a transaction, one at a time, until enough were. */
async function cutTransactions(): Promise<number> {
  let cuts = 0
  while (cuts < CUTS && !over) {
    await sleep(80)
    if (!open) continue
    cuts += await witness.run(sql`
      select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and application_name <> 'witness' and xact_start is not null
      order by random() limit 1`)
  }
  return cuts
}

const waiting = async () =>
  (await witness.row<{ n: number }>(
    sql`select count(*) as n from report where hold is null and state in ('received', 'located')`,
  ))!.n

/** Reports that wait for the system while no job says so: one moment, one statement. */
const waitingWithoutJob = async () =>
  (await witness.row<{ n: number }>(sql`
    select count(*) as n from report
    where hold is null and state in ('received', 'located') and not exists (
      select from pgboss.job
      where job.state in ('created', 'retry', 'active')
        and case report.state when 'received' then 'report.locate' else 'report.route' end in (name, data->>'queue')
        and (data->'reports' @> to_jsonb(report.id) or data->'report' = to_jsonb(report.id)))`))!.n

/** Reports whose row is not the sum of its events. */
const halfWritten = async () =>
  (await witness.row<{ n: number }>(sql`
    select count(*) as n from report
    cross join lateral (
      select count(*) as events, max(seq) as last, (array_agg(to_state order by seq desc))[1] as state
      from report_event where report_id = report.id) as trail
    where trail.events <> version or trail.last <> version or trail.state <> report.state`))!.n

const deadLetters = async () =>
  (await witness.row<{ n: number }>(sql`select count(*) as n from pgboss.job where name like '%.dead'`))!.n
