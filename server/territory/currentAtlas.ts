import type { Db } from '../db.ts'
import type { EditionAtlas } from '../house.ts'
import { inForce, readVersion, type VersionedEdition } from './store.ts'

/** Atlases held beside the one in force and the coming one: of editions that somebody asks about or compares. */
const OTHERS = 3

/** The atlases of this process. Each is built once per edition and version, and shared by all who ask meanwhile. */
export interface Atlases {
  /**
   * The atlas of the edition in force. Every call asks the database (one indexed row) which edition that is, so a
   * publication by any process and a new local day are seen at once.
   */
  current(): Promise<EditionAtlas | null>
  /** The atlas of any edition as it stands now; null where there is none. Few are held at a time. */
  of(editionId: number): Promise<EditionAtlas | null>
  /**
   * Builds the atlas of an edition before it comes into force and holds it until it does or another is prepared: then
   * the swap is one assignment, and no request waits.
   */
  prepare(editionId: number): Promise<void>
}

/** Makes the atlas of an edition from what is stored. */
export type Build = (editionId: number) => Promise<Omit<EditionAtlas, 'editionId'>>

export function currentAtlas(db: Db, now: () => Date, build: Build): Atlases {
  const held = new Map<number, { version: number; built: Promise<EditionAtlas> }>()
  let present: number | null = null
  let coming: number | null = null

  /** Puts an edition last in line, so that the first in line was not asked for the longest. */
  const atlasAt = ({ id, version }: VersionedEdition): Promise<EditionAtlas> => {
    const known = held.get(id)
    const entry =
      known?.version === version ? known : { version, built: build(id).then((made) => ({ editionId: id, ...made })) }
    held.delete(id)
    held.set(id, entry)
    if (entry !== known) {
      entry.built.catch(() => {
        if (held.get(id) === entry) held.delete(id)
      })
      letGo()
    }
    return entry.built
  }

  const letGo = () => {
    const others = [...held.keys()].filter((id) => id !== present && id !== coming)
    for (const id of others.slice(0, Math.max(0, others.length - OTHERS))) held.delete(id)
  }

  return {
    current: async () => {
      const edition = await inForce(db, now())
      if (edition === undefined) return null
      present = edition.id
      return atlasAt(edition)
    },
    of: async (editionId) => {
      const edition = await readVersion(db, editionId)
      return edition === undefined ? null : atlasAt(edition)
    },
    prepare: async (editionId) => {
      coming = editionId
      const edition = await readVersion(db, editionId)
      if (edition !== undefined) await atlasAt(edition)
    },
  }
}
