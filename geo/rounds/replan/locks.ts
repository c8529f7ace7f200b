import { type LockedOrder, lockedRounds, visitsOfLocks } from '../crews/lockedRounds.ts'
import { isRecused, mayServe } from '../crews/roster.ts'
import { slotsByHalfDay } from '../crews/settled.ts'
import type { KeptCrews } from '../crews/staffAll.ts'
import type { Merged } from '../merge/merged.ts'
import type { Round } from '../plan/round.ts'
import type { Solution } from '../plan/solution.ts'
import type { HalfDay } from '../problem/halfDay.ts'
import type { LockedRound } from '../problem/lockedRound.ts'
import type { Problem } from '../problem/problem.ts'

/** The locked rounds after an event. */
export interface LocksAfter {
  /** All of them, as they go. */
  rounds: Round[]
  /** Those among them that did not go like that before. */
  fresh: Round[]
  /** Locks whose rounds have too few officers: they cannot go as they were told. */
  hopeless: LockedRound[]
}

/**
 * Locked rounds that can go as before do. For the others who went before goes again if possible, else somebody who is free, else
 * anybody who is in no other locked round: these go first.
 */
export function locksAfter(now: Problem, { visits }: Merged, before: Solution, keep: KeptCrews): LocksAfter {
  const visitsOf = visitsOfLocks(visits)
  const roundOf = new Map(before.rounds.flatMap((round) => round.stops.map(({ visit }) => [visit, round] as const)))
  const isKept = new Set(before.merged.visits)
  const may = mayGo(now, before)
  const lacks = ({ crew, departments }: Round) =>
    now.officers !== null && crew.length < departments.length * now.rules.officersPerDepartment
  const standing = new Map<LockedRound, Round>()
  for (const lock of now.locked) {
    const stops = visitsOf(lock)
    const round = roundOf.get(stops[0]!.id)
    if (round === undefined || !stops.every((visit) => isKept.has(visit))) continue
    if (isAsTold(round, lock) && may(round) && !lacks(round)) standing.set(lock, round)
  }
  const locks = now.locked.filter((lock) => !standing.has(lock))
  if (locks.length === 0) return { rounds: [...standing.values()], fresh: [], hopeless: [] }
  const own = new Set(locks.flatMap((lock) => visitsOf(lock).map(({ id }) => id)))
  const others = before.rounds.filter(({ stops }) => !stops.some(({ visit }) => own.has(visit)))
  const drawn = (order: Omit<LockedOrder, 'seed' | 'keep'>) =>
    lockedRounds(now, visits, { seed: before.seed, keep, ...order })
  const among = (busy: readonly Round[]) => drawn({ locks, busy: busyIn(now, busy) })
  let fresh = among(others)
  if (fresh.some(lacks)) fresh = among([...standing.values()])
  if (!fresh.some(lacks)) return { rounds: [...standing.values(), ...fresh], fresh, hopeless: [] }
  const all = drawn({ locks: now.locked })
  const lackingVisits = new Set(all.filter(lacks).flatMap(({ stops }) => stops.map(({ visit }) => visit)))
  const hopeless = now.locked.filter((lock) => visitsOf(lock).some(({ id }) => lackingVisits.has(id)))
  return { rounds: all, fresh: all, hopeless }
}

const isAsTold = ({ locked, stops, crew, ...where }: Round, lock: LockedRound): boolean =>
  locked &&
  isSameHalfDay(where, lock) &&
  stops.length === lock.visits.length &&
  lock.officers.every((one) => crew.some((duty) => duty.officer === one.officer && duty.department === one.department))

export const isSameHalfDay = (a: HalfDay, b: HalfDay): boolean => a.day === b.day && a.half === b.half

/** Whether all officers of an earlier round may still go. */
export function mayGo({ officers }: Problem, { merged }: Solution): (round: Round) => boolean {
  if (officers === null) return () => true
  const byId = new Map(officers.map((officer) => [officer.id, officer]))
  const premisesOf = new Map(merged.visits.map(({ id, premises }) => [id, premises]))
  return (round) =>
    round.crew.every(({ officer: id, department }) => {
      const officer = byId.get(id)!
      const premises = round.stops.map(({ visit }) => premisesOf.get(visit)!)
      return mayServe(officer, department, round.zone, round) && !isRecused(officer, premises)
    })
}

/** Officers who are out with these rounds, by slot. */
export function busyIn(problem: Problem, rounds: readonly Round[]): Map<number, Set<string>> {
  const slots = slotsByHalfDay(problem)
  const bySlot = Map.groupBy(rounds, ({ day, half }) => slots.get(`${day} ${half}`)!)
  return new Map(
    [...bySlot].map(([slot, out]) => [slot, new Set(out.flatMap(({ crew }) => crew.map((one) => one.officer)))]),
  )
}
