import { faultWords, ROW_LEFT_OUT } from './faultWords.ts'
import type { Report, Row } from './rows.ts'

/** Rows whose references are all there: for each field the ids it may name. The others are reported. */
export function linked<T extends { id: string }, K extends keyof T & string>(
  rows: readonly Row<T>[],
  known: Record<K, ReadonlySet<unknown>>,
  report: Report,
): T[] {
  return rows.flatMap(({ path, row }) => {
    const missing = (Object.keys(known) as K[]).filter((field) => !known[field].has(row[field]))
    for (const field of missing) report(`${path}.${field}`, row.id, faultWords(THERE, row[field], ROW_LEFT_OUT))
    return missing.length === 0 ? [row] : []
  })
}

const THERE = { zh: '文件中可用的编号', en: 'an id that is in the file and can be used' }
