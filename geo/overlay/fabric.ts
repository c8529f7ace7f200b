import Flatbush from 'flatbush'
import type { MultiPolygon, Polygon, Position } from 'geojson'
import { pieceSide } from '../covers.ts'
import type { Geos } from '../geos.ts'
import { areaM2, boundingBox, interiorPoint } from '../interior.ts'
import { boxOf, layOut } from '../pieces.ts'
import type { Box, LonLat } from '../types.ts'
import { type Edge, edgesOf } from './edges.ts'
import { inCodeOrder, type Layer, type Parent } from './layer.ts'
import { type Plane, planeAt } from './plane.ts'

/** A piece of a parent that no border crosses. */
export interface Face {
  /** The outer ring and its holes, closed. */
  rings: Position[][]
  areaM2: number
  at: LonLat
  /** For each layer the areas over this face, by index: none where uncovered, several where doubly covered. */
  covers: readonly (readonly number[])[]
}

/** Layers laid over each other inside one parent. */
export interface Fabric {
  parent: Parent
  /** Areas in code order; `Face.covers` counts in this order. */
  layers: readonly Layer[]
  plane: Plane
  /** In a fixed order, whatever the order of the input. Together they fill the parent. */
  faces: readonly Face[]
  edges: readonly Edge[]
}

/** Lines are noded on this grid: 1e-10° is 0.01 mm. Where they meet a given vertex, that vertex is kept bit for bit. */
const NODING_DEGREES = 1e-10

/** Lays layers over each other inside a parent. Geometries must be valid. */
export function weave(geos: Geos, parent: Parent, given: readonly Layer[]): Fabric {
  const box = boundingBox(parent.geometry)
  const layers = inCodeOrder(given)
  const plane = planeAt(box === null ? 0 : (box[1] + box[3]) / 2)
  if (box === null) return { parent, layers, plane, faces: [], edges: [] }
  const near = layers.map(({ areas }) => areas.map(({ geometry }) => touching(geometry, box)))
  const lines = [
    ...ringsOf(parent.geometry),
    ...layers.flatMap(({ areas }, n) => areas.flatMap(({ geometry }, i) => (near[n]![i] ? ringsOf(geometry) : []))),
  ]
  const polygons = restored(
    geos.scope((shapes) => shapes.faces(lines, NODING_DEGREES)),
    lines,
  )
  const inParent = locator([parent.geometry])
  const over = layers.map(({ areas }, n) => {
    const indexes = areas.flatMap((_, i) => (near[n]![i] ? [i] : []))
    const found = locator(indexes.map((i) => areas[i]!.geometry))
    return (at: LonLat) => found(at).map((i) => indexes[i]!)
  })
  const faces = polygons.flatMap((rings): Face[] => {
    const polygon: Polygon = { type: 'Polygon', coordinates: rings }
    const at = interiorPoint(polygon)
    if (at === null || inParent(at).length === 0) return []
    return [{ rings, areaM2: areaM2(polygon), at, covers: over.map((find) => find(at)) }]
  })
  faces.sort((a, b) => a.at[0] - b.at[0] || a.at[1] - b.at[1])
  return { parent, layers, plane, faces, edges: edgesOf(faces, plane) }
}

export const ringsOf = (geometry: Polygon | MultiPolygon): Position[][] =>
  geometry.type === 'Polygon' ? geometry.coordinates : geometry.coordinates.flat()

/** Boxes by geometry: a layer is asked for them once for every parent. */
const boxes = new WeakMap<object, Box | null>()

function touching(geometry: Polygon | MultiPolygon, [west, south, east, north]: Box): boolean {
  const known = boxes.get(geometry)
  const box = known === undefined ? boundingBox(geometry) : known
  if (known === undefined) boxes.set(geometry, box)
  return box !== null && box[0] <= east && box[2] >= west && box[1] <= north && box[3] >= south
}

/** Noded vertices that are a given vertex get its coordinates back; of several in one cell of the grid the first. */
function restored(polygons: Position[][][], lines: readonly Position[][]): Position[][][] {
  const cell = ([lon, lat]: Position) => `${Math.round(lon! / NODING_DEGREES)} ${Math.round(lat! / NODING_DEGREES)}`
  const given = new Map<string, Position>()
  for (const line of lines) {
    for (const [lon, lat] of line) {
      const key = cell([lon!, lat!])
      if (!given.has(key)) given.set(key, [lon!, lat!])
    }
  }
  return polygons.map((rings) => rings.map((ring) => ring.map((at) => given.get(cell(at)) ?? at)))
}

/** Which of some geometries cover a point, ascending. */
export function locator(geometries: readonly (Polygon | MultiPolygon)[]): (at: LonLat) => number[] {
  const pieces = layOut(geometries)
  if (pieces.count === 0) return () => []
  const tree = new Flatbush(pieces.count)
  for (let piece = 0; piece < pieces.count; piece++) tree.add(...boxOf(pieces, piece))
  tree.finish()
  return ([lon, lat]) => {
    const hits = tree.search(lon, lat, lon, lat).filter((piece) => pieceSide(pieces, piece, lon, lat) >= 0)
    return [...new Set(hits.map((piece) => pieces.owner[piece]!))].sort((a, b) => a - b)
  }
}
