import type { TravelMatrix } from '../../geo/travel.ts'
import type { LonLat } from '../../geo/types.ts'
import type { Words } from '../api/terms.ts'

/** Places that travel is asked between. */
export interface Places {
  /** The coordinate system of the points by its name in `geo/crs.ts`; only those that equal WGS84 are taken. */
  crs: string
  /** [longitude, latitude]. */
  points: readonly LonLat[]
  /** Names of the points, for a source that knows places by name (a file). */
  ids?: readonly string[]
}

/** A question that has been checked: sources and destinations are indexes into the points. */
export interface Question {
  places: Places
  sources: readonly number[]
  destinations: readonly number[]
}

export type TravelAnswer = TravelMatrix | TravelRefusal

/** Why there is no matrix at all. A pair without a way between is no refusal: it is -1 in the matrix. */
export interface TravelRefusal extends Words {
  refusal: 'wrong-system' | 'wrong-place' | 'wrong-index' | 'no-ids' | 'unavailable' | 'wrong-answer'
}

/** Where travel comes from: answers checked questions. */
export type Adapter = (question: Question) => Promise<TravelAnswer>

/** Travel between places of one zone. */
export interface Travel {
  /**
   * Seconds and metres from every source to every destination (indexes into the points, all where left out), which
   * need not be as long back as forth; -1 where no way leads. Answers a refusal where the question or its source fails.
   */
  matrix(places: Places, sources?: readonly number[], destinations?: readonly number[]): Promise<TravelAnswer>
}

export const isTravelRefusal = (answer: TravelAnswer): answer is TravelRefusal => 'refusal' in answer
