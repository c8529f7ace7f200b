import type { Level } from '../../../geo/types.ts'
import type { Failure, ImportOptions, ImportState } from '../../api/territoryImport.ts'

/** The import of one boundary file: uploaded → previewed → running → done | refused | cancelled | failed. */
export interface Import {
  id: number
  /** The file's name as its sender knows it. */
  file: string
  state: ImportState
  /** Process that previews or runs it; null while nobody does. */
  owner: string | null
  format: string | null
  bytes: number | null
  /** Name of the uploaded file below the data folder; null for one read where it lies, and once it is gone. */
  spool: string | null
  editionId: number | null
  options: Partial<ImportOptions> | null
  /** Areas made, by level. */
  counts: Partial<Record<Level, number>>
  problems: number
  repairs: number
  /** Why it was refused as a whole, or failed. */
  failure: Failure | null
  at: Date
}

type Step = 'preview' | 'run' | 'discard'

/** In which states a step may be taken; whoever works on it is waited for. */
const FROM: Record<Step, readonly ImportState[]> = {
  preview: ['uploaded', 'previewed', 'refused', 'cancelled', 'failed'],
  run: ['uploaded', 'previewed', 'refused', 'cancelled', 'failed'],
  discard: ['uploaded', 'previewed', 'refused', 'cancelled', 'failed'],
}

/** Whether an import may take a step: it is at rest, not done, and its file is still there. */
export function mayTake(step: Step, { state, owner, spool }: Pick<Import, 'state' | 'owner' | 'spool'>): boolean {
  return owner === null && FROM[step].includes(state) && (step === 'discard' || spool !== null)
}
