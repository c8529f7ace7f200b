import type { AreaCount } from '../../analytics/questions.ts'
import type { Reason } from '../../analytics/stats/reasons.ts'
import type { Day } from '../clock/localTime.ts'
import type { Ground } from './ground.ts'

/** Reports by area of a ground and slice of time. */
export interface Counted {
  /**
   * Slice by slice: area i of slice t is at t · n + i; NaN for areas that were not asked about, and for slices in which the
   * area had another border or was none: a part of its reports is no count of it.
   */
  counts: Float64Array
  /** The areas that were asked about. */
  asked: number[]
  /** Reports of each area with its present border, those of incomplete slices too. */
  held: Float64Array
  /** 1 for the areas that have an incomplete slice. */
  changed: Uint8Array
  /** Reports in `held`. */
  reports: number
  /** Located reports of areas that this edition does not have, or has with another border. */
  elsewhere: number
}

/**
 * Puts counts of the warehouse on a ground. A report is counted in the area it was located with: under another edition only
 * where that area stands unchanged in this one (`unchanged` has "edition code"); the rest is counted as elsewhere.
 * @param asked which areas were asked about
 * @param before of every slice, the other editions that were in force in it: {@link othersInForce}
 */
export function countOn(
  ground: Pick<Ground, 'edition' | 'areas'>,
  rows: readonly AreaCount[],
  unchanged: ReadonlySet<string>,
  asked: readonly boolean[],
  before: readonly (readonly number[])[] = [[]],
): Counted {
  const n = ground.areas.length
  const at = new Map(ground.areas.map(({ code }, i) => [code, i]))
  const stood = ({ code }: { code: string }, slice: readonly number[]) =>
    slice.every((id) => unchanged.has(`${id} ${code}`))
  const whole = before.flatMap((slice) => ground.areas.map((area, i) => asked[i]! && stood(area, slice)))
  const counts = Float64Array.from(whole, (known) => (known ? 0 : Number.NaN))
  const held = new Float64Array(n)
  let [reports, elsewhere] = [0, 0]
  for (const { edition, code, slice, reports: here } of rows) {
    const i = at.get(code)
    const same = edition === ground.edition || unchanged.has(`${edition} ${code}`)
    if (i === undefined || !same || !asked[i]) {
      if (i === undefined || !same) elsewhere += here
      continue
    }
    if (slice < 0 || slice >= before.length) continue
    counts[slice * n + i]! += here
    held[i]! += here
    reports += here
  }
  const inside = [...held.keys()].filter((i) => asked[i])
  const changed = Uint8Array.from(held, (_, i) => Number(asked[i] && before.some((_, t) => !whole[t * n + i])))
  return { counts, asked: inside, held, changed, reports, elsewhere }
}

/** Of each span of days, ends included, the editions other than `own` that were in force on one of them. */
export function othersInForce(
  editions: readonly { id: number; from: Day }[],
  spans: readonly { from: Day; to: Day }[],
  own: number,
): number[][] {
  return spans.map(({ from, to }) =>
    editions
      .filter((edition, at) => edition.from <= to && (editions[at + 1] === undefined || editions[at + 1]!.from > from))
      .map(({ id }) => id)
      .filter((id) => id !== own),
  )
}

/** What was found of every area that was asked about, beside its reports; the family is those with a finding. */
export function findings<F extends { reason: Reason | null }>(
  ground: Pick<Ground, 'areas'>,
  counted: Counted,
  foundAt: (i: number) => F,
) {
  const areas = counted.asked.map((i) => {
    const { reason, ...figures } = foundAt(i)
    const reports = counted.held[i]!
    return { code: ground.areas[i]!.code, reason: reasonIn(counted, i, reason), figures: { ...figures, reports } }
  })
  return { family: areas.filter(({ reason }) => reason === null).length, areas }
}

/** Why an area has no figure: the change of its border goes before a figure that is missing for it. */
export const reasonIn = ({ changed }: Counted, i: number, reason: Reason | null): Reason | null =>
  reason === 'value_missing' && changed[i] === 1 ? 'border_changed' : reason
