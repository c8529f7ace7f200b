/**
 * Intake over HTTP, to durable and to routed, against a bare single-row INSERT of the same payload over the same
 * driver: same database (embedded, fsync on), same concurrency, same run, interleaved.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { Agent, request } from 'node:http'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Intake } from '../server/api/report.ts'
import { type Db, openDb, sql } from '../server/db.ts'
import { openEmbedded } from '../server/embedded.ts'
import { migrate } from '../server/migrate.ts'
import { middleOf, reportAt, smallDistrict } from '../test/smallDistrict.ts'
import { accountsFor } from './intakeAccount.ts'

const REPORTS = 2000
const AT_ONCE = 32
const ROUNDS = 3

export default async function intake(args: string[]): Promise<void> {
  const count = Number(args[0] ?? REPORTS)
  const folder = mkdtempSync(path.join(tmpdir(), 'onegrid-bench-'))
  chmodSync(folder, 0o711)
  const database = await openEmbedded(path.join(folder, 'data'), { role: 'command', say: console.log })
  const db = openDb(database.url)
  try {
    await migrate(db)
    await smallDistrict(db)
    await db.text(`create table bare (id bigint generated always as identity primary key, key text unique,
      observed_at timestamptz, crs text, x float8, y float8, accuracy_m real, matter text, description text)`)
    const identity = await accountsFor(db)
    const { child, port } = await startServer(database.url)
    const post = poster(port, identity)
    await measure('warm-up', 200, post)
    const rates = { bare: [] as number[], durable: [] as number[], routed: [] as number[] }
    for (let round = 0; round < ROUNDS; round++) {
      rates.bare.push(await measure('bare', count, (report) => insertBare(db, report)))
      const started = performance.now()
      rates.durable.push(await measure('durable', count, post))
      await allRouted(db)
      rates.routed.push((count / (performance.now() - started)) * 1000)
    }
    print(rates)
    await stop(child)
  } finally {
    await db.end()
    await database.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

function print(rates: Record<'bare' | 'durable' | 'routed', number[]>) {
  const bare = median(rates.bare)
  console.log(`${AT_ONCE} at once, median of ${ROUNDS} rounds`)
  for (const [name, words] of [
    ['bare', 'bare single-row INSERT'],
    ['durable', 'HTTP POST to durable  '],
    ['routed', 'HTTP POST to routed   '],
  ] as const) {
    const rate = median(rates[name])
    console.log(`${words}  ${rate.toFixed(0).padStart(6)} /s   ${(rate / bare).toFixed(3)} × bare`)
  }
}

/** Rows a second of `count` reports, `AT_ONCE` under way at any time. */
async function measure(name: string, count: number, take: (report: Intake) => Promise<void>): Promise<number> {
  const reports = Array.from({ length: count }, (_, n) =>
    reportAt(middleOf(n % 6, n % 4), { accuracyM: 5, observedAt: new Date().toISOString(), description: name }),
  ).values()
  const started = performance.now()
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      for (const report of reports) await take(report)
    }),
  )
  return (count / (performance.now() - started)) * 1000
}

async function insertBare(db: Db, report: Intake) {
  const { crs, x, y, accuracyM } = report.position!
  await db.run(sql`
    insert into bare (key, observed_at, crs, x, y, accuracy_m, matter, description)
    values (${report.idempotencyKey}, ${report.observedAt}, ${crs}, ${x}, ${y}, ${accuracyM}, ${report.matter!}, ${report.description})`)
}

function poster(port: number, identity: Record<string, string>) {
  const agent = new Agent({ keepAlive: true, maxSockets: AT_ONCE })
  return (report: Intake) =>
    new Promise<void>((resolve, reject) => {
      const headers = { ...identity, 'content-type': 'application/json' }
      const req = request({ port, host: '127.0.0.1', path: '/api/reports', method: 'POST', agent, headers }, (res) => {
        res.resume()
        res.on('end', () => (res.statusCode === 201 ? resolve() : reject(new Error(`answered ${res.statusCode}`))))
      })
      req.on('error', reject)
      req.end(JSON.stringify(report))
    })
}

async function allRouted(db: Db) {
  const open = sql`select count(*) as n from report where hold is null and state in ('received', 'located')`
  while ((await db.row<{ n: number }>(open))!.n > 0) await sleep(10)
}

async function startServer(url: string): Promise<{ child: ChildProcess; port: number }> {
  const file = path.join(import.meta.dirname, 'intakeServer.ts')
  const child = spawn(process.execPath, [file, url], { stdio: ['ignore', 'pipe', 'inherit'] })
  const [line] = (await once(createInterface(child.stdout!), 'line')) as [string]
  return { child, port: (JSON.parse(line) as { port: number }).port }
}

async function stop(child: ChildProcess) {
  child.kill('SIGTERM')
  await once(child, 'exit')
}

const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1]!
