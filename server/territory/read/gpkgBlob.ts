import { ArcError, anyFromWkb } from '../../../geo/wkb.ts'
import type { RawGeometry } from './source.ts'

const ENVELOPE_BYTES = [0, 32, 48, 48, 64]

/**
 * The geometry of a GeoPackageBinary (OGC 12-128r18, 2.1.3): a header with an envelope, then WKB. Empty geometries
 * and NULL are null.
 * @throws RangeError: not such a blob, or one with arcs
 */
export function geometryOfBlob(blob: unknown): RawGeometry | null {
  if (blob === null || blob === undefined) return null
  if (!(blob instanceof Uint8Array)) throw new RangeError(`expected a geometry, got ${typeof blob}`)
  if (blob[0] !== 0x47 || blob[1] !== 0x50 || blob.length < 8) throw new RangeError('expected a blob that begins "GP"')
  const flags = blob[3]!
  if (flags & EXTENDED) throw new RangeError('expected a standard geometry, got one of an extension')
  const envelope = ENVELOPE_BYTES[(flags >> 1) & 7]
  if (envelope === undefined) throw new RangeError(`expected an envelope of type 0 to 4, got ${(flags >> 1) & 7}`)
  if (flags & EMPTY) return null
  const wkb = blob.subarray(8 + envelope)
  try {
    return anyFromWkb(wkb)
  } catch (error) {
    throw error instanceof ArcError ? new RangeError(curved(error.type)) : error
  }
}

const curved = (type: string) =>
  `曲线或曲面 ${type}：请先转为普通多边形（ogr2ogr -nlt CONVERT_TO_LINEAR） / ` +
  `a curve or a surface (${type}): turn it into plain polygons first (ogr2ogr -nlt CONVERT_TO_LINEAR)`

const EMPTY = 0x10
const EXTENDED = 0x20
