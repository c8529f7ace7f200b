import type { MultiPolygon, Polygon, Position } from 'geojson'
import { ringsOf } from '../overlay/fabric.ts'
import { type Plane, planeAt } from '../overlay/plane.ts'
import type { Area } from '../types.ts'

/**
 * Brings vertices of different areas that lie within `toleranceM` metres of each other to one place. No vertex moves
 * farther than that. Vertices that several areas have in common stay where they are and draw the others; of the rest
 * the one farthest west stays. The areas' edges may still differ between vertices: `deal` joins them.
 */
export function snap(areas: readonly Area[], toleranceM: number): Area[] {
  const first = areas[0] && ringsOf(areas[0].geometry)[0]?.[0]
  if (first === undefined) return [...areas]
  const plane = planeAt(first[1]!)
  const places = placesOf(areas, plane, toleranceM)
  return areas.map((area) => {
    const geometry = moved(area.geometry, places)
    return geometry === null ? area : { ...area, geometry }
  })
}

/** One number for a cell up to 67 million cells from the first. */
const cellKey = (x: number, y: number) => x * 2 ** 26 + y
const keyOf = (at: Position) => `${at[0]} ${at[1]}`

/** Where each vertex that moves goes. */
function placesOf(areas: readonly Area[], plane: Plane, toleranceM: number): Map<string, Position> {
  const vertices = new Map<string, { at: Position; areas: Set<number> }>()
  areas.forEach(({ geometry }, n) => {
    for (const at of ringsOf(geometry).flat()) {
      const known = vertices.get(keyOf(at))
      if (known === undefined) vertices.set(keyOf(at), { at, areas: new Set([n]) })
      else known.areas.add(n)
    }
  })
  const inOrder = [...vertices.values()].sort(
    (a, b) => b.areas.size - a.areas.size || a.at[0]! - b.at[0]! || a.at[1]! - b.at[1]!,
  )
  const kept = new Near(plane, inOrder[0]!.at, toleranceM)
  const places = new Map<string, Position>()
  for (const { at, areas: own } of inOrder) {
    const there = kept.nearest(at, own)
    if (there === null) kept.add(at, own)
    else places.set(keyOf(at), there)
  }
  return places
}

/** Vertices that stay, found by the square of the tolerance they lie in. */
class Near {
  private readonly cells = new Map<number, { at: Position; areas: ReadonlySet<number> }[]>()
  private readonly plane: Plane
  private readonly toleranceM: number

  private readonly origin: readonly [number, number]

  constructor(plane: Plane, origin: Position, toleranceM: number) {
    this.origin = plane.at(origin)
    this.plane = plane
    this.toleranceM = toleranceM
  }

  private cell(at: Position): [number, number] {
    const [x, y] = this.plane.at(at)
    return [Math.floor((x - this.origin[0]) / this.toleranceM), Math.floor((y - this.origin[1]) / this.toleranceM)]
  }

  add(at: Position, areas: ReadonlySet<number>): void {
    const key = cellKey(...this.cell(at))
    const known = this.cells.get(key)
    if (known === undefined) this.cells.set(key, [{ at, areas }])
    else known.push({ at, areas })
  }

  /** The nearest within the tolerance that is of none of these areas: two vertices of one area never become one. */
  nearest(at: Position, areas: ReadonlySet<number>): Position | null {
    const [x, y] = this.cell(at)
    let best: Position | null = null
    let least = this.toleranceM
    for (let dx = -1; dx <= 1; dx++) {
      for (let dy = -1; dy <= 1; dy++) {
        for (const one of this.cells.get(cellKey(x + dx, y + dy)) ?? []) {
          const metres = this.plane.length(at, one.at)
          if (metres <= least && ![...areas].some((area) => one.areas.has(area))) {
            best = one.at
            least = metres
          }
        }
      }
    }
    return best
  }
}

/** The geometry at the new places; null where nothing moved. */
function moved(geometry: Polygon | MultiPolygon, places: ReadonlyMap<string, Position>): Polygon | MultiPolygon | null {
  if (!ringsOf(geometry).some((ring) => ring.some((at) => places.has(keyOf(at))))) return null
  const ringAt = (ring: Position[]) => ring.map((at) => places.get(keyOf(at)) ?? at)
  return geometry.type === 'Polygon'
    ? { type: 'Polygon', coordinates: geometry.coordinates.map(ringAt) }
    : { type: 'MultiPolygon', coordinates: geometry.coordinates.map((rings) => rings.map(ringAt)) }
}
