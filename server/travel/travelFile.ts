import type { Words } from '../api/terms.ts'
import { type Encoding, openCsvText } from '../csv/encoding.ts'
import { type CsvRecord, csvRecords } from '../csv/records.ts'
import type { Adapter } from './travel.ts'

/** A line that could not be used: kept, with its reason. */
export interface BadLine {
  /** Physical line in the file; the heading is line 1. */
  line: number
  raw: string
  reason: Words
}

interface Pair {
  seconds: number
  metres: number
  line: number
}

/** Travel between places by their ids, as a file lists it. */
export interface TravelFile {
  encoding: Encoding
  /** Seconds and metres by from, then by to. */
  pairs: ReadonlyMap<string, ReadonlyMap<string, Pair>>
  bad: readonly BadLine[]
}

const COLUMNS = ['from', 'to', 'seconds', 'metres'] as const
type Columns = Record<(typeof COLUMNS)[number], number>

const LONGEST = 2 ** 26

/**
 * Reads a CSV file with the columns from, to, seconds, metres, in any order, others beside them; any encoding that
 * `openCsvText` knows. Pairs it does not list have no way between. A heading without one of the columns makes every
 * line bad. @throws the error of `fs` where the file cannot be read
 */
export async function readTravelFile(path: string): Promise<TravelFile> {
  const { encoding, text } = await openCsvText(path)
  const pairs = new Map<string, Map<string, Pair>>()
  const bad: BadLine[] = []
  let columns: Columns | undefined
  for await (const record of csvRecords(text)) {
    const { line, raw } = record
    if (record.line === 1 || columns === undefined) {
      columns = columnsOf(record)
      if (columns === undefined) bad.push({ line, raw, reason: NO_HEADING })
      continue
    }
    const reason = take(record, columns, pairs)
    if (reason !== undefined) bad.push({ line, raw, reason })
  }
  return { encoding, pairs, bad }
}

const NO_HEADING: Words = {
  zh: `表头应含列 ${COLUMNS.join('、')}，各一次`,
  en: `The heading must have the columns ${COLUMNS.join(', ')}, each once`,
}

function columnsOf({ fields }: CsvRecord): Columns | undefined {
  const heading = (fields ?? []).map((field) => field.trim().toLowerCase())
  const places = COLUMNS.map((name) => heading.flatMap((field, at) => (field === name ? [at] : [])))
  if (places.some((at) => at.length !== 1)) return undefined
  const [from, to, seconds, metres] = places.map(([at]) => at!) as [number, number, number, number]
  return { from, to, seconds, metres }
}

/** Puts a line's pair among the others, or says why not. */
function take({ line, fields }: CsvRecord, columns: Columns, pairs: Map<string, Map<string, Pair>>): Words | undefined {
  if (fields === null)
    return { zh: '该行不是与表头列数相同的有效 CSV', en: 'No valid CSV with as many fields as the heading' }
  const [from, to] = [fields[columns.from]!.trim(), fields[columns.to]!.trim()]
  if (from === '' || to === '') return { zh: 'from 和 to 不能为空', en: 'from and to must not be empty' }
  const [seconds, metres] = [count(fields[columns.seconds]!), count(fields[columns.metres]!)]
  if (seconds === undefined || metres === undefined) {
    const got = `${fields[columns.seconds]}, ${fields[columns.metres]}`
    return {
      zh: `seconds 和 metres 应为 0 至 ${LONGEST} 的数，实为 ${got}`,
      en: `seconds and metres must be numbers from 0 to ${LONGEST}, got ${got}`,
    }
  }
  const row = pairs.get(from) ?? new Map<string, Pair>()
  const before = row.get(to)
  if (before !== undefined)
    return { zh: `与第 ${before.line} 行的起终点相同`, en: `The same pair as in line ${before.line}` }
  pairs.set(from, row.set(to, { seconds, metres, line }))
  return undefined
}

function count(text: string): number | undefined {
  if (!/^\s*\d+(\.\d+)?\s*$/.test(text)) return undefined
  const value = Math.round(Number(text))
  return value <= LONGEST ? value : undefined
}

/** A file as a source of travel. A place is 0 from itself whether listed or not; other pairs not listed are -1. */
export function fileTravel({ pairs }: Pick<TravelFile, 'pairs'>): Adapter {
  return async ({ places: { ids }, sources, destinations }) => {
    if (ids === undefined) {
      return {
        refusal: 'no-ids',
        zh: '路程文件按地点编号查找，而所询地点没有编号',
        en: 'A travel file knows places by their ids, and these places have none',
      }
    }
    const cell = (a: number, b: number) => pairs.get(ids[a]!)?.get(ids[b]!) ?? (ids[a] === ids[b] ? NOTHING : NO_WAY)
    const cells = sources.flatMap((a) => destinations.map((b) => cell(a, b)))
    return {
      from: sources.length,
      to: destinations.length,
      seconds: Int32Array.from(cells, ({ seconds }) => seconds),
      metres: Int32Array.from(cells, ({ metres }) => metres),
    }
  }
}

const NOTHING = { seconds: 0, metres: 0 }
const NO_WAY = { seconds: -1, metres: -1 }
