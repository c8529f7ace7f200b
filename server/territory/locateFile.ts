import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { rename } from 'node:fs/promises'
import path from 'node:path'
import { pipeline } from 'node:stream/promises'
import { stringify } from 'csv-stringify'
import type { Atlas } from '../../geo/atlas.ts'
import { type Converter, converter, isRefusal } from '../../geo/crs.ts'
import { LEVELS } from '../../geo/types.ts'
import { type Encoding, openCsvText } from '../csv/encoding.ts'
import { type CsvRecord, csvRecords } from '../csv/records.ts'
import { type Flaw, Problem } from '../errors.ts'
import { locateFields, type Outcome, unusable } from './locateFields.ts'

export interface LocateFile {
  input: string
  /** Written as OUTPUT.part and renamed when complete: what has the name is whole. */
  output: string
  /** Columns by their headings. For projected systems `lon` is the easting and `lat` the northing. */
  lon: string
  lat: string
  /** Column of the accuracy in metres; an empty field counts as 0. */
  accuracy?: string
  crs: string
}

export interface LocateCounts {
  located: number
  unlocated: number
  /** Rows that could not be used: kept, with their reason in the last column. */
  unusable: number
}

export interface LocatedFile extends LocateCounts {
  encoding: Encoding
  /** True where the signal came first: the rows so far are in OUTPUT.part. */
  interrupted: boolean
}

/** Columns added to every row. */
export const ADDED = [
  ...LEVELS.map((level) => `located_${level.replace('-', '_')}`),
  'located_border_m',
  'located_rivals',
  'located_nearest',
  'located_nearest_m',
  'located_reason',
]

/**
 * Locates every row of a CSV file, in constant memory, one output row per input row in the same order. The output is
 * UTF-8, with a byte order mark where the input was not UTF-8 (a spreadsheet wrote it and will read it).
 * @throws Problem invalid-input for an unknown system, a column that does not stand exactly once, output = input
 */
export async function locateFile(
  file: LocateFile,
  atlas: Atlas,
  options: { signal?: AbortSignal; onRow?: (counts: Readonly<LocateCounts>) => void } = {},
): Promise<LocatedFile> {
  const convert = converterOf(file)
  const { encoding, text } = await openCsvText(file.input)
  const records = csvRecords(text)
  const part = `${file.output}.part`
  const counts: LocateCounts = { located: 0, unlocated: 0, unusable: 0 }
  try {
    const columns = readHeading((await records.next()).value, file)
    const out = stringify({ bom: encoding !== 'utf-8' })
    const written = pipeline(out, createWriteStream(part))
    // Awaited below; a disk that fails in the meantime must not end the process unheard.
    written.catch(() => undefined)
    const write = async (fields: readonly string[]) => {
      if (out.destroyed || !out.write(fields)) await Promise.race([written, once(out, 'drain')])
    }
    await write([...columns.heading, ...ADDED])
    for await (const record of records) {
      if (options.signal?.aborted) break
      const { fields, outcome } = locateRecord(record, columns, atlas, convert)
      counts[outcome]++
      await write(fields)
      options.onRow?.(counts)
    }
    out.end()
    await written
  } finally {
    text.destroy()
  }
  const interrupted = options.signal?.aborted ?? false
  if (!interrupted) await rename(part, file.output)
  return { ...counts, encoding, interrupted }
}

interface Columns {
  heading: string[]
  lon: number
  lat: number
  accuracy: number | null
}

function converterOf({ input, output, crs }: LocateFile): Converter {
  if (path.resolve(input) === path.resolve(output)) {
    throw refused({ path: 'out', expected: 'another file than the input', got: output })
  }
  const convert = converter(crs)
  if (isRefusal(convert)) throw refused({ path: 'crs', expected: convert.expected, got: convert.got })
  return convert
}

function readHeading(first: CsvRecord | undefined, file: LocateFile): Columns {
  const heading = first?.fields ?? null
  if (heading === null) throw refused({ path: 'in', expected: 'a heading', got: first?.raw ?? 'an empty file' })
  const taken = ADDED.find((name) => heading.includes(name))
  if (taken !== undefined) throw refused({ path: 'in', expected: `no column ${taken} yet`, got: 'one' })
  const column = (option: string, name: string) => {
    const at = heading.indexOf(name)
    if (at >= 0 && heading.lastIndexOf(name) === at) return at
    const expected = `a heading that stands once: ${heading.join(', ')}`
    throw refused({ path: option, expected, got: at < 0 ? name : `${name}, more than once` })
  }
  return {
    heading,
    lon: column('lon', file.lon),
    lat: column('lat', file.lat),
    accuracy: file.accuracy === undefined ? null : column('accuracy', file.accuracy),
  }
}

/** The fields of the output row; text that is no row stands in the first column as it came. */
function locateRecord(
  { fields, raw }: CsvRecord,
  { heading, lon, lat, accuracy }: Columns,
  atlas: Atlas,
  convert: Converter,
): { fields: string[]; outcome: Outcome } {
  const { outcome, added } =
    fields === null
      ? unusable(`expected ${heading.length} fields, as the heading has, with proper quotes`)
      : locateFields({ x: fields[lon], y: fields[lat], accuracy: fields[accuracy ?? -1] }, atlas, convert)
  const kept = fields ?? heading.map((_, column) => (column === 0 ? raw : ''))
  const levels = LEVELS.map((level) => added.path?.[level] ?? '')
  const facts = [added.borderM, added.rivals, added.nearest, added.nearestM, added.reason].map((fact) => fact ?? '')
  return { fields: [...kept, ...levels, ...facts], outcome }
}

const refused = (flaw: Flaw) => new Problem('invalid-input', { flaws: [flaw] })
