import Flatbush from 'flatbush'
import type { MultiPolygon, Polygon, Position } from 'geojson'
import type { Area, Box } from '../types.ts'

export const polygonsOf = (geometry: Polygon | MultiPolygon): Position[][][] =>
  geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates

/** The box of every polygon of a geometry that has vertices. */
export const boxesOf = (geometry: Polygon | MultiPolygon): Box[] =>
  polygonsOf(geometry).flatMap((rings) => {
    const box = boxOfRings(rings)
    return box === null ? [] : [box]
  })

/** The box of rings or lines; null where they have no vertex. */
export function boxOfRings(rings: readonly Position[][]): Box | null {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity]
  for (const ring of rings) {
    for (const [lon, lat] of ring) {
      west = Math.min(west, lon!)
      south = Math.min(south, lat!)
      east = Math.max(east, lon!)
      north = Math.max(north, lat!)
    }
  }
  return west > east ? null : [west, south, east, north]
}

export const touch = (a: Box, b: Box) => a[0] <= b[2] && b[0] <= a[2] && a[1] <= b[3] && b[1] <= a[3]

/** An index over the polygons of areas. */
export interface BoxIndex {
  /** Indices of the areas with a polygon whose box touches this one, ascending. */
  near(box: Box): number[]
  /** Every polygon with the index of its area. */
  parts: readonly { area: number; box: Box }[]
}

export function indexBoxes(areas: readonly Pick<Area, 'geometry'>[]): BoxIndex {
  const parts = areas.flatMap(({ geometry }, area) => boxesOf(geometry).map((box) => ({ area, box })))
  if (parts.length === 0) return { near: () => [], parts }
  const tree = new Flatbush(parts.length)
  for (const { box } of parts) tree.add(...box)
  tree.finish()
  return {
    parts,
    near: (box) => [...new Set(tree.search(...box).map((part) => parts[part]!.area))].sort((a, b) => a - b),
  }
}
