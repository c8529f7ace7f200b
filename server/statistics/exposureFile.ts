import { parse } from 'csv-parse/sync'
import type { Flaw } from '../errors.ts'
import type { AreaAmount } from './store.ts'

const FLAWS_SHOWN = 20

/**
 * Amounts by area out of a CSV text with the columns `area` (code; also 区域, 编码) and `amount` (also 数量, 居民, 工时).
 * Every area must be one of these codes, once, with a number from 0; areas left out are not known, which is not 0.
 */
export function amountsOfCsv(text: string, codes: ReadonlySet<string>): { areas: AreaAmount[] } | { flaws: Flaw[] } {
  const records = read(text)
  if (records === null)
    return { flaws: [flaw('csv', 'CSV 文本（RFC 4180） / CSV text by RFC 4180', text.slice(0, 40))] }
  const [header = [], ...lines] = records
  const at = (names: readonly string[]) => header.findIndex((name) => names.includes(name.trim().toLowerCase()))
  const [area, amount] = [at(['area', '区域', '编码']), at(['amount', '数量', '居民', '工时'])]
  if (area < 0 || amount < 0) {
    return { flaws: [flaw('csv line 1', '“区域”和“数量”两列 / the columns area and amount', header.join(','))] }
  }
  const areas = new Map<string, number>()
  const flaws: Flaw[] = []
  for (const [n, fields] of lines.entries()) {
    const [code, given] = [(fields[area] ?? '').trim(), (fields[amount] ?? '').trim()]
    const path = `csv line ${n + 2}`
    if (!codes.has(code)) flaws.push(flaw(path, '现行边界中一个区域的编码 / the code of an area in force', code))
    else if (areas.has(code)) flaws.push(flaw(path, '每个区域一行 / each area once', code))
    else if (!/^\d{1,9}(\.\d{1,6})?$/.test(given)) flaws.push(flaw(path, '不小于零的数 / a number from 0', given))
    else areas.set(code, Number(given))
  }
  if (flaws.length === 0 && areas.size === 0) flaws.push(flaw('csv', '至少一行 / at least one line', 'none'))
  if (flaws.length > 0) return { flaws: flaws.slice(0, FLAWS_SHOWN) }
  return { areas: [...areas].map(([code, amount]) => ({ code, amount })) }
}

function read(text: string): string[][] | null {
  try {
    return parse(text, { bom: true, relax_column_count: true, skip_empty_lines: true }) as string[][]
  } catch {
    return null
  }
}

const flaw = (path: string, expected: string, got: string): Flaw => ({ path, expected, got })
