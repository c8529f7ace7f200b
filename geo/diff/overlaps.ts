import Flatbush from 'flatbush'
import type { MultiPolygon, Polygon } from 'geojson'
import { asGeometry } from '../dissolve.ts'
import type { Geos, Shape, Shapes } from '../geos.ts'
import { areaM2, boundingBox } from '../interior.ts'
import type { Area, Box } from '../types.ts'

/** Land that an area of before (its index, or null: outside) shares with one of after. */
export interface Overlap {
  from: number | null
  to: number | null
  areaM2: number
  geometry: Polygon | MultiPolygon
}

/**
 * Every piece of land of two coverages by where it was and where it is, as far as it is at least `fromM2`. Pairs of the
 * same outline are given, and take part in nothing.
 * @param same index of before → index of after
 */
export function overlapsOf(
  geos: Geos,
  before: readonly Area[],
  after: readonly Area[],
  facts: { same: ReadonlyMap<number, number>; fromM2: number; onArea?: () => void },
): Overlap[] {
  const sameAfter = new Set(facts.same.values())
  const findBefore = finder(before)
  const findAfter = finder(after)
  const shared = before.flatMap((area, from): Overlap[] => {
    facts.onArea?.()
    if (facts.same.has(from)) return []
    const near = findAfter(area).filter((to) => !sameAfter.has(to))
    return geos.scope((shapes) => {
      const own = sound(shapes, area)
      return near.flatMap((to) => {
        const found = land(shapes, shapes.intersection(own, sound(shapes, after[to]!)), facts.fromM2)
        return found === null ? [] : [{ from, to, ...found }]
      })
    })
  })
  const goes = sums(shared, ({ from }) => from)
  const comes = sums(shared, ({ to }) => to)
  const left = before.flatMap((area, from): Overlap[] => {
    if (facts.same.has(from) || full(area, goes.get(from), facts.fromM2)) return []
    const found = beyond(
      geos,
      area,
      findAfter(area).map((to) => after[to]!),
      facts.fromM2,
    )
    return found === null ? [] : [{ from, to: null, ...found }]
  })
  const came = after.flatMap((area, to): Overlap[] => {
    facts.onArea?.()
    if (sameAfter.has(to) || full(area, comes.get(to), facts.fromM2)) return []
    const found = beyond(
      geos,
      area,
      findBefore(area).map((from) => before[from]!),
      facts.fromM2,
    )
    return found === null ? [] : [{ from: null, to, ...found }]
  })
  return [...shared, ...left, ...came]
}

function sums(overlaps: readonly Overlap[], side: (overlap: Overlap) => number | null): Map<number | null, number> {
  const total = new Map<number | null, number>()
  for (const overlap of overlaps) total.set(side(overlap), (total.get(side(overlap)) ?? 0) + overlap.areaM2)
  return total
}

/** Whether what is accounted for leaves no room for a piece that counts. */
const full = (area: Area, coveredM2: number | undefined, fromM2: number) =>
  Math.abs(areaM2(area.geometry) - (coveredM2 ?? 0)) < fromM2 / 2

/** What of an area no other area covers; null where that is less than what counts. */
function beyond(geos: Geos, area: Area, others: readonly Area[], fromM2: number) {
  return geos.scope((shapes) => {
    const own = sound(shapes, area)
    if (others.length === 0) return land(shapes, own, fromM2)
    return land(shapes, shapes.difference(own, shapes.union(others.map((other) => sound(shapes, other)))), fromM2)
  })
}

/** Editions published with known faults may hold invalid polygons. */
function sound(shapes: Shapes, { geometry }: Area): Shape {
  const shape = shapes.of(geometry)
  return shapes.invalidity(shape) === null ? shape : shapes.repaired(shape)
}

function land(shapes: Shapes, shape: Shape, fromM2: number): Pick<Overlap, 'areaM2' | 'geometry'> | null {
  const polygons = shapes.polygons(shape)
  if (polygons.length === 0) return null
  const geometry = asGeometry(polygons)
  const size = areaM2(geometry)
  return size < fromM2 ? null : { areaM2: size, geometry }
}

/** Finds areas whose boxes meet that of an area. */
function finder(areas: readonly Area[]): (area: Area) => number[] {
  const boxes = areas.flatMap(({ geometry }, index) => {
    const box = boundingBox(geometry)
    return box === null ? [] : [{ index, box }]
  })
  if (boxes.length === 0) return () => []
  const tree = new Flatbush(boxes.length)
  for (const { box } of boxes) tree.add(...(box as [number, number, number, number]))
  tree.finish()
  return ({ geometry }) => {
    const box: Box | null = boundingBox(geometry)
    if (box === null) return []
    return tree
      .search(...(box as [number, number, number, number]))
      .map((found) => boxes[found]!.index)
      .sort((a, b) => a - b)
  }
}
