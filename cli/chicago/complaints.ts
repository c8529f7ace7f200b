import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { setTimeout as pause } from 'node:timers/promises'
import { createGunzip } from 'node:zlib'
import { parse } from 'csv-parse'
import { stringify } from 'csv-stringify/sync'
import type { House } from '../../server/house.ts'
import { SYSTEM } from '../../server/report/actor.ts'
import { type BatchRow, batchRows, readBatch } from '../../server/report/batchStore.ts'
import { takeFile } from '../../server/report/bulk.ts'
import type { Place } from './agreement.ts'

interface Complaint {
  id: string
  created: string
  nature: string
  police_district: string
  lat: string
  lon: string
}

export interface Taken {
  rows: number
  /** Rows whose complaint the file had listed before. */
  repeated: number
  refused: number
  /** Seconds until every row was durable. */
  intakeSeconds: number
  /** Seconds until every row was routed, or held for a person. */
  seconds: number
  states: Record<string, number>
  /** By row of the file. */
  places: Place[]
}

const HEADER = ['idempotency_key', 'observed_at', 'crs', 'x', 'y', 'category', 'description']

/**
 * Takes the city's sanitation complaints (gzipped CSV) through the bulk flow and waits until the workers of `house`
 * have located and routed every one of them.
 */
export async function takeComplaints(house: House, file: string): Promise<Taken> {
  const given: Omit<Place, 'street'>[] = []
  const text = Readable.from(asReports(complaints(file), given))
  const started = performance.now()
  const bulk = { name: 'chicago_sanitation', digest: await digestOf(file), encoding: 'utf-8' as const, text }
  let batch = 0
  let repeated = 0
  const reportOf = new Map<number, number>()
  for await (const lines of takeFile(house, bulk, { columns: {}, defaults: {} }, SYSTEM)) {
    for (const line of lines) {
      if (line.kind === 'begin') batch = line.batch
      if (line.kind === 'taken') reportOf.set(line.line, line.id)
      if (line.kind === 'end') repeated = line.repeated
    }
  }
  const intakeSeconds = (performance.now() - started) / 1000
  const { states, refused } = await settled(house, batch)
  const seconds = (performance.now() - started) / 1000
  const streetOf = new Map((await allRows(house, batch)).map(({ id, street }) => [id, street]))
  // Line 1 is the header. A complaint that the file lists twice is one report.
  const places = given.map((row, n) => ({ ...row, street: streetOf.get(reportOf.get(n + 2) ?? null) ?? null }))
  return { rows: given.length, repeated, refused, intakeSeconds, seconds, states, places }
}

function complaints(file: string): AsyncIterable<Complaint> {
  const parser = parse({ columns: true })
  pipeline(createReadStream(file), createGunzip(), parser).catch((error) => parser.destroy(error))
  return parser
}

async function* asReports(rows: AsyncIterable<Complaint>, given: Omit<Place, 'street'>[]) {
  yield stringify([HEADER])
  for await (const { id, created, nature, police_district: recorded, lat, lon } of rows) {
    const positioned = lat !== '' && lon !== ''
    given.push({ recorded, positioned })
    // The city published days without hours; noon stays on that day in summer and in winter.
    const position = positioned ? ['wgs84', lon, lat] : ['', '', '']
    yield stringify([[`chicago-${id}`, `${created}T12:00:00-06:00`, ...position, 'general', nature]])
  }
}

async function digestOf(file: string): Promise<string> {
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(file)) hash.update(chunk)
  return hash.digest('hex')
}

/** Waits until no report of the batch is on its way; a job that failed for good ends the wait. */
async function settled(house: House, batch: number) {
  for (;;) {
    const { states, refused } = (await readBatch(house.db, batch))!
    if (!('received' in states) && !('located' in states)) return { states, refused }
    const failures = await house.jobs.failures()
    if (failures.length > 0) throw new Error(`Jobs failed for good: ${JSON.stringify(failures)}`)
    await pause(100)
  }
}

async function allRows(house: House, batch: number): Promise<BatchRow[]> {
  const rows: BatchRow[] = []
  for (;;) {
    const some = await batchRows(house.db, batch, rows.at(-1)?.line ?? 0, 10_000)
    if (some.length === 0) return rows
    rows.push(...some)
  }
}
