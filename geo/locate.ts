import Flatbush from 'flatbush'
import type { Cells } from './cells.ts'
import { leavesAround, mayOverlapAt } from './cellsAround.ts'
import { pieceSide } from './covers.ts'
import { borderDistance2, boxAround, boxDistance2, pieceDistance2, type Scale, scaleAt } from './distance.ts'
import { boxOf, type Pieces } from './pieces.ts'
import type { LonLat } from './types.ts'

/** The pieces of geometries in order of precedence, with an index over their boxes; null where there is none. */
export interface PieceIndex {
  pieces: Pieces
  boxes: Flatbush | null
}

/** A geometry by its number, and how far from the point it is. */
export interface Near {
  index: number
  distanceM: number
}

export function indexPieces(pieces: Pieces): PieceIndex {
  if (pieces.count === 0) return { pieces, boxes: null }
  const boxes = new Flatbush(pieces.count)
  for (let piece = 0; piece < pieces.count; piece++) boxes.add(...boxOf(pieces, piece))
  boxes.finish()
  return { pieces, boxes }
}

/** Number of the first geometry that covers the point, -1 where none does. Exact. */
export function firstCovering({ pieces, boxes }: PieceIndex, lon: number, lat: number): number {
  if (boxes === null) return -1
  const candidates = boxes.search(lon, lat, lon, lat)
  let first = pieces.count
  for (const piece of candidates) {
    if (piece < first && pieceSide(pieces, piece, lon, lat) >= 0) first = piece
  }
  return first === pieces.count ? -1 : pieces.owner[first]!
}

/** Metres from a point to the nearest border of one geometry. */
export function borderMetres({ pieces }: PieceIndex, index: number, [lon, lat]: LonLat, scale = scaleAt(lat)): number {
  let best = Infinity
  for (let piece = pieces.firstPiece[index]!, end = pieces.firstPiece[index + 1]!; piece < end; piece++) {
    best = borderDistance2(pieces, piece, lon, lat, scale, best)
  }
  return Math.sqrt(best)
}

/**
 * Every geometry within `metres` of a point but `except`, the first that covers it or -1; nearest first, equal distances
 * in order of precedence. The cells around name the candidates; where they cannot, the tree of boxes does.
 */
export function within(
  { pieces, boxes }: PieceIndex,
  cells: Cells | null,
  [lon, lat]: LonLat,
  metres: number,
  except: number,
  scale = scaleAt(lat),
): Near[] {
  const found: Near[] = []
  if (boxes === null) return found
  const box = boxAround(lon, lat, metres, scale)
  let candidates: number[] = []
  let covering = true
  if (cells !== null && leavesAround(cells, box, candidates)) covering = except < 0 || mayOverlapAt(cells, lon, lat)
  else candidates = [...new Set(boxes.search(...box).map((piece) => pieces.owner[piece]!))]
  const limit2 = metres * metres
  for (let i = 0; i < candidates.length; i++) {
    const index = candidates[i]!
    if (index === except) continue
    const distance2 = distance2To(pieces, index, lon, lat, scale, limit2, covering)
    if (distance2 <= limit2) found.push({ index, distanceM: Math.sqrt(distance2) })
  }
  return found.length < 2 ? found : found.sort((a, b) => a.distanceM - b.distanceM || a.index - b.index)
}

/** Metres²: whoever is farther from the border of a piece than this does not stand on it. */
const ON_BORDER_2 = 1e-6

/**
 * Metres² from a point to the nearest piece of a geometry; more than `limit2` where all are farther than that.
 * `covering` says whether a piece may have the point inside.
 */
function distance2To(
  pieces: Pieces,
  index: number,
  lon: number,
  lat: number,
  scale: Scale,
  limit2: number,
  covering: boolean,
): number {
  let best = limit2 * (1 + Number.EPSILON) + Number.MIN_VALUE
  for (let piece = pieces.firstPiece[index]!, end = pieces.firstPiece[index + 1]!; piece < end; piece++) {
    if (boxDistance2(pieces.boxes, piece, lon, lat, scale) > limit2) continue
    const border2 = borderDistance2(pieces, piece, lon, lat, scale, best)
    const asked = covering || border2 < ON_BORDER_2
    best = asked && pieceSide(pieces, piece, lon, lat) >= 0 ? 0 : border2
  }
  return best
}

/** Metres around a point without geometry in which the cells are asked for the nearest, one after another. */
const AROUND = [25, 100]

/** The geometry nearest to a point that none covers, the first of equals; null where there is none. */
export function nearest(index: PieceIndex, cells: Cells | null, point: LonLat): Near | null {
  const { pieces, boxes } = index
  if (boxes === null) return null
  const [lon, lat] = point
  const scale = scaleAt(lat)
  for (const metres of AROUND) {
    const near = nearestWithin(pieces, cells, point, metres, scale)
    if (near !== null) return near
  }
  const [start] = boxes.neighbors(lon, lat, 1)
  const reach2 = pieceDistance2(pieces, start!, lon, lat, scale, Infinity)
  const around = boxes.search(...boxAround(lon, lat, Math.sqrt(reach2), scale)).sort((a, b) => a - b)
  return nearestOf(pieces, around, point, scale, { index: pieces.owner[start!]!, distance2: reach2 })
}

/** The nearest by the cells around; null where they cannot tell, or none is within `metres`. */
function nearestWithin(pieces: Pieces, cells: Cells | null, [lon, lat]: LonLat, metres: number, scale: Scale) {
  const candidates: number[] = []
  if (cells === null || !leavesAround(cells, boxAround(lon, lat, metres, scale), candidates)) return null
  let nearest = -1
  let best = metres * metres
  for (let i = 0; i < candidates.length; i++) {
    const index = candidates[i]!
    const distance2 = distance2To(pieces, index, lon, lat, scale, best, false)
    if (distance2 < best || (distance2 === best && (nearest < 0 || index < nearest))) {
      nearest = index
      best = distance2
    }
  }
  return nearest < 0 ? null : { index: nearest, distanceM: Math.sqrt(best) }
}

function nearestOf(
  pieces: Pieces,
  candidates: readonly number[],
  [lon, lat]: LonLat,
  scale: Scale,
  start: { index: number; distance2: number },
): Near {
  let { index, distance2: best } = start
  for (const piece of candidates) {
    if (boxDistance2(pieces.boxes, piece, lon, lat, scale) > best) continue
    const distance2 = pieceDistance2(pieces, piece, lon, lat, scale, Infinity)
    const owner = pieces.owner[piece]!
    if (distance2 < best || (distance2 === best && owner < index)) {
      index = owner
      best = distance2
    }
  }
  return { index, distanceM: Math.sqrt(best) }
}
