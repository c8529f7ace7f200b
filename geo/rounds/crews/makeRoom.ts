import type { Visit } from '../merge/visit.ts'
import type { Problem } from '../problem/problem.ts'
import { NONE } from './model.ts'
import { bestOpening, type Opening } from './openings.ts'
import type { Rota } from './rota.ts'

/**
 * Puts every stop that is out where it takes least; where nothing takes it, one other stop is moved out of its way if
 * that one has somewhere to go (an ejection chain of length one, Glover 1996). What then fits nowhere stays out.
 */
export function makeRoom(problem: Problem, rota: Rota, visits: readonly Visit[]): void {
  for (let stop = 1; stop < rota.model.size; stop++) {
    if (rota.of[stop] !== NONE) continue
    const opening = bestOpening({ problem, rota, visits, stop })
    if (opening !== null) put(rota, stop, opening)
    else moveOne(problem, rota, visits, stop)
  }
}

function moveOne(problem: Problem, rota: Rota, visits: readonly Visit[], stop: number): boolean {
  const { model } = rota
  const candidates = rota.outings.flatMap((outing) =>
    outing === null || outing.zone !== model.zone[stop] || !rota.mayBeOn(stop, outing.slot) ? [] : outing.stops,
  )
  for (const other of candidates) {
    rota.begin()
    const { slot } = rota.outings[rota.of[other]!]!
    const isAlone = rota.remove(rota.of[other]!, [other]).length === 1
    const opening = isAlone ? bestOpening({ problem, rota, visits, stop }) : null
    if (opening !== null && opening.slot === slot) {
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
