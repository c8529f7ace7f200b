import type { Geos } from '../geos.ts'
import type { Area } from '../types.ts'
import { deal, type Joining } from './deal.ts'
import { makeValid } from './makeValid.ts'
import { addedChild, addedParent, reparented } from './parents.ts'
import { snap } from './snap.ts'
import type { Accepted } from './wishes.ts'

/** What holds for the whole edition beside the accepted proposals. */
export interface RepairFacts {
  /** Vertices of neighbours within this many metres become one, and what is left between them is settled. */
  snapM: number
  /** Settle also what is too small to be a fault, so that all borders match vertex by vertex. */
  join: boolean
  /** From how many square metres on a difference counts as a fault. */
  smallestM2: number
}

export type RepairProgress = (done: number, of: number) => void
const STEPS = 4

/**
 * The areas of an edition after the accepted proposals, every area that did not change as the very same object.
 * Parents first, then rings, then vertices, then land.
 */
export function repair(
  geos: Geos,
  areas: readonly Area[],
  accepted: readonly Accepted[],
  facts: RepairFacts,
  progress: RepairProgress = () => undefined,
): Area[] {
  const named = renamed(geos, areas, accepted)
  progress(1, STEPS)
  const rings = new Set(
    accepted.filter(({ proposal }) => proposal.verb === 'make-valid').map(({ fault }) => fault.code),
  )
  const valid = named.flatMap((area) => (rings.has(area.code) ? (makeValid(geos, area) ?? []) : [area]))
  progress(2, STEPS)
  const usable = facts.join || facts.snapM > 0 ? valid.filter((area) => isValid(geos, area)) : valid
  const snapped = facts.snapM > 0 ? snappedValid(geos, usable, facts.snapM) : usable
  progress(3, STEPS)
  const land = accepted.filter(({ fault }) => fault.geometry.type !== 'Point')
  const joining: Joining | null =
    facts.join || facts.snapM > 0 ? { areaM2: facts.smallestM2, widthM: facts.snapM } : null
  const dealt = land.length === 0 && joining === null ? snapped : deal(geos, snapped, land, joining)
  progress(4, STEPS)
  const kept = new Set(usable)
  return [...dealt, ...valid.filter((area) => !kept.has(area))]
}

/** After the proposals that change codes, parents and the list itself. */
function renamed(geos: Geos, areas: readonly Area[], accepted: readonly Accepted[]): Area[] {
  const now = new Map(areas.map((area) => [area.code, area]))
  for (const { fault, proposal } of accepted) {
    const { verb, to, code } = proposal
    const area = now.get(fault.code)
    // What stands under a dropped area will be named as orphaned.
    if (verb === 'drop') now.delete(fault.code)
    if (verb === 'reparent' && to?.by === 'code' && area) now.set(fault.code, reparented(area, to.code))
    if (code === undefined || now.has(code)) continue
    if (verb === 'add-child' && area) now.set(code, addedChild(area, code))
    if (verb !== 'add-parent') continue
    const made = addedParent(geos, [...now.values()], code)
    if (made !== null) now.set(code, made)
  }
  return [...now.values()]
}

const isValid = (geos: Geos, area: Area) => geos.scope((shapes) => shapes.invalidity(shapes.of(area.geometry)) === null)

/** Snapped, but where that folds a ring over itself: such an area keeps its own vertices. */
function snappedValid(geos: Geos, areas: readonly Area[], toleranceM: number): Area[] {
  return snap(areas, toleranceM).map((area, n) => (area === areas[n] || isValid(geos, area) ? area : areas[n]!))
}
