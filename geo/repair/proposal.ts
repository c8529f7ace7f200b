/**
 * What may be done about a fault. `close-gap`: the gap goes to an area beside it. `give-overlap`: the common ground
 * goes to one of the areas. `extend-parent`: the parents follow the child. `clip-child`: the child follows the parent.
 * `make-valid`: the rings are rebuilt. `reparent`: the child gets another parent. `add-parent`: the missing parent is
 * made of its children. `add-child`: a parent without parts gets one that is as large as itself. `drop`: the area goes.
 */
export const VERBS = [
  'close-gap',
  'give-overlap',
  'extend-parent',
  'clip-child',
  'make-valid',
  'reparent',
  'add-parent',
  'add-child',
  'drop',
] as const
export type Verb = (typeof VERBS)[number]

/** To the neighbour with the longest common border, to the first area in path order, or to the one with this code. */
export type To = { by: 'longest' } | { by: 'first' } | { by: 'code'; code: string }

/** A repair as data: the areas that it changes are computed by `repair`. */
export interface Proposal {
  /** Id of the fault. */
  fault: string
  verb: Verb
  /** Who gets the land, or the new parent. */
  to?: To
  /** Code of the area that `add-parent` and `add-child` make. */
  code?: string
}
