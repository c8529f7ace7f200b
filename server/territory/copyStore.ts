import type { Readable } from 'node:stream'
import { LEVELS, type Level } from '../../geo/types.ts'
import type { Tx } from '../db.ts'

/**
 * Every area of an edition as a binary copy: level, code, name, parent, and the geometry of these levels, all unless
 * said otherwise. `copiedAreas.ts` reads it.
 */
export function copyOfAreas(tx: Tx, editionId: number, withGeometry: readonly Level[] = LEVELS): Readable {
  const levels = withGeometry.map((level) => `'${level}'`).join(', ')
  return tx.copyOut(`copy (
    select level, code, name, parent_code, case when level in (${levels}) then geom end
    from area where edition_id = ${Number(editionId)}) to stdout (format binary)`)
}
