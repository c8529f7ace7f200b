import Flatbush from 'flatbush'
import type { Cells } from './cells.ts'
import { leavesAround } from './cellsAround.ts'
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
export function borderMetres({ pieces }: PieceIndex, index: number, [lon, lat]: LonLat): number {
  const scale = scaleAt(lat)
  let best = Infinity
  for (let piece = pieces.firstPiece[index]!; piece < pieces.firstPiece[index + 1]!; piece++) {
    best = borderDistance2(pieces, piece, lon, lat, scale, best)
  }
  return Math.sqrt(best)
}

/**
 * Every geometry within `metres` of a point, but `except`, nearest first, equal distances in order of precedence. The
 * cells around name the candidates; where they cannot, the tree of boxes does.
 */
export function within(
  { pieces, boxes }: PieceIndex,
  cells: Cells | null,
  [lon, lat]: LonLat,
  metres: number,
  except: number,
): Near[] {
  if (boxes === null) return []
  const scale = scaleAt(lat)
  const box = boxAround(lon, lat, metres, scale)
  const candidates: number[] = []
  if (cells === null || !leavesAround(cells, box, candidates)) {
    candidates.splice(0, Infinity, ...new Set(boxes.search(...box).map((piece) => pieces.owner[piece]!)))
  }
  const found: Near[] = []
  for (const index of candidates) {
    if (index === except) continue
    const distance2 = distance2To(pieces, index, lon, lat, scale, metres * metres)
    if (distance2 <= metres * metres) found.push({ index, distanceM: Math.sqrt(distance2) })
  }
  return found.sort((a, b) => a.distanceM - b.distanceM || a.index - b.index)
}

/** Metres² from a point to the nearest piece of a geometry; more than `limit2` where all are farther than that. */
function distance2To(pieces: Pieces, index: number, lon: number, lat: number, scale: Scale, limit2: number): number {
  let best = limit2 * (1 + Number.EPSILON) + Number.MIN_VALUE
  for (let piece = pieces.firstPiece[index]!; piece < pieces.firstPiece[index + 1]!; piece++) {
    if (boxDistance2(pieces.boxes, piece, lon, lat, scale) <= limit2) {
      best = Math.min(best, pieceDistance2(pieces, piece, lon, lat, scale, best))
    }
  }
  return best
}

/** The geometry nearest to a point, the first of equals; null where there is none. */
export function nearest({ pieces, boxes }: PieceIndex, [lon, lat]: LonLat): Near | null {
  if (boxes === null) return null
  const scale = scaleAt(lat)
  const [start] = boxes.neighbors(lon, lat, 1)
  const reach2 = pieceDistance2(pieces, start!, lon, lat, scale, Infinity)
  const around = boxes.search(...boxAround(lon, lat, Math.sqrt(reach2), scale)).sort((a, b) => a - b)
  return nearestOf(pieces, around, [lon, lat], scale, { index: pieces.owner[start!]!, distance2: reach2 })
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
