import { parse } from 'csv-parse/sync'
import type { Flaw } from '../../errors.ts'
import type { StreetCount } from './store.ts'

/** Flaws beyond this many are not spelt out. */
const FLAWS_SHOWN = 20

/**
 * Residents by street out of a CSV text with the columns `street` (code or name; also 街道) and `residents` (also 居民,
 * 人口). Every street that is named must be of the district, once, with a whole number; streets left out count as 0.
 */
export function residentsOfCsv(
  text: string,
  streets: readonly { code: string; name: string }[],
): { rows: StreetCount[] } | { flaws: Flaw[] } {
  const records = read(text)
  if (records === null)
    return { flaws: [flaw('csv', 'CSV 文本（RFC 4180） / CSV text by RFC 4180', text.slice(0, 40))] }
  const [header = [], ...lines] = records
  const at = (names: readonly string[]) => header.findIndex((name) => names.includes(name.trim().toLowerCase()))
  const street = at(['street', '街道', '街道编码'])
  const residents = at(['residents', '居民', '居民数', '人口'])
  if (street < 0 || residents < 0) {
    return { flaws: [flaw('csv line 1', '“街道”和“居民”两列 / the columns street and residents', header.join(','))] }
  }
  const rows: StreetCount[] = []
  const flaws: Flaw[] = []
  for (const [n, fields] of lines.entries()) {
    const path = `csv line ${n + 2}`
    const named = (fields[street] ?? '').trim()
    const found = streets.filter(({ code, name }) => code === named || name === named)
    const count = (fields[residents] ?? '').trim()
    if (found.length !== 1)
      flaws.push(flaw(path, '本区一个街道的编码或名称 / code or name of one street of the district', named))
    else if (!/^\d{1,9}$/.test(count)) flaws.push(flaw(path, '居民数为整数 / a whole number of residents', count))
    else if (rows.some((row) => row.street === found[0]!.code))
      flaws.push(flaw(path, '每个街道一行 / each street once', named))
    else rows.push({ street: found[0]!.code, n: Number(count) })
  }
  if (flaws.length === 0 && rows.length === 0) flaws.push(flaw('csv', '至少一行街道 / a line for a street', 'none'))
  return flaws.length > 0 ? { flaws: flaws.slice(0, FLAWS_SHOWN) } : { rows }
}

function read(text: string): string[][] | null {
  try {
    return parse(text, { bom: true, relax_column_count: true, skip_empty_lines: true }) as string[][]
  } catch {
    return null
  }
}

const flaw = (path: string, expected: string, got: string): Flaw => ({ path, expected, got })
