import type { Geometry, GeometryCollection, MultiPolygon, Polygon, Position } from 'geojson'
import initGeos from 'geos-wasm'
import { geojsonToGeosGeom, geosGeomToGeojson } from 'geos-wasm/helpers'
import type { LonLat } from './types.ts'

/** A geometry held by the engine; valid only inside the `scope` that made it. */
export type Shape = number & { readonly engine: 'geos' }

/** Robust planar geometry by GEOS 3.13. Every shape made inside a scope is freed when the scope ends. */
export interface Geos {
  scope<T>(work: (shapes: Shapes) => T): T
}

export interface Shapes {
  of(geometry: Polygon | MultiPolygon): Shape
  /** Why a polygon is invalid and where; null when it is valid. The reason is GEOS's own English. */
  invalidity(shape: Shape): { reason: string; at: LonLat } | null
  /** The same place as a valid shape: self-crossings become corners, what was covered twice is outside. */
  repaired(shape: Shape): Shape
  intersection(a: Shape, b: Shape): Shape
  difference(a: Shape, b: Shape): Shape
  /** The union; polygons that match edge by edge keep every vertex of the outer border. */
  union(shapes: readonly Shape[]): Shape
  /** True for each geometry that does not match its neighbours edge by edge: it overlaps one, or a vertex is missing. */
  mismatched(geometries: Iterable<Polygon | MultiPolygon>): boolean[]
  /**
   * The geometries of a coverage with fewer vertices, each shared border thinned once for both sides.
   * @param toleranceDegrees corners that span less than about its square are left out
   */
  thinned(geometries: readonly (Polygon | MultiPolygon)[], toleranceDegrees: number): Shape[]
  /** The planar area in square degrees: to compare shapes of one place, not to show. */
  area(shape: Shape): number
  /** A point surely inside a shape that is not empty. */
  inside(shape: Shape): LonLat
  /**
   * The faces into which lines divide the plane. Lines are noded on a grid of `gridDegrees` (OverlayNG, snap rounding),
   * so every vertex of the answer lies on that grid and neighbours match edge by edge.
   */
  faces(lines: readonly Position[][], gridDegrees: number): Position[][][]
  /** The polygons of a shape; lines and points that an overlay leaves behind are dropped. */
  polygons(shape: Shape): Position[][][]
}

let complaint = ''
let engine: Promise<Geos> | undefined

/** The one engine of this process; its WebAssembly is compiled at the first call. */
export function loadGeos(): Promise<Geos> {
  engine ??= initGeos({
    errorHandler: (message) => {
      complaint = message
    },
    noticeHandler: () => undefined,
  }).then((geos) => ({ scope: (work) => scoped(geos, work) }))
  return engine
}

type Engine = Awaited<ReturnType<typeof initGeos>>
const COLLECTION = 7

function scoped<T>(geos: Engine, work: (shapes: Shapes) => T): T {
  const held: number[] = []
  const keep = (pointer: number, doing: string): Shape => {
    if (pointer === 0) throw new Error(`GEOS could not ${doing}: ${complaint}`)
    held.push(pointer)
    return pointer as Shape
  }
  /** A collection owns its members from now on. */
  const collect = (pointers: readonly number[]): Shape => {
    const members = geos.Module._malloc(Math.max(4, pointers.length * 4))
    geos.Module.HEAPU32.set(pointers, members / 4)
    const collection = geos.GEOSGeom_createCollection(COLLECTION, members, pointers.length)
    geos.Module._free(members)
    return keep(collection, 'collect shapes')
  }
  const read = (geometry: Polygon | MultiPolygon): number => {
    const pointer = geojsonToGeosGeom(geometry, geos)
    if (pointer === 0) throw new Error(`GEOS could not read a geometry: ${complaint}`)
    return pointer
  }
  const isCoverage = (collection: Shape) => geos.GEOSCoverageIsValid(collection, 0, 0) === 1

  try {
    return work({
      of: (geometry) => keep(read(geometry), 'read a geometry'),
      invalidity: (shape) => invalidity(geos, shape),
      repaired: (shape) => keep(geos.GEOSMakeValid(shape), 'repair'),
      intersection: (a, b) => keep(geos.GEOSIntersection(a, b), 'intersect'),
      difference: (a, b) => keep(geos.GEOSDifference(a, b), 'subtract'),
      union: (shapes) => {
        const all = collect(shapes.map((shape) => geos.GEOSGeom_clone(shape)))
        if (isCoverage(all)) return keep(geos.GEOSCoverageUnion(all), 'unite a coverage')
        return keep(geos.GEOSUnaryUnion(all), 'unite')
      },
      mismatched: (geometries) => {
        const pointers = Array.from(geometries, read)
        return mismatched(geos, collect(pointers), pointers.length)
      },
      thinned: (geometries, toleranceDegrees) => {
        const all = collect(geometries.map(read))
        const thin = keep(geos.GEOSCoverageSimplifyVW(all, toleranceDegrees, 0), 'thin a coverage')
        // Parts of the collection: freed with it.
        return geometries.map((_, n) => geos.GEOSGetGeometryN(thin, n) as Shape)
      },
      area: (shape) => {
        const answer = geos.Module._malloc(8)
        geos.GEOSArea(shape, answer)
        const size = geos.Module.HEAPF64[answer / 8]!
        geos.Module._free(answer)
        return size
      },
      inside: (shape) => {
        const point = keep(geos.GEOSPointOnSurface(shape), 'find a point inside')
        const { coordinates } = geosGeomToGeojson(point, geos) as { coordinates: [number, number] }
        return [coordinates[0], coordinates[1]]
      },
      faces: (lines, gridDegrees) => {
        const all = keep(
          geojsonToGeosGeom({ type: 'MultiLineString', coordinates: lines.map((line) => [...line]) }, geos),
          'read lines',
        )
        const noded = keep(geos.GEOSUnaryUnionPrec(all, gridDegrees), 'node lines')
        const list = geos.Module._malloc(4)
        geos.Module.HEAPU32[list / 4] = noded
        const made = geos.GEOSPolygonize(list, 1)
        geos.Module._free(list)
        return polygonsOf(geosGeomToGeojson(keep(made, 'form faces'), geos) as Geometry)
      },
      polygons: (shape) => polygonsOf(geosGeomToGeojson(shape, geos) as Geometry),
    })
  } finally {
    for (const pointer of held) geos.GEOSGeom_destroy(pointer)
  }
}

function invalidity(geos: Engine, shape: Shape): { reason: string; at: LonLat } | null {
  const answer = geos.Module._malloc(8)
  try {
    if (geos.GEOSisValidDetail(shape, 0, answer, answer + 4) === 1) return null
    const [reasonAt, pointAt] = geos.Module.HEAPU32.subarray(answer / 4, answer / 4 + 2)
    const reason = geos.Module.UTF8ToString(reasonAt!)
    const point = geosGeomToGeojson(pointAt!, geos) as { coordinates: [number, number] }
    geos.GEOSFree(reasonAt!)
    geos.GEOSGeom_destroy(pointAt!)
    return { reason, at: [point.coordinates[0], point.coordinates[1]] }
  } finally {
    geos.Module._free(answer)
  }
}

function mismatched(geos: Engine, collection: Shape, count: number): boolean[] {
  const answer = geos.Module._malloc(4)
  geos.Module.HEAPU32[answer / 4] = 0
  const verdict = geos.GEOSCoverageIsValid(collection, 0, answer)
  const edges = geos.Module.HEAPU32[answer / 4]!
  geos.Module._free(answer)
  if (verdict === 2) throw new Error(`GEOS could not check a coverage: ${complaint}`)
  if (edges === 0) return Array.from({ length: count }, () => false)
  const wrong = Array.from({ length: count }, (_, n) => geos.GEOSisEmpty(geos.GEOSGetGeometryN(edges, n)) !== 1)
  geos.GEOSGeom_destroy(edges)
  return wrong
}

function polygonsOf(geometry: Geometry): Position[][][] {
  switch (geometry.type) {
    case 'Polygon':
      return geometry.coordinates.length > 0 ? [geometry.coordinates] : []
    case 'MultiPolygon':
      return geometry.coordinates
    case 'GeometryCollection':
      return (geometry as GeometryCollection).geometries.flatMap(polygonsOf)
    default:
      return []
  }
}
