import type { Level } from '../../geo/types.ts'

export type EditionStatus = 'draft' | 'checked' | 'approved' | 'published' | 'withdrawn'

/** One edition of the district's boundaries: draft → checked → approved → published from a local date. */
export interface Edition {
  id: number
  name: string
  status: EditionStatus
  /** Rises with every change and import of a draft. */
  version: number
  /** First local day it is in force, 'YYYY-MM-DD'; null until published. */
  validFrom: string | null
  createdAt: Date
  checkedAt: Date | null
  approvedAt: Date | null
  /** Names of the accounts; null at the command line, and where the step was not taken. */
  approvedBy: string | null
  publishedAt: Date | null
  publishedBy: string | null
  withdrawnAt: Date | null
  withdrawnBy: string | null
  withdrawnReason: string | null
  /** Number of faults of the last check; null while unchecked. */
  faults: number | null
  /** Approved in spite of its faults; every answer that shows the edition says so. */
  knownFaults: boolean
  counts: Partial<Record<Level, number>>
}

/** Whether areas may still change; what is approved then has to be checked and approved again. */
export const isOpen = (status: EditionStatus): boolean =>
  status === 'draft' || status === 'checked' || status === 'approved'
