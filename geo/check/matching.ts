import type { Geos } from '../geos.ts'
import { bordersOf } from '../repair/rebuild.ts'
import type { Area, Level } from '../types.ts'

/** How the areas of an edition match each other and their parents. Each thing is found out once, when asked for. */
export interface Matching {
  /** Whether an area does not match its neighbours on its level edge by edge: it overlaps one, or a vertex is missing. */
  isMismatched(area: Area): boolean
  /** Whether these children, all of one level, fill their parent stretch by stretch. */
  fills(children: readonly Area[], parent: Area): boolean
}

/** @param areas valid ones, each code once */
export function matchingOf(geos: Geos, areas: readonly Area[]): Matching {
  const byLevel = Map.groupBy(areas, ({ level }) => level)
  const wrong = new Map<Level, ReadonlySet<string>>()
  const filled = new Map<string, boolean>()
  return {
    isMismatched: ({ level, code }) => {
      const known = wrong.get(level) ?? mismatchedOf(geos, byLevel.get(level) ?? [])
      wrong.set(level, known)
      return known.has(code)
    },
    fills: (children, parent) => {
      const key = `${children[0]?.level} ${parent.code}`
      const known = filled.get(key) ?? tiles(parent, children)
      filled.set(key, known)
      return known
    },
  }
}

function mismatchedOf(geos: Geos, peers: readonly Area[]): ReadonlySet<string> {
  const wrong = geos.scope((shapes) => shapes.mismatched(peers.map(({ geometry }) => geometry)))
  return new Set(peers.filter((_, n) => wrong[n]).map(({ code }) => code))
}

/** Whether what is left when the common borders of children cancel out is, stretch by stretch, their parent's border. */
function tiles(whole: Area, children: readonly Area[]): boolean {
  const own = bordersOf([whole.geometry])
  const left = bordersOf(children.map(({ geometry }) => geometry))
  return own.size === left.size && [...own].every((stretch) => left.has(stretch))
}
