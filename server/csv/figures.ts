import { parse } from 'csv-parse/sync'
import type { Flaw } from '../errors.ts'

/** A CSV file of two columns: what a figure is of, and the figure. */
export interface FigureFile {
  /** What each column may be called, in small letters. */
  columns: { key: readonly string[]; figure: readonly string[] }
  /** The code of what is named; undefined where that is nothing, or not one thing only. */
  codeOf: (named: string) => string | undefined
  figure: RegExp
  /** What is expected, in words. */
  expected: Record<'columns' | 'key' | 'once' | 'figure' | 'line', string>
}

/** Flaws beyond this many are not spelt out. */
const FLAWS_SHOWN = 20

/** The figures of a CSV text by code, in its order; or every flaw by its line. Each code once, and at least one. */
export function figuresOfCsv(
  text: string,
  { columns, codeOf, figure, expected }: FigureFile,
): { figures: Map<string, number> } | { flaws: Flaw[] } {
  const records = read(text)
  if (records === null)
    return { flaws: [flaw('csv', 'CSV 文本（RFC 4180） / CSV text by RFC 4180', text.slice(0, 40))] }
  const [header = [], ...lines] = records
  const at = (names: readonly string[]) => header.findIndex((name) => names.includes(name.trim().toLowerCase()))
  const [keyAt, figureAt] = [at(columns.key), at(columns.figure)]
  if (keyAt < 0 || figureAt < 0) return { flaws: [flaw('csv line 1', expected.columns, header.join(','))] }
  const figures = new Map<string, number>()
  const flaws: Flaw[] = []
  for (const [n, fields] of lines.entries()) {
    const [named, given] = [(fields[keyAt] ?? '').trim(), (fields[figureAt] ?? '').trim()]
    const [path, code] = [`csv line ${n + 2}`, codeOf(named)]
    if (code === undefined) flaws.push(flaw(path, expected.key, named))
    else if (figures.has(code)) flaws.push(flaw(path, expected.once, named))
    else if (!figure.test(given)) flaws.push(flaw(path, expected.figure, given))
    else figures.set(code, Number(given))
  }
  if (flaws.length === 0 && figures.size === 0) flaws.push(flaw('csv', expected.line, 'none'))
  return flaws.length > 0 ? { flaws: flaws.slice(0, FLAWS_SHOWN) } : { figures }
}

function read(text: string): string[][] | null {
  try {
    return parse(text, { bom: true, relax_column_count: true, skip_empty_lines: true }) as string[][]
  } catch {
    return null
  }
}

const flaw = (path: string, expected: string, got: string): Flaw => ({ path, expected, got })
