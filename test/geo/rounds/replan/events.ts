import type { Round } from '../../../../geo/rounds/plan/round.ts'
import type { Solution } from '../../../../geo/rounds/plan/solution.ts'
import type { Problem } from '../../../../geo/rounds/problem/problem.ts'
import type { PlanEvent } from '../../../../geo/rounds/replan/event.ts'

export const KINDS = ['checks-dropped', 'officer-away', 'premises-added', 'checks-added', 'round-locked'] as const

/** An event of a kind at a random place of a plan; null where the plan has none. */
export function eventFor(
  problem: Problem,
  solution: Solution,
  kind: (typeof KINDS)[number],
  which: number,
): PlanEvent | null {
  const pick = <T>(all: readonly T[]): T | undefined => all[which % Math.max(1, all.length)]
  const check = pick(problem.checks)!
  const fresh = { ...check, id: 'new-check' }
  switch (kind) {
    case 'checks-dropped':
      return { kind, checks: [check.id] }
    case 'officer-away': {
      const officer = pick(problem.officers ?? [])
      const days = problem.workingDays
      const from = pick(days)!
      const to = days[Math.min(days.length - 1, days.indexOf(from) + (which % 4))]!
      return officer === undefined
        ? null
        : { kind, officer: officer.id, absence: { from, to, half: which % 3 === 0 ? 'morning' : null } }
    }
    case 'premises-added': {
      if (problem.travel.kind === 'table') return null
      const premises = { ...problem.premises.find(({ id }) => id === check.premises)!, id: 'new', name: '新企业' }
      return { kind, premises, checks: [{ ...fresh, premises: 'new' }] }
    }
    case 'checks-added':
      return { kind, checks: [fresh] }
    case 'round-locked': {
      const round = pick(solution.rounds)
      return round === undefined || round.locked ? null : { kind, round: lockedAs(round, solution) }
    }
  }
}

/** A round as it goes, to be locked. */
export function lockedAs({ zone, day, half, stops, crew }: Round, { merged }: Solution) {
  const visits = stops.map(({ visit }) => {
    const { premises, checks } = merged.visits.find(({ id }) => id === visit)!
    return { premises, checks: [...checks] }
  })
  return { zone, day, half, visits, officers: crew.map(({ officer, department }) => ({ officer, department })) }
}
