import type { PlanOut, Words } from '../api.ts'
import { unitsOf } from './check.ts'
import { CREW_RULES } from './crews.ts'
import type { PlanRow, StoredRound, StoredVisit } from './store.ts'

/** Why a visit is in no round, in words: nobody should have to ask. */
const UNPLACED: Readonly<Record<string, Words>> = {
  'no-zone': { zh: '该街道不属于任何片区', en: 'Its street belongs to no zone' },
  'no-seat': {
    zh: '片区和街道均未登记办公地点，无法确定出发点',
    en: 'Neither zone nor street has a seat on record to start from',
  },
  unreachable: { zh: '路网不可达', en: 'No way leads there' },
  'too-far': { zh: '往返加检查时间超过半天', en: 'The way there and back with the visit exceeds a half-day' },
  'no-slot-in-window': { zh: '检查期限内没有工作半天', en: 'Its window holds no working half-day' },
  'no-crew-free': { zh: '检查期限内已无空闲班组', en: 'No crew is free inside its window' },
}

/** The wire shape of a plan. `separate` is the number of visits the departments would have made alone. */
export function planOut(
  plan: PlanRow,
  visits: readonly StoredVisit[],
  rounds: readonly StoredRound[],
  { separate, impossible }: { separate: number; impossible: number[] },
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
      premises: visit.premisesName,
      lonLat: [visit.at[0], visit.at[1]],
      street: visit.street,
      units: unitsOf(visit),
      matters: [...new Set(visit.checks.map((check) => check.matter))],
      release: visit.release,
      due: visit.due,
      unplaced: visit.unplaced === null ? null : UNPLACED[visit.unplaced]!,
    })),
    rounds: rounds.map((round) => ({
      id: round.id,
      zone: round.zone,
      day: round.day,
      half: round.half,
      units: round.units,
      travelMinutes: Math.round(round.travelS / 60),
      serviceMinutes: Math.round(round.serviceS / 60),
      visits: round.visits,
    })),
    impossible,
  }
}
