import { parse } from 'csv-parse/sync'
import { Problem } from '../errors.ts'

/** One record of a CSV file: its fields, or the line as it came where its quotes make no sense. */
export type CsvRow =
  /** `line` is the first line of the record, counted from 1, the heading included. */
  { kind: 'row'; line: number; fields: string[] } | { kind: 'broken'; line: number; raw: string }

export type Delimiter = ',' | ';' | '\t' | '|'

/** A quoted field may run over this many lines; beyond, its quote counts as never closed. */
const LINES_PER_RECORD = 100
const LONGEST_LINE = 1 << 20

/**
 * The records of decoded CSV text, in constant memory. A broken quote costs its own line only: it is given as it came
 * and the next line is read afresh, where a CSV parser alone would swallow or lose the rest of the file. Empty lines
 * are skipped. @throws Problem invalid-input for a line of more than a megabyte
 */
export async function* csvRows(text: AsyncIterable<string>, delimiter: Delimiter = ','): AsyncGenerator<CsvRow> {
  const records = new Records(delimiter)
  for await (const line of linesOf(text)) yield* records.take([line])
  yield* records.end()
}

/** Puts lines together until the quotes of a record are closed. */
class Records {
  private open: string[] = []
  private line = 1
  private readonly delimiter: Delimiter
  private readonly closedField: RegExp
  private readonly openingQuote: RegExp

  constructor(delimiter: Delimiter) {
    this.delimiter = delimiter
    this.closedField = new RegExp(`(?<=^|\\${delimiter})"(?:[^"]|"")*"(?=\\${delimiter}|$)`, 'g')
    this.openingQuote = new RegExp(`(?:^|\\${delimiter})"`)
  }

  *take(lines: readonly string[]): Generator<CsvRow> {
    for (const line of lines) {
      this.open.push(line)
      const couldClose = this.open.length === 1 || line.includes('"')
      if (couldClose && this.isComplete()) yield* this.give()
      else if (this.open.length >= LINES_PER_RECORD) yield* this.giveUp()
    }
  }

  *end(): Generator<CsvRow> {
    while (this.open.length > 0) yield* this.giveUp()
  }

  private isComplete(): boolean {
    if (this.open.every((line) => !line.includes('"'))) return true
    return !this.openingQuote.test(this.open.join('\n').replace(this.closedField, ''))
  }

  private *give(): Generator<CsvRow> {
    const text = this.open.join('\n')
    if (text !== '') yield { kind: 'row', line: this.line, fields: this.fields(text) }
    this.line += this.open.length
    this.open = []
  }

  private *giveUp(): Generator<CsvRow> {
    const [raw, ...rest] = this.open
    yield { kind: 'broken', line: this.line++, raw: raw! }
    this.open = []
    yield* this.take(rest)
  }

  private fields(text: string): string[] {
    if (!text.includes('"')) return text.split(this.delimiter)
    const options = { delimiter: this.delimiter, relax_quotes: true, relax_column_count: true }
    return (parse(text, options) as string[][])[0]!
  }
}

async function* linesOf(text: AsyncIterable<string>): AsyncGenerator<string> {
  let rest = ''
  let count = 1
  for await (const chunk of text) {
    const lines = (rest + chunk).split('\n')
    rest = lines.pop()!
    count += lines.length
    if (rest.length > LONGEST_LINE) {
      const expected = 'lines of at most 1 MB'
      throw new Problem('invalid-input', { flaws: [{ path: `line ${count}`, expected, got: 'a longer one' }] })
    }
    for (const line of lines) yield withoutReturn(line)
  }
  if (rest !== '') yield withoutReturn(rest)
}

const withoutReturn = (line: string) => (line.endsWith('\r') ? line.slice(0, -1) : line)
