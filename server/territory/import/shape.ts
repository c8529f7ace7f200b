import type { MultiPolygon, Polygon } from 'geojson'
import { asGeometry, dissolve } from '../../../geo/dissolve.ts'
import type { Geos } from '../../../geo/geos.ts'
import { areaM2, interiorPoint } from '../../../geo/interior.ts'
import type { LonLat } from '../../../geo/types.ts'
import { fromWkb, toWkb } from '../../../geo/wkb.ts'
import type { Kept, Spill } from './spill.ts'

/** A geometry that lies in the spill, with what was measured on it. */
export interface Shape {
  kept: Kept
  /** A point inside; null where it is too thin for one. */
  label: LonLat | null
  areaM2: number
}

export function keepShape(spill: Spill, geometry: Polygon | MultiPolygon): Shape {
  return { kept: spill.keep(toWkb(geometry)), label: interiorPoint(geometry), areaM2: areaM2(geometry) }
}

/** WKB that is united at once; the engine needs some twenty times as much memory. */
const AT_ONCE_BYTES = 8 * 1024 * 1024

/**
 * The union of shapes, the same in whatever order they come. What is too large for one go is united part by part,
 * neighbours first; polygons that match edge by edge keep every vertex of the outer border in either case.
 */
export function unite(geos: Geos, spill: Spill, shapes: readonly Shape[]): Shape {
  let parts = [...shapes].sort(byPlace)
  for (;;) {
    const batches = inBatches(parts)
    if (batches.length === 1 || batches.length === parts.length) break
    parts = batches.map((batch) => (batch.length === 1 ? batch[0]! : keepShape(spill, united(geos, spill, batch))))
  }
  return keepShape(spill, united(geos, spill, parts))
}

const united = (geos: Geos, spill: Spill, shapes: readonly Shape[]) =>
  dissolve(
    geos,
    shapes.map(({ kept }) => fromWkb(spill.read(kept))),
  )

function inBatches(shapes: readonly Shape[]): Shape[][] {
  const batches: Shape[][] = []
  let bytes = Number.POSITIVE_INFINITY
  for (const shape of shapes) {
    if (bytes + shape.kept.length > AT_ONCE_BYTES) {
      batches.push([])
      bytes = 0
    }
    batches.at(-1)!.push(shape)
    bytes += shape.kept.length
  }
  return batches
}

function byPlace(a: Shape, b: Shape): number {
  const [[aLon, aLat], [bLon, bLat]] = [a.label ?? [0, 0], b.label ?? [0, 0]]
  return aLon - bLon || aLat - bLat || a.areaM2 - b.areaM2
}

/** The geometry where it is valid, or repaired where that is asked; otherwise what is wrong with it. */
export function validated(
  geos: Geos,
  geometry: Polygon | MultiPolygon,
  repair: boolean,
): { geometry: Polygon | MultiPolygon; repaired: Invalidity | null } | { invalid: Invalidity } {
  return geos.scope((shapes) => {
    const shape = shapes.of(geometry)
    const found = shapes.invalidity(shape)
    if (found === null) return { geometry, repaired: null }
    const polygons = repair ? shapes.polygons(shapes.repaired(shape)) : []
    return polygons.length > 0 ? { geometry: asGeometry(polygons), repaired: found } : { invalid: found }
  })
}

export interface Invalidity {
  reason: string
  at: LonLat
}
