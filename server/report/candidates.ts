import { haversineM } from '../../geo/travel.ts'
import type { LonLat } from '../../geo/types.ts'
import type { Candidate } from '../api/report.ts'
import type { Day } from '../clock/localTime.ts'
import { belongsTo, isCertified, type Officer } from '../duty/officer.ts'
import type { Unit } from '../duty/unit.ts'

/** Who could be sent, and what is known of them. */
export interface Force {
  /** The owner and its teams. */
  units: readonly Unit[]
  officers: readonly Officer[]
  /** Reports in hand. */
  loads: readonly { unit: string; person: number | null; count: number }[]
  day: Day
}

/** The law asks for two certified officers at a check. */
const CREW = 2

/** Teams before the body itself, then certified officers; among equals the least loaded, then the nearest. */
export function rankCandidates(lonLat: LonLat | null, force: Force): Candidate[] {
  const units = force.units.map((unit) => ({ unit, candidate: unitCandidate(unit, lonLat, force) }))
  const rankOf = (unit: Unit) => (unit.kind === 'team' || unit.kind === 'squad' ? 0 : 1)
  units.sort((a, b) => rankOf(a.unit) - rankOf(b.unit) || easier(a.candidate, b.candidate))
  const people = force.units.flatMap((unit) => peopleOf(unit, lonLat, force)).sort(easier)
  return [...units.map(({ candidate }) => candidate), ...people]
}

const easier = (a: Candidate, b: Candidate): number =>
  a.load - b.load || (a.distanceM ?? Infinity) - (b.distanceM ?? Infinity) || (a.unit < b.unit ? -1 : 1)

function unitCandidate(unit: Unit, lonLat: LonLat | null, { officers, loads, day }: Force): Candidate {
  const load = loads.filter((one) => one.unit === unit.code).reduce((sum, { count }) => sum + count, 0)
  const able = officers.filter((officer) => belongsTo(officer, [unit.code], day) && isCertified(officer, day)).length
  return {
    ...whereFrom(unit, lonLat),
    person: null,
    personName: null,
    load,
    certified: able >= CREW,
    reason: {
      zh: `${unit.parent === null ? '执法主体本身' : '执法主体的队伍'}，持证 ${able} 人，在办 ${load} 件`,
      en: `${unit.parent === null ? 'The owner itself' : 'Carries out for the owner'}; ${able} certified, ${load} in hand`,
    },
  }
}

function peopleOf(unit: Unit, lonLat: LonLat | null, { officers, loads, day }: Force): Candidate[] {
  const able = officers.filter((officer) => belongsTo(officer, [unit.code], day) && isCertified(officer, day))
  return able.map((officer) => {
    const load = loads.filter(({ person }) => person === officer.id).reduce((sum, { count }) => sum + count, 0)
    return {
      ...whereFrom(unit, lonLat),
      person: officer.id,
      personName: officer.name,
      load,
      certified: true,
      reason: {
        zh: `当日在${unit.name}任职，执法证有效至 ${officer.certifiedUntil}，在办 ${load} 件`,
        en: `Posted to ${unit.nameEn} that day, certified until ${officer.certifiedUntil}, ${load} in hand`,
      },
    }
  })
}

const whereFrom = (unit: Unit, lonLat: LonLat | null) => ({
  unit: unit.code,
  unitName: unit.name,
  distanceM:
    lonLat === null || unit.seatLon === null || unit.seatLat === null
      ? null
      : haversineM([unit.seatLon, unit.seatLat], lonLat),
})
