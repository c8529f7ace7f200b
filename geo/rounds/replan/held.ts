import type { Merged } from '../merge/merged.ts'
import type { Visit } from '../merge/visit.ts'
import type { Round } from '../plan/round.ts'
import type { Solution, Unplaced } from '../plan/solution.ts'
import type { Problem } from '../problem/problem.ts'
import { isSameHalfDay, type LocksAfter, mayGo } from './locks.ts'

/**
 * Rounds that an event leaves as they are, but for making room for others: their visits are the very same, their officers
 * may go and are in no locked round, and no locked round that is new takes the team or comes near their premises.
 */
export function heldRounds(
  now: Problem,
  merged: Merged,
  before: Solution,
  { rounds: locked, fresh }: LocksAfter,
): Round[] {
  const isNow = new Map(merged.visits.map((visit) => [visit.id, visit]))
  const was = new Map(before.merged.visits.map((visit) => [visit.id, visit]))
  const may = mayGo(now, before)
  const lockedAt = new Set(fresh.flatMap(({ stops }) => stops.map(({ visit }) => isNow.get(visit)!.premises)))
  const isTaken = (round: Round) =>
    locked.some((other) => isSameHalfDay(other, round) && round.crew.some(({ officer }) => isIn(other, officer))) ||
    fresh.some((other) => isSameHalfDay(other, round) && other.zone === round.zone)
  return before.rounds.filter(
    (round) =>
      !round.locked &&
      round.stops.every(({ visit: id }) => isNow.get(id) === was.get(id) && !lockedAt.has(was.get(id)!.premises)) &&
      may(round) &&
      !isTaken(round),
  )
}

const isIn = ({ crew }: Round, officer: string): boolean => crew.some((one) => one.officer === officer)

/** A visit that no round takes. */
export interface LeftOut {
  visit: Visit
  /** Its checks, with the reasons for it. */
  checks: Unplaced[]
}

/** Visits that were left out before and are the very same. */
export function leftOut(merged: Merged, before: Solution): LeftOut[] {
  const was = new Map(before.merged.visits.map((visit) => [visit.id, visit]))
  const byId = Map.groupBy(before.unplaced, ({ visit }) => visit)
  return merged.visits.flatMap((visit) => {
    const checks = byId.get(visit.id)
    return checks !== undefined && was.get(visit.id) === visit ? [{ visit, checks }] : []
  })
}
