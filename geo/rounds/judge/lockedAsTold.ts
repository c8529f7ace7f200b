import type { Visit } from '../merge/visit.ts'
import type { Round } from '../plan/round.ts'
import type { Solution } from '../plan/solution.ts'
import type { ProblemFile } from './problemFile.ts'

type Told = NonNullable<ProblemFile['locked']>[number]

/** The rounds that are a locked round of the problem as it was told: round → locked round, both counted from 0. */
export function lockedAsTold(
  { locked = [] }: ProblemFile,
  { rounds }: Solution,
  visits: ReadonlyMap<string, Visit>,
): Map<number, number> {
  const kept = new Map<number, number>()
  for (const [index, told] of locked.entries()) {
    const round = rounds.findIndex((one, at) => !kept.has(at) && isAsTold(one, told, visits))
    if (round >= 0) kept.set(round, index)
  }
  return kept
}

const isAsTold = (round: Round, told: Told, visits: ReadonlyMap<string, Visit>): boolean =>
  round.locked &&
  round.zone === told.zone &&
  round.day === told.day &&
  round.half === told.half &&
  round.stops.length === told.visits.length &&
  round.stops.every(({ visit: id }, at) => {
    const visit = visits.get(id)
    const { premises, checks } = told.visits[at]!
    return visit?.premises === premises && visit.checks.toSorted().join() === checks.toSorted().join()
  }) &&
  (told.officers ?? []).every(({ department, officer }) =>
    round.crew.some((duty) => duty.department === department && duty.officer === officer),
  )
