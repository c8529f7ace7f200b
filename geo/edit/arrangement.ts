import Flatbush from 'flatbush'
import { type Box, LEVELS, type Level, type LonLat } from '../types.ts'
import type { Edit, EditArea } from './edit.ts'
import { boxOfShape, WELD_DEG } from './rings.ts'

/**
 * The areas of a draft, all levels, as one planar arrangement: a place that several areas share is one vertex, known by
 * the very bits of its coordinates. Never changed in place; an action gives the next one.
 */
export interface Arrangement {
  areas: ReadonlyMap<string, EditArea>
  /** Boxes of the areas, in the order of `codes`. */
  tree: Flatbush | null
  codes: readonly string[]
  /** Codes of the areas below each area. */
  below: ReadonlyMap<string, readonly string[]>
}

/** Areas of all levels as the actions of the editor take them; of two with one code the later stands. */
export function arrangementOf(areas: Iterable<EditArea>): Arrangement {
  return built(new Map(Array.from(areas, (area) => [area.code, area])))
}

/** The arrangement after an action. */
export function withEdit(arrangement: Arrangement, { remove, put }: Pick<Edit, 'remove' | 'put'>): Arrangement {
  const areas = new Map(arrangement.areas)
  for (const code of remove) areas.delete(code)
  for (const area of put) areas.set(area.code, area)
  return built(areas)
}

function built(areas: ReadonlyMap<string, EditArea>): Arrangement {
  const codes = [...areas.keys()]
  const tree = codes.length === 0 ? null : new Flatbush(codes.length)
  const below = new Map<string, string[]>()
  for (const area of areas.values()) {
    tree!.add(...boxOfShape(area.geometry))
    if (area.parent === null) continue
    const siblings = below.get(area.parent)
    if (siblings === undefined) below.set(area.parent, [area.code])
    else siblings.push(area.code)
  }
  tree?.finish()
  return { areas, tree, codes, below }
}

/** Every area, of any level, whose box meets a box. */
export function areasMeeting({ areas, tree, codes }: Arrangement, [west, south, east, north]: Box): EditArea[] {
  const found = tree?.search(west - WELD_DEG, south - WELD_DEG, east + WELD_DEG, north + WELD_DEG) ?? []
  return found.sort((a, b) => a - b).map((n) => areas.get(codes[n]!)!)
}

export const areasAt = (arrangement: Arrangement, [lon, lat]: LonLat): EditArea[] =>
  areasMeeting(arrangement, [lon, lat, lon, lat])

export const childrenOf = ({ areas, below }: Arrangement, code: string): EditArea[] =>
  (below.get(code) ?? []).map((child) => areas.get(child)!)

/** All areas below one, nearest level first. */
export function descendantsOf(arrangement: Arrangement, code: string): EditArea[] {
  const children = childrenOf(arrangement, code)
  return [...children, ...children.flatMap((child) => descendantsOf(arrangement, child.code))]
}

/** The areas above one, its parent first. */
export function ancestorsOf({ areas }: Arrangement, code: string): EditArea[] {
  const found: EditArea[] = []
  for (let at = areas.get(code)?.parent ?? null; at !== null && found.length < LEVELS.length; ) {
    const area = areas.get(at)
    if (area === undefined) break
    found.push(area)
    at = area.parent
  }
  return found
}

export const isAtLeast = (level: Level, coarse: Level): boolean => LEVELS.indexOf(level) <= LEVELS.indexOf(coarse)
