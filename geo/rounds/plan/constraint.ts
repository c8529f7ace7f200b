import type { Day } from '../problem/day.ts'

/**
 * What can keep a planned check or a visit out of every round. A set of these is a reason when together they exclude it
 * and no smaller part of them does (an irreducible infeasible set).
 */
export type Constraint =
  /** Between release and due, both included, no working day is left that suits. */
  | { kind: 'window'; release: Day; due: Day }
  /** The premises is open only then, or closed on those weekdays. */
  | { kind: 'opening-hours'; premises: string }
  /** A round must leave its seat and be back within a half-day; the shortest way to do this visit alone takes lengthS. */
  | { kind: 'half-day-length'; lengthS: number; longestS: number }
  /** No `needed`-th certified officer of the department is free; absences, certificates, other rounds counted. */
  | { kind: 'officers'; department: string; needed: number }
  /** The crew would be larger than a round can carry. */
  | { kind: 'crew-size'; needed: number; most: number }
  /** All teams of the zone are out. */
  | { kind: 'rounds-per-half-day'; zone: string; most: number }
  /** Another visit of the premises is too near. */
  | { kind: 'cool-off'; premises: string; days: number }
  /** The premises has had as many visits as it may have. */
  | { kind: 'frequency-cap'; premises: string; most: number }
  /** No way leads there or back. */
  | { kind: 'unreachable'; premises: string }
  /** The matter must not share a visit with those. */
  | { kind: 'incompatible'; matter: string; against: readonly string[] }
