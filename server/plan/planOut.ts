import type { PlanOut } from '../api/plan.ts'
import { unitsOf } from './check.ts'
import { CREW_RULES } from './crewRules.ts'
import type { ImpossibleCheck } from './impossible.ts'
import type { PlanRow, StoredRound, StoredVisit } from './store.ts'

/** The wire shape of a plan. `separate` is the number of visits the departments would have made alone. */
export function planOut(
  plan: PlanRow,
  visits: readonly StoredVisit[],
  rounds: readonly StoredRound[],
  {
    separate,
    impossible,
    names,
  }: { separate: number; impossible: ImpossibleCheck[]; names: ReadonlyMap<number, string> },
): PlanOut {
  const officers = rounds.reduce((sum, round) => sum + CREW_RULES.officersPerDepartment * round.units.length, 0)
  return {
    ...plan,
    figures: {
      checks: visits.reduce((sum, visit) => sum + visit.checks.length, 0),
      premises: new Set(visits.map((visit) => visit.premises)).size,
      separate,
      visits: visits.length,
      saved: separate - visits.length,
      cut: separate === 0 ? null : (separate - visits.length) / separate,
      rounds: rounds.length,
      officerHalfDays: officers,
      unplaced: visits.filter((visit) => visit.unplaced !== null).length,
    },
    visits: visits.map((visit) => ({
      id: visit.id,
      premises: visit.place.name,
      lonLat: [visit.place.at[0], visit.place.at[1]],
      street: visit.place.street,
      units: unitsOf(visit),
      matters: [...new Set(visit.checks.map((check) => check.matter))],
      release: visit.release,
      due: visit.due,
      unplaced: visit.unplaced,
    })),
    rounds: rounds.map((round) => ({
      id: round.id,
      zone: round.zone,
      day: round.day,
      half: round.half,
      units: round.units,
      travelMinutes: Math.round(round.travelS / 60),
      serviceMinutes: Math.round(round.serviceS / 60),
      leaves: clock(round.leaveS),
      back: clock(round.backS),
      crew: round.crew.map(({ person, unit }) => ({ name: names.get(person) ?? '', unit })),
      visits: round.stops.map(({ visit }) => visit),
    })),
    impossible,
  }
}

/** Seconds since midnight as HH:MM, rounded down. */
const clock = (seconds: number): string =>
  [Math.floor(seconds / 3600), Math.floor((seconds % 3600) / 60)].map((part) => String(part).padStart(2, '0')).join(':')
