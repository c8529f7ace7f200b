import { type Atlas, buildAtlas } from '../../geo/atlas.ts'
import type { Db } from '../db.ts'
import { areasOf } from './store.ts'

/** What building an atlas needs of the house. */
export interface AtlasNeeds {
  db: Db
}

/** The atlas of one edition as it is stored now, drafts included. Callers keep it: every call makes a new one. */
export async function atlasOfEdition({ db }: AtlasNeeds, editionId: number): Promise<Atlas> {
  return buildAtlas(await areasOf(db, editionId))
}
