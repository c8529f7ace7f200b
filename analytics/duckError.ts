/** A DuckDB error with the name of the query that met it. */
export class DuckError extends Error {
  readonly query: string

  constructor(query: string, cause: unknown) {
    super(`${query}: ${cause instanceof Error ? cause.message : String(cause)}`, { cause })
    this.query = query
  }

  /** True when the file itself can no longer be trusted: it is to be thrown away and built anew. */
  get damaged(): boolean {
    return /checksum|corrupt|invalidated|FATAL|INTERNAL|Serialization|not a valid DuckDB|not read enough/i.test(
      this.message,
    )
  }

  /** True when another process holds the file: nothing is wrong with it. */
  get locked(): boolean {
    return /could not set lock/i.test(this.message)
  }
}
