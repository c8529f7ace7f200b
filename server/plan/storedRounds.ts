import { constraintWords } from '../../geo/rounds/plan/constraintWords.ts'
import type { Solution } from '../../geo/rounds/plan/solution.ts'
import type { Problem } from '../../geo/rounds/problem/problem.ts'
import type { Words } from '../api/terms.ts'
import type { Base } from './base.ts'
import { allOf } from './merge.ts'
import type { StoredRound } from './store.ts'

/** A solution as it is stored: visit ids are those of the rows, a round belongs to the zone of its base. */
export function storedRounds(
  problem: Problem,
  { rounds, unplaced, merged }: Solution,
  bases: readonly Base[],
): { rounds: Omit<StoredRound, 'id'>[]; unplaced: { visit: number; reason: Words }[] } {
  const zoneOf = new Map(bases.map(({ code, zone }) => [code, zone]))
  const serviceS = new Map(merged.visits.map((visit) => [visit.id, visit.serviceS]))
  const because = new Map(unplaced.map((one) => [one.visit, one.because]))
  return {
    rounds: rounds.map((round) => ({
      zone: zoneOf.get(round.zone)!,
      day: round.day,
      half: round.half,
      units: [...round.departments],
      travelS: round.travelS,
      serviceS: round.stops.reduce((sum, { visit }) => sum + serviceS.get(visit)!, 0),
      leaveS: round.leaveS,
      backS: round.backS,
      crew: round.crew.map(({ officer, department }) => ({ person: Number(officer), unit: department })),
      stops: round.stops.map(({ visit, startS, endS }) => ({ visit: Number(visit), startS, endS })),
    })),
    unplaced: [...because].map(([visit, constraints]) => ({
      visit: Number(visit),
      reason: allOf(constraints.map((constraint) => constraintWords(problem, constraint))),
    })),
  }
}
