/** Reports of every area in every week, as a forecast takes them. */
export interface WeekCounts {
  /** How many areas there are. */
  readonly areas: number
  /**
   * Week by week, the oldest first: area i of week t is at t · areas + i. Whole numbers ≥ 0; NaN where the area was not
   * watched or did not exist in that week, as before an edition that made it.
   */
  readonly counts: Float64Array
}

/** Number of weeks. @throws RangeError when they are not whole or hold no counts */
export function weeksOf({ areas, counts }: WeekCounts): number {
  const weeks = areas === 0 ? 0 : counts.length / areas
  if (!Number.isInteger(weeks)) throw new RangeError(`${counts.length} counts are no whole weeks of ${areas} areas`)
  const bad = counts.findIndex((count) => count < 0 || (!Number.isNaN(count) && !Number.isInteger(count)))
  if (bad !== -1)
    throw new RangeError(`area ${bad % areas} has ${counts[bad]} reports in week ${Math.floor(bad / areas)}`)
  return weeks
}
