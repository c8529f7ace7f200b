import type { AreaCount } from '../../analytics/questions.ts'
import type { Ground } from './ground.ts'

/** Reports by area of a ground and slice of time. */
export interface Counted {
  /** Slice by slice: area i of slice t is at t · n + i; NaN for areas that were not asked about. */
  counts: Float64Array
  /** Reports in `counts`. */
  reports: number
  /** Located reports of areas that this edition does not have, or has with another border. */
  elsewhere: number
}

/**
 * Puts counts of the warehouse on a ground. A report is counted in the area it was located with: under another edition only
 * where that area stands unchanged in this one (`unchanged` has "edition code"); the rest is counted as elsewhere.
 * @param asked which areas were asked about
 */
export function countOn(
  ground: Pick<Ground, 'edition' | 'areas'>,
  rows: readonly AreaCount[],
  unchanged: ReadonlySet<string>,
  asked: readonly boolean[],
  slices = 1,
): Counted {
  const n = ground.areas.length
  const at = new Map(ground.areas.map(({ code }, i) => [code, i]))
  const counts = Float64Array.from({ length: n * slices }, (_, cell) => (asked[cell % n] ? 0 : Number.NaN))
  let [reports, elsewhere] = [0, 0]
  for (const { edition, code, slice, reports: here } of rows) {
    const i = at.get(code)
    const same = edition === ground.edition || unchanged.has(`${edition} ${code}`)
    if (i === undefined || !same || !asked[i]) {
      if (i === undefined || !same) elsewhere += here
      continue
    }
    if (slice < 0 || slice >= slices) continue
    counts[slice * n + i]! += here
    reports += here
  }
  return { counts, reports, elsewhere }
}
