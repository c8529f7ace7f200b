/** One line of a list of facts. */
export interface Fact {
  term: string
  value: string
  /** Said quietly: not known, not given. */
  soft?: boolean
}
