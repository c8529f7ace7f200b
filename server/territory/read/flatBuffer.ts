/**
 * Proves that a FlatBuffer stays inside its bytes, as far as the FlatGeobuf schema is read: the library follows every
 * offset and believes every count, so that one damaged byte makes it loop for minutes. Slots are those of the schema
 * (flatgeobuf, header.fbs and feature.fbs, version 3).
 */
const HEADER = { name: 4, envelope: 6, columns: 18, crs: 24 }
const COLUMN = { name: 4 }
const FEATURE = { geometry: 4, properties: 6, columns: 8 }
const GEOMETRY = { ends: 4, xy: 6, z: 8, m: 10, t: 12, tm: 14, parts: 18 }
const CRS_TEXTS = [4, 8, 10, 12, 14]
const LIMIT_DEPTH = 8

/** @throws RangeError where a header (without its size prefix) leads out of itself. */
export function proveHeader(bytes: Buffer): void {
  const table = rootOf(bytes)
  proveVector(bytes, table, HEADER.name, 1)
  proveVector(bytes, table, HEADER.envelope, 8)
  for (const column of tablesAt(bytes, table, HEADER.columns)) proveVector(bytes, column, COLUMN.name, 1)
  const crs = fieldAt(bytes, table, HEADER.crs)
  if (crs !== null) for (const text of CRS_TEXTS) proveVector(bytes, crs + bytes.readUInt32LE(crs), text, 1)
}

/** @throws RangeError where a feature (without its size prefix) leads out of itself. */
export function proveFeature(bytes: Buffer): void {
  const table = rootOf(bytes)
  proveVector(bytes, table, FEATURE.properties, 1)
  if (fieldAt(bytes, table, FEATURE.columns) !== null) throw new RangeError('columns of its own, which are not read')
  const geometry = fieldAt(bytes, table, FEATURE.geometry)
  const budget = { left: bytes.length }
  if (geometry !== null) proveGeometry(bytes, geometry + bytes.readUInt32LE(geometry), 0, budget)
}

/** A tree of parts has fewer members than bytes; offsets that share a part again and again have more. */
function proveGeometry(bytes: Buffer, table: number, depth: number, budget: { left: number }): void {
  if (depth > LIMIT_DEPTH || budget.left-- <= 0) throw new RangeError('parts nested without end')
  proveVector(bytes, table, GEOMETRY.ends, 4)
  for (const slot of [GEOMETRY.xy, GEOMETRY.z, GEOMETRY.m, GEOMETRY.t, GEOMETRY.tm]) proveVector(bytes, table, slot, 8)
  for (const part of tablesAt(bytes, table, GEOMETRY.parts)) proveGeometry(bytes, part, depth + 1, budget)
}

const rootOf = (bytes: Buffer): number => bytes.readUInt32LE(0)

/** Where the value of a table's field stands; null where the field is not there. */
function fieldAt(bytes: Buffer, table: number, slot: number): number | null {
  const vtable = table - bytes.readInt32LE(table)
  if (slot >= bytes.readUInt16LE(vtable)) return null
  const offset = bytes.readUInt16LE(vtable + slot)
  return offset === 0 ? null : table + offset
}

/** First element and number of elements of a vector; none where the field is not there. */
function proveVector(bytes: Buffer, table: number, slot: number, size: number): { first: number; count: number } {
  const field = fieldAt(bytes, table, slot)
  if (field === null) return { first: 0, count: 0 }
  const start = field + bytes.readUInt32LE(field)
  const count = bytes.readUInt32LE(start)
  if (start + 4 + count * size > bytes.length) throw new RangeError(`a list of ${count} in ${bytes.length} bytes`)
  return { first: start + 4, count }
}

function* tablesAt(bytes: Buffer, table: number, slot: number): Generator<number> {
  const { first, count } = proveVector(bytes, table, slot, 4)
  for (let at = first; at < first + count * 4; at += 4) yield at + bytes.readUInt32LE(at)
}
