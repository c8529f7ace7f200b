import { tripsOf } from '../crews/trip.ts'
import { merge } from '../merge/merge.ts'
import type { Problem } from '../problem/problem.ts'

/** Departments, by code, put into groups: those of a group go out together, groups go on their own. */
export type Grouping = readonly (readonly string[])[]

/**
 * From every department that has checks alone to all of them together: one step joins the two groups whose joint visits
 * save most (agglomerative clustering). The ends come first: all together, each
 * alone, then what lies between from the most joined on.
 */
export function groupingsOf(problem: Problem): Grouping[] {
  const planned = new Set(problem.checks.map(({ department }) => department))
  const alone: Grouping = problem.departments.filter(({ code }) => planned.has(code)).map(({ code }) => [code])
  const visits = visitCounter(problem)
  const all = [alone]
  while (all.at(-1)!.length > 1) all.push(joinedOnce(all.at(-1)!, visits))
  const [first, ...others] = all
  return others.length === 0 ? [first!] : [others.at(-1)!, first!, ...others.slice(0, -1).reverse()]
}

function joinedOnce(groups: Grouping, visits: (codes: readonly string[]) => number): Grouping {
  let best: { a: number; b: number; saved: number } | null = null
  for (const [a, one] of groups.entries()) {
    for (const [b, other] of groups.entries()) {
      if (b <= a) continue
      const saved = visits(one) + visits(other) - visits([...one, ...other])
      if (best === null || saved > best.saved) best = { a, b, saved }
    }
  }
  const { a, b } = best!
  const joined = [...groups[a]!, ...groups[b]!]
  return groups.flatMap((group, k) => (k === a ? [joined] : k === b ? [] : [group]))
}

/** Fewest visits that serve the checks of some departments, each set counted once; locked rounds are part of every count. */
function visitCounter(problem: Problem): (codes: readonly string[]) => number {
  const trip = tripsOf(problem)
  const counts = new Map<string, number>()
  return (codes) => {
    const key = [...codes].sort().join(' ')
    const known = counts.get(key)
    if (known !== undefined) return known
    const { visits } = merge(checksOf(problem, codes), trip)
    const count = visits.filter(({ locked }) => !locked).length
    counts.set(key, count)
    return count
  }
}

/** The problem with the checks of these departments alone, and those that locked rounds have taken. */
export function checksOf(problem: Problem, codes: readonly string[]): Problem {
  const locked = new Set(problem.locked.flatMap(({ visits }) => visits.flatMap(({ checks }) => checks)))
  return {
    ...problem,
    checks: problem.checks.filter(({ id, department }) => locked.has(id) || codes.includes(department)),
  }
}
