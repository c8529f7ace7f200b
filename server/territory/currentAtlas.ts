import { buildAtlas } from '../../geo/atlas.ts'
import type { Queries } from '../db.ts'
import type { EditionAtlas } from '../house.ts'
import { areasOf, editionInForce } from './store.ts'

/**
 * The atlas of the edition in force. Every call asks the database (one indexed row) which edition that is, so a
 * publication by any process and a new local day are seen at once; the index itself is built once per edition.
 */
export function currentAtlas(db: Queries, now: () => Date): () => Promise<EditionAtlas | null> {
  let held: { editionId: number; built: Promise<EditionAtlas> } | null = null

  return async () => {
    const editionId = await editionInForce(db, now())
    if (editionId === undefined) return null
    if (held?.editionId !== editionId) {
      const built = areasOf(db, editionId).then((areas) => ({ editionId, atlas: buildAtlas(areas) }))
      held = { editionId, built }
      built.catch(() => {
        if (held?.built === built) held = null
      })
    }
    return held.built
  }
}
