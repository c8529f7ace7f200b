import { parse } from 'csv-parse/sync'

/** One record of a file: the physical line it begins on (the header is line 1), its text, and its fields. */
export interface CsvRecord {
  line: number
  raw: string
  /** Null where the text is no valid CSV (RFC 4180) or has another number of fields than the header. */
  fields: string[] | null
}

/** A quoted field may run over so many lines; a quote still open then was a slip, and only its own line is lost. */
const MAX_LINES = 200
/** Characters of one line; what is longer is cut and broken. */
const MAX_LENGTH = 1_000_000

/**
 * The records of a CSV text, header first, in constant memory. A broken row never takes others with it: where a quote
 * is not closed, or a record of several lines does not parse, its first line alone is broken and reading goes on with
 * the second. Blank lines are left out.
 */
export async function* csvRecords(text: AsyncIterable<string>): AsyncGenerator<CsvRecord> {
  const reader = new RecordReader()
  let rest = ''
  for await (const part of text) {
    const lines = (rest + part).split('\n')
    rest = lines.pop()!.slice(0, MAX_LENGTH + 1)
    reader.take(lines)
    yield* reader.records(false)
  }
  if (rest !== '') reader.take([rest])
  yield* reader.records(true)
}

class RecordReader {
  #lines: string[] = []
  /** Index of the next unread line, and its number in the file. */
  #at = 0
  #line = 1
  #width: number | undefined

  take(lines: readonly string[]): void {
    this.#lines = this.#lines.slice(this.#at)
    this.#at = 0
    for (const line of lines) this.#lines.push(line.endsWith('\r') ? line.slice(0, -1) : line)
  }

  /** Every record that is complete; with `ended`, everything that is left. */
  *records(ended: boolean): Generator<CsvRecord> {
    while (this.#at < this.#lines.length) {
      const span = this.#span(ended)
      if (span === 'unknown') return
      const record = this.#read(span)
      if (record !== null) yield record
    }
  }

  /** How many lines the next record has: up to the first at which its quotes are even. */
  #span(ended: boolean): number | 'unknown' {
    let quotes = 0
    const known = this.#lines.length - this.#at
    for (let span = 1; span <= Math.min(known, MAX_LINES); span++) {
      quotes += quotesIn(this.#lines[this.#at + span - 1]!)
      if (quotes % 2 === 0) return span
    }
    return known >= MAX_LINES || ended ? 1 : 'unknown'
  }

  #read(span: number): CsvRecord | null {
    const raw = span === 1 ? this.#lines[this.#at]! : this.#lines.slice(this.#at, this.#at + span).join('\n')
    const fields = fieldsOf(raw)
    const fits = fields !== null && (this.#width === undefined || fields.length === this.#width)
    if (span > 1 && !fits) return this.#read(1)
    const line = this.#line
    this.#at += span
    this.#line += span
    if (raw.trim() === '') return null
    if (fits) this.#width ??= fields.length
    return { line, raw, fields: fits ? fields : null }
  }
}

function quotesIn(line: string): number {
  let count = 0
  for (let at = line.indexOf('"'); at !== -1; at = line.indexOf('"', at + 1)) count++
  return count
}

function fieldsOf(raw: string): string[] | null {
  if (raw.length > MAX_LENGTH) return null
  if (!raw.includes('"')) return raw.split(',')
  try {
    return (parse(raw, { relax_column_count: true }) as string[][])[0] ?? null
  } catch {
    return null
  }
}
