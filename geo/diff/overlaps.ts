import Flatbush from 'flatbush'
import { asGeometry } from '../dissolve.ts'
import type { Geos, Shape, Shapes } from '../geos.ts'
import { areaM2, boundingBox } from '../interior.ts'
import type { Area, Box } from '../types.ts'
import { toWkb } from '../wkb.ts'

/** Land that an area of before (its index, or null: outside) shares with one of after. */
export interface Overlap {
  from: number | null
  to: number | null
  areaM2: number
  wkb: Uint8Array
}

export interface OverlapFacts {
  /** Pairs of the same outline, index of before → index of after: they share land with nothing else. */
  same: ReadonlyMap<number, number>
  /** Smaller pieces do not count. */
  fromM2: number
  /** Told after every area of before and after. */
  onArea?: () => void
}

/** Areas whose neighbours' shapes are kept: codes that follow each other mostly lie beside each other. */
const AT_ONCE = 64

/**
 * Every piece of land of two coverages by where it was and where it is. Pairs of the same outline take part in nothing
 * and are not even unpacked, so that the work is in proportion to what changed.
 */
export function overlapsOf(
  geos: Geos,
  before: readonly Area[],
  after: readonly Area[],
  facts: OverlapFacts,
): Overlap[] {
  const sameAfter = new Set(facts.same.values())
  const was = changed(before, (index) => facts.same.has(index))
  const is = changed(after, (index) => sameAfter.has(index))
  const passed = (count: number) => {
    for (let n = 0; n < count; n++) facts.onArea?.()
  }
  passed(before.length - was.length + after.length - is.length)

  const findAfter = finder(is)
  const shared: Overlap[] = []
  for (let start = 0; start < was.length; start += AT_ONCE) {
    geos.scope((shapes) => {
      const shapeOf = soundShapes(shapes)
      for (const { index: from, area } of was.slice(start, start + AT_ONCE)) {
        for (const { index: to, area: other } of findAfter(area)) {
          const found = land(shapes, shapes.intersection(shapeOf(area), shapeOf(other)), facts.fromM2)
          if (found !== null) shared.push({ from, to, ...found })
        }
        facts.onArea?.()
      }
    })
  }
  const goes = sums(shared, ({ from }) => from)
  const comes = sums(shared, ({ to }) => to)
  const left = beyond(geos, after, facts.fromM2)
  const came = beyond(geos, before, facts.fromM2)
  const lost = was.flatMap(({ index: from, area }): Overlap[] => {
    const found = left(area, goes.get(from))
    return found === null ? [] : [{ from, to: null, ...found }]
  })
  const won = is.flatMap(({ index: to, area }): Overlap[] => {
    facts.onArea?.()
    const found = came(area, comes.get(to))
    return found === null ? [] : [{ from: null, to, ...found }]
  })
  return [...shared, ...lost, ...won]
}

interface Numbered {
  index: number
  area: Area
}

/** The areas without a pair, unpacked for good. */
const changed = (areas: readonly Area[], isSame: (index: number) => boolean): Numbered[] =>
  areas.flatMap((area, index) => (isSame(index) ? [] : [{ index, area: { ...area } }]))

function sums(overlaps: readonly Overlap[], side: (overlap: Overlap) => number | null): Map<number | null, number> {
  const total = new Map<number | null, number>()
  for (const overlap of overlaps) total.set(side(overlap), (total.get(side(overlap)) ?? 0) + overlap.areaM2)
  return total
}

/**
 * What of an area no area of the other edition covers; null where that is less than what counts. The whole of the other
 * edition is looked through only when an area is not accounted for by what it shares.
 */
function beyond(geos: Geos, others: readonly Area[], fromM2: number) {
  let find: ((area: Area) => Numbered[]) | undefined
  return (area: Area, coveredM2 = 0) => {
    if (Math.abs(areaM2(area.geometry) - coveredM2) < fromM2 / 2) return null
    find ??= finder(others.map((one, index) => ({ index, area: one })))
    const near = find(area)
    return geos.scope((shapes) => {
      const shapeOf = soundShapes(shapes)
      if (near.length === 0) return land(shapes, shapeOf(area), fromM2)
      const covered = shapes.union(near.map((one) => shapeOf(one.area)))
      return land(shapes, shapes.difference(shapeOf(area), covered), fromM2)
    })
  }
}

/** Shapes of areas, each made once. Editions published with known faults may hold invalid polygons. */
function soundShapes(shapes: Shapes): (area: Area) => Shape {
  const made = new Map<Area, Shape>()
  return (area) => {
    const known = made.get(area)
    if (known !== undefined) return known
    const shape = shapes.of(area.geometry)
    const sound = shapes.invalidity(shape) === null ? shape : shapes.repaired(shape)
    made.set(area, sound)
    return sound
  }
}

function land(shapes: Shapes, shape: Shape, fromM2: number): Pick<Overlap, 'areaM2' | 'wkb'> | null {
  const polygons = shapes.polygons(shape)
  if (polygons.length === 0) return null
  const geometry = asGeometry(polygons)
  const size = areaM2(geometry)
  return size < fromM2 ? null : { areaM2: size, wkb: toWkb(geometry) }
}

/** Finds areas whose boxes meet that of an area, in their own order. */
function finder(areas: readonly Numbered[]): (area: Area) => Numbered[] {
  const boxes = areas.flatMap((one) => {
    const box = boundingBox(one.area.geometry)
    return box === null ? [] : [{ one, box }]
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
      .sort((a, b) => a - b)
      .map((found) => boxes[found]!.one)
  }
}
