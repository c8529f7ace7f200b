import type { Words } from '../../words.ts'

/** A row of a problem that cannot be used: kept and named; the rest is solved without it. */
export interface Fault {
  /** Where it stands, such as 'checks[17]' or 'officers[3].certificates[0]'. */
  path: string
  /** Its id where it has one. */
  id: string | null
  words: Words
}
