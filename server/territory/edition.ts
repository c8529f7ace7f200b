import type { Level } from '../../geo/types.ts'

export type EditionStatus = 'draft' | 'checked' | 'published'

/** One edition of the district's boundaries: draft → checked → published from a local date. */
export interface Edition {
  id: number
  name: string
  status: EditionStatus
  /** Rises with every change and import of a draft. */
  version: number
  /** First local day it is in force, 'YYYY-MM-DD'; null until published. */
  validFrom: string | null
  publishedAt: Date | null
  /** Number of faults of the last check; null while unchecked. */
  faults: number | null
  /** Published in spite of its faults; every answer that shows the edition says so. */
  knownFaults: boolean
  counts: Partial<Record<Level, number>>
}
