import { bits } from '../bits.ts'
import type { Constraint } from '../plan/constraint.ts'
import { irreducible } from '../plan/irreducible.ts'
import { premisesById } from '../problem/premisesById.ts'
import { isPlaceable, type Limit, limitOf, limitsOf, type Question } from './openings.ts'

/** Whether these constraints, of a visit that was left out, still keep it out. */
export const keepsOut = (question: Question, because: readonly Constraint[]): boolean =>
  !isPlaceable(question, new Set(because.map(limitOf)))

/** Whether the visit could be placed without any one of them: where they keep it out, none can be left aside. */
export const areAllNeeded = (question: Question, because: readonly Constraint[]): boolean =>
  because.every(
    (one) =>
      !keepsOut(
        question,
        because.filter((other) => other !== one),
      ),
  )

/** The smallest part of constraints that keep a visit out which still does. */
export const shorter = (question: Question, because: readonly Constraint[]): Constraint[] =>
  irreducible(because, (part) => keepsOut(question, part))

/**
 * Why a visit is in no round: a smallest set of constraints that keeps it out of the rounds as they are. Without any one of
 * them the rest of them would let it in; a constraint without which it could be placed, all others holding, is among them.
 */
export function whyOut(question: Question): Constraint[] {
  const visit = question.visits[question.stop - 1]!
  const keepsOut = (limits: readonly Limit[]) => !isPlaceable(question, new Set(limits))
  return irreducible(limitsOf(visit), keepsOut).map((limit) => constraintOf(limit, question))
}

function constraintOf(limit: Limit, { problem, rota, visits, stop }: Question): Constraint {
  const { model } = rota
  const visit = visits[stop - 1]!
  const premises = premisesById(problem).get(visit.premises)!
  const { rules } = problem
  switch (limit) {
    case 'window':
      return { kind: limit, release: visit.release, due: visit.due }
    case 'opening-hours':
    case 'unreachable':
      return { kind: limit, premises: premises.id }
    case 'cool-off':
      return { kind: limit, premises: premises.id, days: premises.coolOffDays }
    case 'crew-size':
      return {
        kind: limit,
        needed: bits(model.need[stop]!) * rules.officersPerDepartment,
        most: rules.mostOfficersPerRound!,
      }
    case 'rounds-per-half-day': {
      const zone = problem.zones.find(({ id }) => id === premises.zone)!
      return { kind: limit, zone: zone.id, most: zone.roundsPerHalfDay! }
    }
    case 'half-day-length': {
      const { legs, stay, opens, closes } = model
      const lengthS = legs.of(0, stop) + stay[stop]! + legs.of(stop, 0)
      return { kind: limit, lengthS, longestS: Math.max(closes[0] - opens[0], closes[1] - opens[1]) }
    }
    default:
      return {
        kind: 'officers',
        department: limit.slice('officers:'.length),
        needed: rules.officersPerDepartment,
      }
  }
}
