import type { TravelMatrix } from '../travel.ts'

/** A visit that some round should take. */
export interface Stop {
  id: string
  /** Departments that must be there, as bits of Problem.departments. */
  departments: number
  serviceS: number
  /** First and last half-day slot in which the visit may happen, both included. */
  release: number
  due: number
}

/** One zone's rounds: seat → stops → seat within one half-day, crews of several departments. */
export interface Problem {
  stops: readonly Stop[]
  /** Names of the department bits, lowest first; at most 31. */
  departments: readonly string[]
  /** Place 0 is the zone seat, place i + 1 is stops[i]. */
  travel: TravelMatrix
  /** Length of a half-day in seconds. */
  shiftS: number
  /** Number of half-day slots of the horizon, and how many rounds the zone can send out in one. */
  slots: number
  roundsPerSlot: number
  /** Certified officers each department must bring; by law at least 2. */
  officersPerDepartment: number
}

/** Checks a problem at birth; throws a RangeError that names the first thing that cannot be. */
export function checkedProblem(problem: Problem): Problem {
  const places = problem.stops.length + 1
  const { travel, departments, stops } = problem
  if (departments.length > 31) throw new RangeError(`at most 31 departments, got ${departments.length}`)
  if (travel.from !== places || travel.to !== places)
    throw new RangeError(`travel matrix must be ${places} × ${places}, got ${travel.from} × ${travel.to}`)
  if (!(problem.shiftS > 0)) throw new RangeError(`shift must be longer than 0 s, got ${problem.shiftS}`)
  if (!(problem.roundsPerSlot >= 1))
    throw new RangeError(`roundsPerSlot must be at least 1, got ${problem.roundsPerSlot}`)
  const known = 2 ** departments.length - 1
  for (const stop of stops) {
    if (!(stop.serviceS >= 0)) throw new RangeError(`stop ${stop.id}: service must be ≥ 0 s, got ${stop.serviceS}`)
    if (stop.release > stop.due)
      throw new RangeError(`stop ${stop.id}: release ${stop.release} is after due ${stop.due}`)
    if ((stop.departments & ~known) !== 0) throw new RangeError(`stop ${stop.id}: department bit outside the list`)
  }
  return problem
}

/** Seconds from place a to place b (0 is the seat). */
export const travelS = (problem: Problem, a: number, b: number): number =>
  problem.travel.seconds[a * problem.travel.to + b]!
