import type { Visit } from '../merge/visit.ts'
import type { Round } from '../plan/round.ts'
import type { Solution } from '../plan/solution.ts'
import { premisesById } from '../problem/premisesById.ts'
import type { Problem } from '../problem/problem.ts'
import { partialAttendance } from './attendance.ts'
import { driveOf } from './driveOf.ts'

/** Officer-seconds of rounds: if every crew is together from leaving to being back, and if departments join late and leave early. */
export function officerSeconds(
  problem: Problem,
  visits: readonly Visit[],
  rounds: readonly Round[],
): Solution['officerS'] {
  const { officersPerDepartment } = problem.rules
  const visitById = new Map(visits.map((visit) => [visit.id, visit]))
  const byId = premisesById(problem)
  let whole = 0
  let partial = 0
  for (const round of rounds) {
    const stops = round.stops.map(({ visit }) => visitById.get(visit)!)
    const premises = stops.map((visit) => byId.get(visit.premises)!)
    const drive = driveOf(problem, stops, premises, [round.zone])
    const route = { slot: 0, stops: stops.map((_, k) => k + 1) }
    for (const code of round.departments) {
      const bit = 1 << problem.departments.findIndex((department) => department.code === code)
      const { fromS, toS } = partialAttendance(drive, route, { ...round, stops: [...round.stops] }, bit)
      whole += officersPerDepartment * (round.backS - round.leaveS)
      partial += officersPerDepartment * (toS - fromS)
    }
  }
  return { whole, partial }
}
