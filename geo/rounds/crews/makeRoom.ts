import type { Visit } from '../merge/visit.ts'
import type { Constraint } from '../plan/constraint.ts'
import type { Problem } from '../problem/problem.ts'
import { NONE } from './model.ts'
import { bestOpening, limitsOf, type Opening, openings, type Question } from './openings.ts'
import type { Rota } from './rota.ts'
import { keepsOut } from './whyOut.ts'

/** Visits that were left out of an earlier plan. */
export interface LeftBefore {
  /** What kept each of them out, by its id. */
  because: ReadonlyMap<string, readonly Constraint[]>
  /** Slots in which rounds have become others since. */
  stirred: ReadonlySet<number>
}

export const NONE_LEFT: LeftBefore = { because: new Map(), stirred: new Set() }

/** Stops that are looked at to be moved: a district that is planned for twice what fits would take minutes over it. */
const MOST_TRIED = 100_000

/**
 * Puts every stop that is out where it takes least; where nothing takes it, one other stop is moved out of its way if
 * that one has somewhere to go (an ejection chain of length one, Glover 1996), until MOST_TRIED were looked at. For a
 * visit that was left out before and is still kept out by the same, only such stops are moved as leave or reach a slot
 * in which rounds have become others: all else was tried then. What fits nowhere in the end stays out.
 */
export function makeRoom(problem: Problem, rota: Rota, visits: readonly Visit[], left = NONE_LEFT): void {
  let tried = 0
  const isFree = () => tried++ < MOST_TRIED
  const isStirred = movable(problem, rota, visits, left.stirred)
  const isMovable = (other: number) => isStirred(other) && isFree()
  let hasMoved = false
  for (const question of questions(problem, rota, visits)) {
    const because = left.because.get(visits[question.stop - 1]!.id)
    const isStillOut = because !== undefined && keepsOut(question, because)
    if (isStillOut) hasMoved = moveOne(question, isMovable) || hasMoved
    else if (!putIn(question)) hasMoved = moveOne(question, isFree) || hasMoved
  }
  if (hasMoved) for (const question of questions(problem, rota, visits)) putIn(question)
}

function* questions(problem: Problem, rota: Rota, visits: readonly Visit[]): Generator<Question> {
  for (let stop = 1; stop < rota.model.size; stop++) if (rota.of[stop] === NONE) yield { problem, rota, visits, stop }
}

function putIn(question: Question): boolean {
  const opening = bestOpening(question)
  if (opening !== null) put(question.rota, question.stop, opening)
  return opening !== null
}

/** Whether a stop is in one of these slots or could go there. */
function movable(problem: Problem, rota: Rota, visits: readonly Visit[], slots: ReadonlySet<number>) {
  const known = new Map<number, boolean>()
  const find = (stop: number): boolean => {
    if (slots.has(rota.outings[rota.of[stop]!]!.slot)) return true
    const limits = new Set(limitsOf(visits[stop - 1]!))
    return openings({ problem, rota, visits, stop, slots: [...slots] }, limits).next().done !== true
  }
  return (stop: number): boolean => {
    const is = known.get(stop) ?? (slots.size > 0 && find(stop))
    known.set(stop, is)
    return is
  }
}

function moveOne({ problem, rota, visits, stop }: Question, isMovable: (stop: number) => boolean): boolean {
  const { model } = rota
  const candidates = rota.outings.flatMap((outing) =>
    outing === null || outing.zone !== model.zone[stop] || !rota.mayBeOn(stop, outing.slot) ? [] : outing.stops,
  )
  for (const other of candidates) {
    if (!isMovable(other)) continue
    rota.begin()
    const { slot } = rota.outings[rota.of[other]!]!
    const isAlone = rota.remove(rota.of[other]!, [other]).length === 1
    const opening = isAlone ? bestOpening({ problem, rota, visits, stop, slots: [slot] }) : null
    if (opening !== null) {
      put(rota, stop, opening)
      const elsewhere = bestOpening({ problem, rota, visits, stop: other })
      if (elsewhere !== null) {
        put(rota, other, elsewhere)
        return true
      }
    }
    rota.takeBack()
  }
  return false
}

export function put(rota: Rota, stop: number, { id, slot, at }: Opening): void {
  rota.insert(id === NONE ? rota.open(slot, rota.model.zone[stop]!) : id, at, stop)
}
