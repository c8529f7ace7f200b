import type { Words } from '../../analytics/stats/explain.ts'

/** Columns to be written beside those of the file, facts about the whole, and what it means. */
export interface Answer {
  columns: Record<string, readonly (number | string | null)[]>
  facts: Record<string, unknown>
  words: Words
}
