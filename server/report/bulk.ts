import type { BulkLine, Intake } from '../api/report.ts'
import type { CsvText } from '../csv/encoding.ts'
import { type CsvRecord, csvRecords } from '../csv/records.ts'
import { Problem } from '../errors.ts'
import type { House } from '../house.ts'
import { unstorable } from '../unstorable.ts'
import type { Actor } from './actor.ts'
import { closeBatch, noteChunk, openBatch, type RefusedRow } from './batchStore.ts'
import { headerFlaws, intakeOf, type Mapping, mapped } from './bulkRow.ts'
import { receive } from './flow.ts'
import type { Item } from './intake.ts'

/** A file at rest, with its SHA-256 (hex): rows without a key of their own get one from it and their line. */
export interface BulkFile extends CsvText {
  name: string
  digest: string
}

/** Rows in one transaction. */
const CHUNK = 1000

/**
 * Takes a file in through the same flow as single reports and tells of every row as soon as it is durable. Rows that
 * cannot be used are kept with their reason. Ending the generator early cancels: what was told of stays taken.
 * @throws Problem before anything is taken, where the header does not fit
 */
export async function* takeFile(
  house: House,
  file: BulkFile,
  mapping: Mapping,
  by: Actor,
): AsyncGenerator<BulkLine[], void> {
  const records = csvRecords(file.text)
  const header = await headerOf(records, mapping)
  const { name, digest } = file
  const started = performance.now()
  const batch = await openBatch(house.db, { name, digest, account: by.account, at: house.now() })
  let status: 'finished' | 'cancelled' | 'failed' = 'cancelled'
  const sum = { taken: 0, repeated: 0, refused: 0 }
  try {
    yield [{ kind: 'begin', batch, encoding: file.encoding }]
    for await (const chunk of chunksOf(records)) {
      const lines = await takeChunk(house, { batch, header, digest, mapping, by }, chunk)
      for (const line of lines) count(sum, line)
      yield lines
    }
    status = 'finished'
    yield [{ kind: 'end', batch, ...sum, seconds: Math.round(performance.now() - started) / 1000 }]
  } catch (error) {
    status = 'failed'
    throw error
  } finally {
    await closeBatch(house.db, batch, status, house.now())
    file.text.destroy()
  }
}

interface Taking {
  batch: number
  header: readonly string[]
  digest: string
  mapping: Mapping
  by: Actor
}

interface Row {
  record: CsvRecord
  intake: Intake | Problem
}

const takeChunk = (house: House, taking: Taking, chunk: readonly CsvRecord[]): Promise<BulkLine[]> =>
  takeRows(
    house,
    taking,
    chunk.map((record) => ({ record, intake: read(record, taking) })),
  )

/**
 * One transaction: reports, refused rows and the counts of the batch. Where the database refuses a value that the
 * contract let through, the rows are halved until the one that holds it stands alone and is refused like any other.
 */
async function takeRows(house: House, taking: Taking, rows: readonly Row[]): Promise<BulkLine[]> {
  try {
    return await takeTogether(house, taking, rows)
  } catch (error) {
    const problem = unstorable(error)
    if (problem === undefined) throw error
    if (rows.length === 1) return takeTogether(house, taking, [{ record: rows[0]!.record, intake: problem }])
    const half = Math.ceil(rows.length / 2)
    const first = await takeRows(house, taking, rows.slice(0, half))
    return [...first, ...(await takeRows(house, taking, rows.slice(half)))]
  }
}

async function takeTogether(house: House, taking: Taking, rows: readonly Row[]): Promise<BulkLine[]> {
  const good = rows.flatMap(({ record, intake }): Item[] =>
    intake instanceof Problem ? [] : [{ intake, batch: { id: taking.batch, line: record.line } }],
  )
  let lines: BulkLine[] = []
  await receive(house, good, taking.by, async (tx, answers) => {
    const queue = answers.values()
    const refused: RefusedRow[] = []
    lines = rows.map(({ record: { line, raw }, intake }) => {
      const answer = intake instanceof Problem ? intake : queue.next().value!
      if (!(answer instanceof Problem)) return { kind: 'taken', line, id: answer.id, repeated: answer.repeated }
      const reason = answer.toJSON().error
      refused.push({ line, reason, raw: raw.slice(0, 10_000) })
      return { kind: 'refused', line, reason: { zh: reason.zh, en: reason.en }, flaws: [...answer.flaws] }
    })
    const counts = { taken: 0, repeated: 0, refused: 0 }
    for (const line of lines) count(counts, line)
    await noteChunk(tx, taking.batch, counts, refused)
  })
  return lines
}

function read({ line, raw, fields }: CsvRecord, { header, digest, mapping }: Taking) {
  if (fields === null) {
    const expected = `valid CSV with ${header.length} fields, as the header has`
    return new Problem('invalid-input', { flaws: [{ path: `line ${line}`, expected, got: raw.slice(0, 80) }] })
  }
  const record = Object.fromEntries(header.map((name, at) => [name, fields[at]!]))
  return intakeOf(mapped(record, mapping), `${digest.slice(0, 32)}-${line}`)
}

function count(sum: { taken: number; repeated: number; refused: number }, line: BulkLine) {
  if (line.kind === 'refused') sum.refused++
  else if (line.kind === 'taken') line.repeated ? sum.repeated++ : sum.taken++
}

async function headerOf(records: AsyncGenerator<CsvRecord>, mapping: Mapping): Promise<string[]> {
  const first = await records.next()
  const header = first.done ? [] : (first.value.fields ?? []).map((name) => name.trim())
  const flaws = headerFlaws(header, mapping)
  if (flaws.length > 0) throw new Problem('invalid-input', { flaws })
  return header
}

async function* chunksOf(records: AsyncIterable<CsvRecord>): AsyncGenerator<CsvRecord[]> {
  let chunk: CsvRecord[] = []
  for await (const record of records) {
    chunk.push(record)
    if (chunk.length === CHUNK) {
      yield chunk
      chunk = []
    }
  }
  if (chunk.length > 0) yield chunk
}
