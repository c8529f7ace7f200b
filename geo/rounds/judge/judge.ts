import type { Solution } from '../plan/solution.ts'
import { type Facts, factsOf } from './facts.ts'
import type { ProblemFile } from './problemFile.ts'
import { costAdds } from './rules/costAdds.ts'
import { crewsComplete } from './rules/crewsComplete.ts'
import { daysAllowed } from './rules/daysAllowed.ts'
import { everyCheckOnce } from './rules/everyCheckOnce.ts'
import { locksKept } from './rules/locksKept.ts'
import { mattersCompatible } from './rules/mattersCompatible.ts'
import { officersAllowed } from './rules/officersAllowed.ts'
import { proofsHold } from './rules/proofsHold.ts'
import { teamsEnough } from './rules/teamsEnough.ts'
import { timesFollow } from './rules/timesFollow.ts'
import { visitsApart } from './rules/visitsApart.ts'
import { visitsAsRuled } from './rules/visitsAsRuled.ts'
import { withinHours } from './rules/withinHours.ts'
import type { Violation } from './violation.ts'

const RULES: readonly ((facts: Facts) => Violation[])[] = [
  everyCheckOnce,
  visitsAsRuled,
  mattersCompatible,
  proofsHold,
  daysAllowed,
  timesFollow,
  withinHours,
  crewsComplete,
  officersAllowed,
  teamsEnough,
  visitsApart,
  locksKept,
  costAdds,
]

/**
 * Every rule that a solution breaks. Reads nothing but the problem as its file has it (lawful rows: those that
 * `readProblem` set aside are not among them) and the solution; it shares no code with merging and the search, has its
 * own calendar, travel and matching, and proves the fewest visits its own way. What a locked round was told (its day, its
 * visits) is not judged, only that it was kept; its officers and times are.
 */
export function judge(file: ProblemFile, solution: Solution): Violation[] {
  const facts = factsOf(file, solution)
  return RULES.flatMap((rule) => rule(facts))
}
