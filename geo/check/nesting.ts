import { asGeometry } from '../dissolve.ts'
import type { Geos, Shape, Shapes } from '../geos.ts'
import type { Area } from '../types.ts'
import { boxesOf, touch } from './boxes.ts'
import { insideOf } from './districts.ts'
import { extentOf } from './extent.ts'
import { type Fault, fault } from './fault.ts'
import type { Matching } from './matching.ts'

export interface NestingTolerances {
  gapM2: number
  outsideM2: number
}

/** Faults between a level and the one below it: orphans, parents without parts, parts outside, parents not filled. */
export function nesting(
  geos: Geos,
  parents: readonly Area[],
  children: readonly Area[],
  matching: Matching,
  tolerances: NestingTolerances,
): Fault[] {
  const known = new Set(parents.map((parent) => parent.code))
  const orphans = children
    .filter((child) => child.parent === null || !known.has(child.parent))
    .map((child) => fault('no-parent', child, { other: child.parent ?? undefined, at: insideOf(geos, child) }))
  const families = Map.groupBy(children, (child) => child.parent)
  const goDeeper = new Set(parents.filter((parent) => families.has(parent.code)).map((parent) => parent.parent))
  const forgotten = parents
    .filter((parent) => parent.parent !== null && !families.has(parent.code) && goDeeper.has(parent.parent))
    .map((parent) => fault('childless', parent, { at: insideOf(geos, parent), geometry: parent.geometry }))
  const filled = parents.flatMap((parent) =>
    family(geos, parent, families.get(parent.code) ?? [], matching, tolerances),
  )
  return [...orphans, ...forgotten, ...filled]
}

function family(
  geos: Geos,
  parent: Area,
  children: readonly Area[],
  matching: Matching,
  tolerances: NestingTolerances,
): Fault[] {
  if (children.length === 0) return []
  if (matching.fills(children, parent) && !children.some(matching.isMismatched)) return []
  return geos.scope((shapes) => {
    const whole = shapes.of(parent.geometry)
    const parts = children.map((child) => shapes.of(child.geometry))
    const together = shapes.union(parts)
    const astray = reaching(shapes, shapes.difference(together, whole), children, tolerances.outsideM2)
    const outside = astray.flatMap((n) => {
      const found = extentOf(shapes, shapes.difference(parts[n]!, whole), tolerances.outsideM2)
      return found === null ? [] : [fault('outside-parent', children[n]!, { ...found, other: parent.code })]
    })
    const unfilled = shapes.polygons(shapes.difference(whole, together))
    const gaps = unfilled.flatMap((polygon) => {
      const found = extentOf(shapes, shapes.of(asGeometry([polygon])), tolerances.gapM2)
      return found === null ? [] : [fault('gap', parent, { ...found, level: children[0]!.level })]
    })
    return [...outside, ...gaps]
  })
}

/** Which children reach into what lies beyond their parent; none, where that is smaller than what counts. */
function reaching(shapes: Shapes, beyond: Shape, children: readonly Area[], fromM2: number): number[] {
  if (extentOf(shapes, beyond, fromM2) === null) return []
  const pieces = boxesOf(asGeometry(shapes.polygons(beyond)))
  return children.flatMap((child, n) => {
    const boxes = boxesOf(child.geometry)
    return pieces.some((piece) => boxes.some((box) => touch(piece, box))) ? [n] : []
  })
}
