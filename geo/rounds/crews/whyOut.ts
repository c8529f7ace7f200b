import { bits } from '../bits.ts'
import type { Constraint } from '../plan/constraint.ts'
import { irreducible } from '../plan/irreducible.ts'
import { premisesById } from '../problem/premisesById.ts'
import { isPlaceable, type Limit, limitOf, limitsOf, type Question } from './openings.ts'

/** Whether these constraints, of a visit that was left out, still keep it out. */
export const keepsOut = (question: Question, because: readonly Constraint[]): boolean =>
  !isPlaceable(question, new Set(because.map(limitOf)))

/** Whether they do, and none of them could be left aside. */
export const isWhy = (question: Question, because: readonly Constraint[]): boolean =>
  keepsOut(question, because) &&
  because.every(
    (one) =>
      !keepsOut(
        question,
        because.filter((other) => other !== one),
      ),
  )

/**
 * Why a visit is in no round: a smallest set of constraints that keeps it out of the rounds as they are. Without any one
 * of them it could be placed.
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
