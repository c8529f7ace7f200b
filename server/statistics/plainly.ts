import type { Reads } from '../../analytics/duck.ts'
import type { Asker } from './ask.ts'
import { tagOf } from './ask.ts'
import type { Parts } from './parts.ts'

/** Reads of one moment with its instant; null when the asker holds the answer of that moment already. */
export function plainly<T>(
  { situation, codeVersion }: Parts,
  question: object,
  { signal, holds }: Asker,
  ground: string,
  work: (reads: Reads, asOf: string) => Promise<T>,
): Promise<T | null> {
  return situation.read(async (reads, standing) => {
    if (holds(tagOf(standing, `${ground} ${codeVersion}`, question))) return null
    return work(reads, standing.pulledAt)
  }, signal)
}
