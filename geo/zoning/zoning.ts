import type { Words } from '../words.ts'

/** What a zone can be made to carry its share of. `travel` is not the streets' own: it follows from zone and seat. */
export const LOADS = ['area', 'residents', 'premises', 'reports', 'officers', 'travel'] as const
export type LoadName = (typeof LOADS)[number]

/** A street as zones are made of it; it stands at its place in the list everywhere else. */
export interface ZoningStreet {
  code: string
  name: string
  areaM2: number
  /** Length of its whole border, metres. */
  perimeterM: number
  /** More than one when it has exclaves; it counts as connected by declaration. */
  parts: number
  loads: Partial<Record<LoadName, number>>
}

/** A border that two streets share; 0 m for a bridge that somebody declared. */
export interface SharedBorder {
  a: number
  b: number
  metres: number
}

/** A zone whose seat is to stay: the street it stands in, and the seconds from there to every street. */
export interface FixedSeat {
  /** Label of the zone: today's code, or a name for a new one. */
  zone: string
  street: number
  seconds: readonly number[]
}

export interface Constraints {
  minStreets: number
  maxStreets: number
  /** Pairs of streets that must be in one zone. */
  together: readonly (readonly [number, number])[]
  apart: readonly (readonly [number, number])[]
  /** Streets that must be in the zone of a label. Streets of one label are together, those of two are apart. */
  locks: readonly { street: number; zone: string }[]
  seats: readonly FixedSeat[]
}

/** A district to be divided into `zones` zones of contiguous streets. */
export interface ZoningProblem {
  streets: readonly ZoningStreet[]
  borders: readonly SharedBorder[]
  zones: number
  /** The chosen loads; weights are taken relative to the largest. `travel` needs no figure of the streets. */
  chosen: readonly { load: LoadName; weight: number }[]
  /** Seconds between the middles of streets, row by row: `seconds[i][j]`. */
  seconds: readonly (readonly number[])[]
  /** What labels are called in words; a label without a name is shown as it is. */
  names?: ReadonlyMap<string, Words>
  /** Today's zone of each street by its label; null where it stands in none. */
  today: readonly (string | null)[]
  constraints: Constraints
}

/** Which zone each street is in: numbers from 0, one for each street, in the order of the streets. */
export type Division = readonly number[]

/** What a division is judged by; less is better for each. */
export interface Score {
  /** Largest weighted deviation of any zone from the mean of any chosen load, whole percentage points. */
  deviation: number
  /** Length of all borders between zones, metres. */
  border: number
  /** Sum over the streets of the seconds to the seat of their zone. */
  travel: number
  /** Streets that leave the zone they stand in today. */
  moved: number
}
export type Criterion = keyof Score

/** One proposal beside the others: named by what it puts first. */
export interface Alternative {
  /** `second` is the next best by balance, offered where nothing else differs. */
  kind: 'balance' | 'compact' | 'changes' | 'travel' | 'second'
  division: Division
  score: Score
  figures: Figures
  words: Words[]
}

export interface LoadFigure {
  load: LoadName
  amount: number
  /** Of the whole district, 0 … 1. */
  share: number
  /** From the mean of the zones, signed: 0.1 is a tenth more. */
  deviation: number
}

export interface ZoneFigures {
  /** Today's zone that it continues, or the label locked to it; null for a new zone. */
  label: string | null
  streets: number[]
  /** Its connected parts; one, unless a person tore it. */
  pieces: number
  loads: LoadFigure[]
  /** The street from which its streets are reached soonest, or that of its fixed seat. */
  seat: number
  travelSeconds: number
  /** Border with other zones and with the outside, metres. */
  insideM: number
  outsideM: number
  /** Polsby–Popper: 4π area / border², 1 for a circle. */
  roundness: number
}

/** Everything shown about a division, zone by zone. */
export interface Figures {
  zones: ZoneFigures[]
  score: Score
  /** Streets that leave today's zone, by place in the list. */
  moved: number[]
}

/** How sure the best is: proven by trying every contiguous division, or found by a search that has a floor. */
export type Proof =
  | { kind: 'exact'; divisions: number }
  | { kind: 'search'; steps: number; floor: number /* percentage points no division can be below */ }

export interface Proposal {
  alternatives: Alternative[]
  proof: Proof
  /** Streets of several parts, counted as connected by declaration. */
  multipart: number[]
}
