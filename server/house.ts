import type { Atlas } from '../geo/atlas.ts'
import type { Jobs } from './boss.ts'
import type { Db } from './db.ts'
import type { Pack } from './pack/pack.ts'
import type { Travel } from './travel/travel.ts'

/** What every flow is given: the drivers and facts of this one installation. Built by main.ts, and by tests. */
export interface House {
  db: Db
  jobs: Jobs
  /** The district this installation serves; null before it is founded. */
  district(): Promise<District | null>
  /** The atlas of the edition in force now; null while none is published. */
  atlas(): Promise<EditionAtlas | null>
  /** The atlas of any edition, past, coming or draft; null where there is none. A few are held. */
  atlasOf(editionId: number): Promise<EditionAtlas | null>
  /** Builds the atlas of an edition that is about to come into force, so that its first request does not wait. */
  prepareAtlas(editionId: number): Promise<void>
  /** Seconds and metres between places, as configured. */
  travel: Travel
  /** Absolute: where files of this installation may be kept, such as uploads. May not exist yet. */
  folder: string
  now(): Date
  log(event: string, facts?: Record<string, unknown>): void
}

export interface District {
  code: string
  name: string
  nameEn: string
  /** IANA zone in which days, deadlines and statistics are counted. */
  timeZone: string
  pack: Pack
}

export interface EditionAtlas {
  editionId: number
  atlas: Atlas
  /** The memory the atlas lies in, as geo/snapshot.ts packs it: another thread opens it as its own. Do not write to it. */
  snapshot: SharedArrayBuffer
}
