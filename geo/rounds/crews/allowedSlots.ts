import { bits } from '../bits.ts'
import type { Visit } from '../merge/visit.ts'
import type { Premises } from '../problem/premises.ts'
import { FAR } from '../tours/legs.ts'
import { earliest, kindOf, type Model } from './model.ts'
import { closedOn } from './openOn.ts'
import { Supply } from './supply.ts'

type Base = Omit<Model, 'allowed' | 'firstSlot' | 'lastSlot' | 'freedom' | 'near' | 'conflicts'>

/** Model.allowed: whether a round of its own could serve the stop in the slot, all that is not settled being free. */
export function allowedSlots(base: Base, visits: readonly Visit[], premises: readonly Premises[]): Uint8Array {
  const slots = base.halfDays.length
  const allowed = new Uint8Array(base.size * slots)
  const supply = new Supply(base.supply, base.staffing)
  for (const [k, visit] of visits.entries()) {
    const stop = k + 1
    const zone = base.zone[stop]!
    if (bits(base.need[stop]!) > base.mostDepartments) continue
    const reachable = [0, 1].map((kind) => fitsAlone(base, kind, stop))
    for (let slot = 0; slot < slots; slot++) {
      const { day } = base.halfDays[slot]!
      if (day < visit.release || day > visit.due || !reachable[kindOf(slot)]) continue
      if (closedOn(premises[k]!, day)) continue
      if (!supply.hasTeam(slot, zone) || !supply.canTake(slot, zone, base.need[stop]!)) continue
      if (!base.unrecused([stop], slot, base.need[stop]!)) continue
      allowed[stop * slots + slot] = 1
    }
  }
  return allowed
}

/** Whether there and back with the stay fits a half-day of this kind. */
export function fitsAlone(model: Base, kind: number, stop: number): boolean {
  const { legs, opens, closes, stay } = model
  const there = legs.of(0, stop)
  const back = legs.of(stop, 0)
  if (there >= FAR || back >= FAR) return false
  const begin = earliest(model, kind, stop, opens[kind as 0 | 1] + there)
  return begin + stay[stop]! + back <= closes[kind as 0 | 1]
}
