import type { EditionDiff } from '../../../geo/diff/types.ts'
import type { Place } from '../../../geo/types.ts'
import type { BodyOut } from '../../api/comparison.ts'

/** Things with a place, structure of arrays. */
export interface Points {
  ids: Float64Array
  /** Longitude and latitude, interleaved. */
  lonLats: Float64Array
  /** Metres; 0 where exact. */
  accuracies: Float32Array
  /** 1: open. */
  open: Uint8Array
  /** The area that a person named for it; null where its position decides. */
  settled: readonly (string | null)[]
}

/** One thing that lies in another area: codes of the smallest areas, null where it lies in none. */
export interface Mover {
  id: number
  from: string | null
  to: string | null
  /** Whether the street is another one. */
  street: boolean
  open: boolean
}

/** Where an open report that leaves its street would be. */
export interface NewPlace {
  id: number
  place: Place
}

/** Who is called what: code and name of an area. */
export type Named = BodyOut['street']

/** What the worker finds out. */
export interface Found {
  diff: EditionDiff
  reports: Mover[]
  premises: Mover[]
  places: NewPlace[]
  /** Streets of the edition to come. */
  streets: Named[]
}

/** An open report whose owner changes; `to` is null where a person will have to settle it. */
export interface OwnerChange {
  id: number
  from: string
  to: string | null
}

/** Everything that changes from one edition to another, as of a moment. */
export interface Comparison {
  before: { id: number; version: number }
  after: { id: number; version: number }
  at: Date
  diff: EditionDiff
  reports: Mover[]
  premises: Mover[]
  owners: OwnerChange[]
  bodies: BodyOut[]
}
