import { boxesMeet } from '../../../geo/intersects.ts'
import type { Box } from '../../../geo/types.ts'
import type { Queries } from '../../db.ts'
import { boxesOf, marksOf } from './aroundStore.ts'

/** Boxes of this many editions are held. */
const HELD = 3

type Held = Map<string, { mark: string; box: Box | null }>

/**
 * Codes of the areas whose box meets a box. What was measured of an edition is kept, and only rows written since are
 * measured again, so that an editor can ask on every move of the map.
 */
export function areasAround(): (db: Queries, editionId: number, box: Box) => Promise<string[]> {
  const editions = new Map<number, Held>()

  async function measured(db: Queries, editionId: number): Promise<Held> {
    const before = editions.get(editionId)
    const marks = await marksOf(db, editionId)
    const stale = marks.filter(({ code, mark }) => before?.get(code)?.mark !== mark)
    const fresh = await boxesOf(
      db,
      editionId,
      stale.map(({ code }) => code),
    )
    const anew = new Set(stale.map(({ code }) => code))
    const held: Held = new Map(
      marks.map(({ code, mark }) => [
        code,
        { mark, box: anew.has(code) ? (fresh.get(code) ?? null) : before!.get(code)!.box },
      ]),
    )
    editions.delete(editionId)
    editions.set(editionId, held)
    for (const oldest of [...editions.keys()].slice(0, -HELD)) editions.delete(oldest)
    return held
  }

  return async (db, editionId, box) => {
    const held = await measured(db, editionId)
    return [...held].filter(([, found]) => found.box !== null && boxesMeet(found.box, box)).map(([code]) => code)
  }
}
