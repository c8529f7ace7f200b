import type { Visit } from '../merge/visit.ts'
import { dayNumber } from '../problem/day.ts'
import type { Officer } from '../problem/officer.ts'
import type { Premises } from '../problem/premises.ts'
import type { Problem } from '../problem/problem.ts'
import { bits } from '../tours/bits.ts'
import { FAR } from '../tours/legs.ts'
import { earliest, kindOf, type Model } from './model.ts'
import type { Settled } from './modelOf.ts'
import { mayServe } from './roster.ts'
import { Supply } from './supply.ts'

type Base = Omit<Model, 'allowed' | 'firstSlot' | 'lastSlot' | 'freedom' | 'near' | 'nearCount'>

interface Facts {
  zones: readonly string[]
  settled: Settled
  /** Officers who must not inspect a premises. */
  recused: ReadonlyMap<string, readonly Officer[]>
}

/** Model.allowed: whether a round of its own could serve the stop in the slot, all that is not settled being free. */
export function allowedSlots(
  problem: Problem,
  base: Base,
  visits: readonly Visit[],
  premises: readonly Premises[],
  { zones, settled, recused }: Facts,
): Uint8Array {
  const slots = base.halfDays.length
  const allowed = new Uint8Array(base.size * slots)
  const supply = new Supply(base.supply, base.staffing)
  for (const [k, visit] of visits.entries()) {
    const stop = k + 1
    const zone = base.zone[stop]!
    if (bits(base.need[stop]!) > base.mostDepartments) continue
    const reachable = [0, 1].map((kind) => fitsAlone(base, kind, stop))
    const closed = premises[k]!.closed
    for (let slot = 0; slot < slots; slot++) {
      const { day } = base.halfDays[slot]!
      if (day < visit.release || day > visit.due || !reachable[kindOf(slot)]) continue
      if (closed.includes(new Date(86_400_000 * dayNumber(day)).getUTCDay())) continue
      if (!supply.hasTeam(slot, zone) || !supply.canTake(slot, zone, base.need[stop]!)) continue
      if (recusedAway(visit, slot)) continue
      allowed[stop * slots + slot] = 1
    }
  }
  return allowed

  /** Whether recusals leave too few officers of one of the departments. */
  function recusedAway(visit: Visit, slot: number): boolean {
    const away = recused.get(visit.premises)
    if (away === undefined || problem.officers === null) return false
    const when = base.halfDays[slot]!
    const zone = zones[base.zone[visits.indexOf(visit) + 1]!]!
    return visit.departments.some((department) => {
      const left = problem.officers!.filter(
        (officer) =>
          !away.includes(officer) &&
          settled.busy.get(slot)?.has(officer.id) !== true &&
          mayServe(officer, department, zone, when),
      )
      return left.length < problem.rules.officersPerDepartment
    })
  }
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
