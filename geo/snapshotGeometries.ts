import { boundingBox } from './interior.ts'
import { APART, geometryIn, type Shape, shapeOf } from './laidOut.ts'
import type { Pieces } from './pieces.ts'
import type { Area } from './types.ts'
import { fromWkb, toWkb } from './wkb.ts'

export interface KeptGeometries {
  /** Of every area. */
  shapes: Uint8Array
  /** Where the WKB of every area begins, and the end of the last: nothing lies between for one that is kept as pieces. */
  firstWkb: Float64Array
  wkb: Uint8Array
}

/** How the geometry of every area is kept, with its box: NaN where it has no extent. */
export function geometriesOf(areas: readonly Area[], leaves: Uint32Array, pieces: Pieces) {
  const leafOf = leavesByPlace(leaves, areas.length)
  const bounds = new Float64Array(4 * areas.length).fill(NaN)
  const shapes = new Uint8Array(areas.length)
  const firstWkb = new Float64Array(areas.length + 1)
  const wkbs = areas.map(({ geometry }, i) => {
    bounds.set(boundingBox(geometry) ?? [], 4 * i)
    shapes[i] = leafOf[i]! < 0 ? APART : shapeOf(pieces, leafOf[i]!, geometry)
    const wkb = shapes[i] === APART ? toWkb(geometry) : new Uint8Array(0)
    firstWkb[i + 1] = firstWkb[i]! + wkb.length
    return wkb
  })
  return { bounds, shapes, wkbs, firstWkb }
}

/** Reads the geometry of the area at a place. */
export function geometryReader({ shapes, firstWkb, wkb }: KeptGeometries, leaves: Uint32Array, pieces: Pieces) {
  const leafOf = leavesByPlace(leaves, shapes.length)
  return (place: number) => {
    const shape = shapes[place]! as Shape
    if (shape === APART) return fromWkb(wkb.subarray(firstWkb[place], firstWkb[place + 1]))
    return geometryIn(pieces, leafOf[place]!, shape)
  }
}

/** The number of the leaf that an area is, by its place; -1 where it has children. */
function leavesByPlace(leaves: Uint32Array, areas: number): Int32Array {
  const leafOf = new Int32Array(areas).fill(-1)
  leaves.forEach((place, leaf) => {
    leafOf[place] = leaf
  })
  return leafOf
}
