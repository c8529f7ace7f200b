/** A round as it is remembered: where it goes, and when. */
export interface Route {
  slot: number
  stops: readonly number[]
}
