import type { FileCheck, FilePremises } from './problemFile.ts'
import type { Sharing } from './sharing.ts'

/** Up to so many checks of a premises are proven again; sets of them are numbers, a bit a check. */
export const MOST_CHECKS = 12

/**
 * The most of these checks that so many visits can serve, and the fewest visits that do: over all sets of checks, by
 * dynamic programming. `over[set]` is the earliest day on which the last of k visits that serve the set can be; a
 * further visit must lie a cool-off later (or earlier ones could change places). 3ⁿ steps a visit.
 */
export function mostServed(
  share: Sharing,
  premises: FilePremises,
  checks: readonly FileCheck[],
  mostVisits: number,
): { served: number; visits: number } {
  const sets = 2 ** checks.length
  const days = Array.from({ length: sets }, (_, set) =>
    set === 0
      ? []
      : share(
          premises,
          checks.filter((_, at) => (set >>> at) & 1),
        ),
  )
  const gap = premises.coolOffDays ?? 0
  let best = { served: 0, visits: 0 }
  let over = new Float64Array(sets).fill(Infinity)
  over[0] = -Infinity
  for (let visits = 1; visits <= mostVisits && best.served < checks.length; visits++) {
    const next = new Float64Array(sets).fill(Infinity)
    for (let done = 0; done < sets; done++) {
      if (over[done] === Infinity) continue
      const rest = sets - 1 - done
      for (let visit = rest; visit > 0; visit = (visit - 1) & rest) {
        const day = days[visit]!.find((one) => one >= over[done]! + gap)
        if (day !== undefined && day < next[done | visit]!) next[done | visit] = day
      }
    }
    const served = next.reduce((most, day, set) => (day < Infinity ? Math.max(most, ones(set)) : most), 0)
    if (served === 0) break
    if (served > best.served) best = { served, visits }
    over = next
  }
  return best
}

const ones = (set: number): number => set.toString(2).replaceAll('0', '').length
