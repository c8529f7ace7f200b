import type { Graph } from '../../analytics/stats/graph.ts'
import { LEVELS, type Level } from '../../geo/types.ts'

/** An area without its geometry. */
export interface Plain {
  code: string
  name: string
  level: Level
  parent: string | null
  areaM2: number
}

/** The areas of one edition that are compared with each other, and who is whose neighbour. */
export interface Ground {
  edition: number
  version: number
  level: Level
  /** By code. */
  areas: readonly Plain[]
  /** The street each lies in; null for a district that has none. */
  streets: readonly (string | null)[]
  /** Queen contiguity; area i of the graph is `areas[i]`. */
  graph: Graph
  /** Every area of the edition by code. */
  tree: ReadonlyMap<string, Plain>
}

/**
 * The areas that cover the district at a level: those of the level, and where it has none there the smallest above it, as
 * the warehouse counts them.
 */
export function coverOf(all: readonly Plain[], level: Level): Plain[] {
  const wanted = LEVELS.indexOf(level)
  const within = all.filter((area) => LEVELS.indexOf(area.level) <= wanted)
  const parents = new Set(within.map(({ parent }) => parent))
  return within.filter((area) => area.level === level || (area.level !== 'district' && !parents.has(area.code)))
}

/** The street an area lies in or is. */
export function streetOf(tree: ReadonlyMap<string, Plain>, code: string): string | null {
  for (let at = tree.get(code); at !== undefined; at = tree.get(at.parent ?? '')) {
    if (at.level === 'street') return at.code
  }
  return null
}
