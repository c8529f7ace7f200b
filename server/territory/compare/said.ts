import { setTimeout as wait } from 'node:timers/promises'
import type { EditionDiff } from '../../../geo/diff/types.ts'
import type { Found } from './comparison.ts'

/** Everything that was found but the counts, as one list by name. */
interface Lists extends Pick<Found, 'reports' | 'premises' | 'places' | 'streets'> {
  diffs: EditionDiff['diffs']
  exchanges: EditionDiff['exchanges']
}

/** What the worker says: how many areas are compared, then what it found list by list, and the counts at the end. */
export type Said = { done: number } | Partial<Lists> | { counts: EditionDiff['counts'] }

/** A message takes the server's thread a few milliseconds. */
const AT_ONCE = 500
const BREATH_MS = 1

/** Tells all that was found in messages so small that the server answers others between them. */
export async function tellInParts({ diff, ...lists }: Found, say: (said: Said) => void): Promise<void> {
  const { counts, ...ofDiff } = diff
  for (const [name, rows] of Object.entries({ ...lists, ...ofDiff } satisfies Lists)) {
    for (let start = 0; start < rows.length; start += AT_ONCE) {
      say({ [name]: rows.slice(start, start + AT_ONCE) })
      await wait(BREATH_MS)
    }
  }
  say({ counts })
}

/** Adds what a message brought. */
export function appendTo({ diff, ...lists }: Found, said: Partial<Lists>): void {
  const into: Lists = { ...lists, diffs: diff.diffs, exchanges: diff.exchanges }
  for (const [name, rows] of Object.entries(said)) (into[name as keyof Lists] as unknown[]).push(...rows)
}
