import type { Polygon, Position } from 'geojson'
import { strip } from '../check/extent.ts'
import type { Geos } from '../geos.ts'
import { areaM2, interiorPoint } from '../interior.ts'
import { type Edge, edgesOf } from '../overlay/edges.ts'
import { locator, ringsOf } from '../overlay/fabric.ts'
import { planeAt } from '../overlay/plane.ts'
import type { Area, LonLat } from '../types.ts'

/** A piece of the plane that no border crosses, with the codes of all areas over it. */
export interface Face {
  rings: Position[][]
  areaM2: number
  widthM: number
  at: LonLat
  over: ReadonlySet<string>
}

export interface Faces {
  faces: readonly Face[]
  /** Stretches between two faces, or between a face and nothing (`right` is -1). */
  edges: readonly Edge[]
}

/** Lines are noded on this grid: 1e-10° is 0.01 mm. Where they meet a given vertex, that vertex is kept bit for bit. */
export const NODING_DEGREES = 1e-10

/**
 * The faces into which the borders of areas divide the plane. Neighbours match edge by edge, so whatever is put
 * together of them is a coverage without gaps, on every level alike.
 * @param within borders farther away take no part
 */
export function facesOf(geos: Geos, areas: readonly Area[], within: (from: Position, to: Position) => boolean): Faces {
  const lines = linesOf(areas, within)
  const polygons = restored(
    geos.scope((shapes) => shapes.faces(lines, NODING_DEGREES)),
    lines,
  )
  const find = locator(areas.map(({ geometry }) => geometry))
  const faces = polygons.flatMap((rings): Face[] => {
    const polygon: Polygon = { type: 'Polygon', coordinates: rings }
    const at = interiorPoint(polygon)
    if (at === null) return []
    const size = areaM2(polygon)
    const over = new Set(find(at).map((n) => areas[n]!.code))
    return [{ rings, areaM2: size, widthM: strip(rings, size).widthM, at, over }]
  })
  faces.sort((a, b) => a.at[0] - b.at[0] || a.at[1] - b.at[1])
  return { faces, edges: edgesOf(faces, planeAt(faces[0]?.at[1] ?? 0)) }
}

/** Every stretch of border once, in lines as long as may be: most borders are drawn by two areas on several levels. */
function linesOf(areas: readonly Area[], within: (from: Position, to: Position) => boolean): Position[][] {
  const known = new Set<string>()
  const lines: Position[][] = []
  for (const { geometry } of areas) {
    for (const ring of ringsOf(geometry)) {
      let line: Position[] = []
      for (let n = 1; n < ring.length; n++) {
        const [from, to] = [ring[n - 1]!, ring[n]!]
        const key = segmentKey(from, to)
        if (known.has(key) || !within(from, to)) {
          if (line.length > 1) lines.push(line)
          line = []
          continue
        }
        known.add(key)
        if (line.length === 0) line.push([from[0]!, from[1]!])
        line.push([to[0]!, to[1]!])
      }
      if (line.length > 1) lines.push(line)
    }
  }
  return lines
}

/** The same for both directions. */
export function segmentKey(from: Position, to: Position): string {
  const forward = from[0]! < to[0]! || (from[0] === to[0] && from[1]! < to[1]!)
  return forward ? `${from[0]} ${from[1]} ${to[0]} ${to[1]}` : `${to[0]} ${to[1]} ${from[0]} ${from[1]}`
}

/** Noded vertices that are a given vertex get its coordinates back; of several in one cell of the grid the first. */
function restored(polygons: Position[][][], lines: readonly Position[][]): Position[][][] {
  const cell = (at: Position) => `${Math.round(at[0]! / NODING_DEGREES)} ${Math.round(at[1]! / NODING_DEGREES)}`
  const given = new Map<string, Position>()
  for (const line of lines) {
    for (const at of line) {
      const key = cell(at)
      if (!given.has(key)) given.set(key, at)
    }
  }
  return polygons.map((rings) => rings.map((ring) => ring.map((at) => given.get(cell(at)) ?? at)))
}
