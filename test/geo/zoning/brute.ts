import type { Criterion, Score, ZoningProblem } from '../../../geo/zoning/zoning.ts'

/**
 * Every division that keeps every rule, each with its score: written apart from the product, from the definitions
 * alone, over all ways to put streets into zones.
 */
export function everyDivision(problem: ZoningProblem): { division: number[]; score: Score }[] {
  const kept: { division: number[]; score: Score }[] = []
  const walk = (division: number[], used: number) => {
    if (division.length === problem.streets.length) {
      if (used === problem.zones && keepsRules(problem, division))
        kept.push({ division, score: scored(problem, division) })
      return
    }
    for (let zone = 0; zone <= Math.min(used, problem.zones - 1); zone++) {
      walk([...division, zone], Math.max(used, zone + 1))
    }
  }
  walk([], 0)
  return kept
}

const membersOf = (problem: ZoningProblem, division: readonly number[]) =>
  Array.from({ length: problem.zones }, (_, zone) => division.flatMap((of, street) => (of === zone ? [street] : [])))

export function keepsRules(problem: ZoningProblem, division: readonly number[]): boolean {
  const { minStreets, maxStreets, together, apart, locks, seats } = problem.constraints
  const bound = [...locks, ...seats]
  const sizes = membersOf(problem, division)
  return (
    sizes.every((streets) => streets.length >= minStreets && streets.length <= maxStreets) &&
    sizes.every((streets) => reached(problem, streets).size === streets.length) &&
    together.every(([a, b]) => division[a] === division[b]) &&
    apart.every(([a, b]) => division[a] !== division[b]) &&
    bound.every((one) =>
      bound.every((two) => (one.zone === two.zone) === (division[one.street] === division[two.street])),
    )
  )
}

function reached(problem: ZoningProblem, streets: readonly number[]): Set<number> {
  const seen = new Set(streets.slice(0, 1))
  for (let grown = true; grown; ) {
    grown = false
    for (const { a, b } of problem.borders) {
      if (!streets.includes(a) || !streets.includes(b) || seen.has(a) === seen.has(b)) continue
      seen.add(a).add(b)
      grown = true
    }
  }
  return seen
}

function scored(problem: ZoningProblem, division: readonly number[]): Score {
  const zones = membersOf(problem, division)
  const travels = zones.map((streets) => {
    const fixed = problem.constraints.seats.find(({ street }) => streets.includes(street))
    const sum = (times: readonly number[]) => streets.reduce((total, street) => total + times[street]!, 0)
    return fixed === undefined ? Math.min(...streets.map((seat) => sum(problem.seconds[seat]!))) : sum(fixed.seconds)
  })
  const heaviest = Math.max(...problem.chosen.map(({ weight }) => weight))
  const deviations = problem.chosen.flatMap(({ load, weight }) => {
    const amounts = zones.map((streets, n) =>
      load === 'travel' ? travels[n]! : streets.reduce((sum, at) => sum + problem.streets[at]!.loads[load]!, 0),
    )
    const mean = amounts.reduce((a, b) => a + b) / zones.length
    return mean === 0 ? [] : amounts.map((amount) => (weight / heaviest) * Math.abs(amount / mean - 1))
  })
  const cut = problem.borders.filter(({ a, b }) => division[a] !== division[b])
  return {
    deviation: Math.max(0, Math.ceil(Math.max(0, ...deviations) * 100 - 1e-9)),
    border: Math.round(cut.reduce((sum, { metres }) => sum + metres, 0)),
    travel: Math.round(travels.reduce((a, b) => a + b)),
    moved: fewestMoved(problem, zones),
  }
}

/** Streets moved under the kindest naming of the zones, every naming tried. */
function fewestMoved(problem: ZoningProblem, zones: readonly (readonly number[])[]): number {
  const { locks, seats } = problem.constraints
  const bound = new Map<number, string>()
  for (const { street, zone } of [...locks, ...seats]) {
    bound.set(
      zones.findIndex((streets) => streets.includes(street)),
      zone,
    )
  }
  const taken = new Set(bound.values())
  const free = [...new Set(problem.today)].filter((label) => label !== null && !taken.has(label))
  const movedFrom = (n: number, label: string | null) =>
    zones[n]!.filter((at) => problem.today[at] !== null && problem.today[at] !== label).length
  const walk = (n: number, left: readonly (string | null)[]): number => {
    if (n === zones.length) return 0
    const own = bound.get(n)
    if (own !== undefined) return movedFrom(n, own) + walk(n + 1, left)
    return Math.min(
      movedFrom(n, null) + walk(n + 1, left),
      ...left.map(
        (label) =>
          movedFrom(n, label) +
          walk(
            n + 1,
            left.filter((other) => other !== label),
          ),
      ),
    )
  }
  return walk(0, free)
}

export const best = (all: readonly { score: Score }[], order: readonly Criterion[]): Score =>
  all
    .map(({ score }) => score)
    .toSorted((a, b) => order.map((name) => a[name] - b[name]).find((difference) => difference !== 0) ?? 0)[0]!
