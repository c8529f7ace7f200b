import type { Hold, Role, State } from '../api/terms.ts'
import type { Actor } from './actor.ts'
import type { Report } from './report.ts'
import type { StepName } from './step.ts'

/** One legal move: from where, to where, and who may make it. The system's own moves name no role. */
export interface Rule {
  move: StepName
  from: State
  /** Which holds it may be made from; null is "nothing to settle". */
  holds: readonly (Hold | null)[]
  /** Where it leads when nothing remains to be settled by a person. */
  to: State
  roles: readonly Role[]
}

const OPERATOR: readonly Role[] = ['operator']
const ACTING: readonly Role[] = ['operator', 'officer']
const RECEIVED = [null, 'unlocated'] as const
const LOCATED = [null, 'ambiguous', 'triage'] as const
const CLEAR = [null] as const

/** Every legal move; what is not here is refused. A held report keeps its state and waits. */
export const MOVES: readonly Rule[] = [
  { move: 'locate', from: 'received', holds: CLEAR, to: 'located', roles: [] },
  { move: 'route', from: 'located', holds: CLEAR, to: 'routed', roles: [] },
  // What came before any edition was in force is tried again once there is one.
  { move: 'relocate', from: 'received', holds: ['unlocated'], to: 'received', roles: [] },
  // Another edition came into force: the owner stays and with it the state, or the report is routed anew.
  { move: 'edition', from: 'received', holds: ['unlocated'], to: 'located', roles: [] },
  { move: 'edition', from: 'located', holds: LOCATED, to: 'located', roles: [] },
  { move: 'edition', from: 'routed', holds: CLEAR, to: 'located', roles: [] },
  { move: 'edition', from: 'dispatched', holds: CLEAR, to: 'located', roles: [] },

  { move: 'assign', from: 'routed', holds: CLEAR, to: 'dispatched', roles: OPERATOR },
  { move: 'recall', from: 'dispatched', holds: CLEAR, to: 'routed', roles: OPERATOR },
  { move: 'accept', from: 'dispatched', holds: CLEAR, to: 'dispatched', roles: ['officer'] },
  { move: 'return', from: 'dispatched', holds: CLEAR, to: 'routed', roles: ['officer'] },
  { move: 'close', from: 'dispatched', holds: CLEAR, to: 'closed', roles: ACTING },
  // Closed is not fixed: reopening goes straight back to the body that answered for it, not through the centre.
  { move: 'reopen', from: 'closed', holds: CLEAR, to: 'dispatched', roles: OPERATOR },

  // Manual fixes: new events that send the report through locating or routing once more.
  { move: 'repin', from: 'received', holds: RECEIVED, to: 'received', roles: OPERATOR },
  { move: 'repin', from: 'located', holds: LOCATED, to: 'received', roles: OPERATOR },
  { move: 'repin', from: 'routed', holds: CLEAR, to: 'received', roles: OPERATOR },
  { move: 'repin', from: 'dispatched', holds: CLEAR, to: 'received', roles: OPERATOR },
  { move: 'settle', from: 'received', holds: ['unlocated'], to: 'located', roles: OPERATOR },
  { move: 'settle', from: 'located', holds: ['ambiguous'], to: 'located', roles: OPERATOR },
  { move: 'classify', from: 'received', holds: RECEIVED, to: 'received', roles: OPERATOR },
  { move: 'classify', from: 'located', holds: LOCATED, to: 'located', roles: OPERATOR },
  { move: 'classify', from: 'routed', holds: CLEAR, to: 'located', roles: OPERATOR },
  { move: 'classify', from: 'dispatched', holds: CLEAR, to: 'located', roles: OPERATOR },
]

/** The rule a move follows from where the report stands; undefined: not legal there. */
export const ruleFor = (report: Report, move: StepName): Rule | undefined =>
  MOVES.find((rule) => rule.move === move && rule.from === report.state && rule.holds.includes(report.hold))

/** Whether this actor may make a move by this rule: by role, and officers only on what their unit was given. */
export const mayMove = (report: Report, rule: Rule, by: Actor): boolean => {
  if (by.role === 'system') return true
  if (!rule.roles.includes(by.role)) return false
  return by.role !== 'officer' || (report.assignedUnit !== null && by.units.includes(report.assignedUnit))
}

/** Names of the moves that are legal now for this actor. */
export const movesOf = (report: Report, by: Actor): StepName[] =>
  MOVES.filter((rule) => ruleFor(report, rule.move) === rule && mayMove(report, rule, by))
    .map(({ move }) => move)
    .filter((move) => report.acceptedAt === null || (move !== 'recall' && move !== 'accept'))
