import type { ImportOut, ImportProgress } from '../../api/territoryImport.ts'
import type { Import } from './import.ts'

/** An import as the doors show it. */
export function importOut(found: Import, progress: ImportProgress | null): ImportOut {
  const { owner, spool, editionId, at, ...shown } = found
  const working = owner !== null
  return {
    ...shown,
    working,
    progress: working ? progress : null,
    kept: spool !== null,
    edition: editionId,
    at: at.toISOString(),
  }
}
