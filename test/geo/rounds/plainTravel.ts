import type { Premises } from '../../../geo/rounds/problem/premises.ts'
import type { Problem } from '../../../geo/rounds/problem/problem.ts'
import { haversineM } from '../../../geo/travel.ts'

/** Seconds from one named place to another, the stop's fixed time at premises included; null where no way leads. */
export function driveS({ travel, zones, premises }: Problem, from: string, to: string): number | null {
  if (travel.kind === 'table') return travel.seconds[travel.places.indexOf(from)]?.[travel.places.indexOf(to)] ?? null
  const at = (name: string) =>
    zones.find(({ id }) => name === `zone:${id}`)?.seat ?? premises.find(({ id }) => name === `premises:${id}`)!.at
  const metres = haversineM(at(from), at(to)) * travel.circuity
  return Math.round(metres / (travel.kmPerHour / 3.6)) + (to.startsWith('premises:') ? travel.stopS : 0)
}

/** The way there and back, as merging asks for it. */
export const tripOf = (problem: Problem) => (premises: Premises) => {
  const thereS = driveS(problem, `zone:${premises.zone}`, `premises:${premises.id}`)
  const backS = driveS(problem, `premises:${premises.id}`, `zone:${premises.zone}`)
  return thereS === null || backS === null ? null : { thereS, backS }
}
