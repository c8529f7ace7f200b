import { closeSync, createReadStream, openSync, writeSync } from 'node:fs'
import type { Level, LonLat } from '../../../geo/types.ts'
import { COPY_END, COPY_HEAD } from '../copied.ts'

/** An area as it goes into the database, its geometry already WKB. */
export interface AreaCopy {
  level: Level
  code: string
  name: string
  parent: string | null
  wkb: Uint8Array
  label: LonLat
  areaM2: number
  source: Record<string, unknown>
}

/** Columns of `area` in the order in which `rowsToCopy` gives them. */
export const COPIED_COLUMNS = 'edition_id, level, code, name, parent_code, geom, label_lon, label_lat, area_m2, source'
const FIELDS = 10

export interface RowFile {
  write(row: AreaCopy): void
  close(): void
}

const BLOCK_BYTES = 1024 * 1024

/** Writes areas to a file that `rowsToCopy` reads: a length and the fields of a tuple, without the edition. */
export function openRowFile(path: string): RowFile {
  const file = openSync(path, 'wx', 0o600)
  let waiting: Buffer[] = []
  let bytes = 0
  const flush = () => {
    const all = Buffer.concat(waiting)
    for (let done = 0; done < all.length; ) done += writeSync(file, all, done)
    waiting = []
    bytes = 0
  }
  return {
    write(row) {
      const tuple = tupleOf(row)
      waiting.push(int32(tuple.length), tuple)
      bytes += tuple.length + 4
      if (bytes >= BLOCK_BYTES) flush()
    },
    close() {
      flush()
      closeSync(file)
    },
  }
}

function tupleOf({ level, code, name, parent, wkb, label, areaM2, source }: AreaCopy): Buffer {
  const [lon, lat] = label
  // jsonb in its binary form: a version byte, then the text
  const json = Buffer.concat([Buffer.from([1]), Buffer.from(JSON.stringify(source))])
  const texts = [level, code, name].map((value) => Buffer.from(value))
  const fields = [...texts, parent === null ? null : Buffer.from(parent), wkb, f64(lon), f64(lat), f64(areaM2), json]
  return Buffer.concat(fields.flatMap((field) => (field === null ? [int32(-1)] : [int32(field.length), field])))
}

function int32(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeInt32BE(value)
  return bytes
}
function f64(value: number): Buffer {
  const bytes = Buffer.alloc(8)
  bytes.writeDoubleBE(value)
  return bytes
}

/** The file's areas as a binary copy into COPIED_COLUMNS of one edition. @throws Error where the file is cut off. */
export async function* rowsToCopy(
  path: string,
  editionId: number,
  onRows: (rows: number) => void,
): AsyncGenerator<Uint8Array> {
  const lead = Buffer.concat([Buffer.from([0, FIELDS]), int32(4), int32(editionId)])
  let rest: Buffer = Buffer.alloc(0)
  let rows = 0
  yield COPY_HEAD
  for await (const chunk of createReadStream(path, { highWaterMark: BLOCK_BYTES }) as AsyncIterable<Buffer>) {
    rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk])
    const tuples: Buffer[] = []
    while (rest.length >= 4) {
      const length = rest.readInt32BE(0)
      if (rest.length < 4 + length) break
      tuples.push(lead, rest.subarray(4, 4 + length))
      rest = rest.subarray(4 + length)
    }
    if (tuples.length === 0) continue
    rows += tuples.length / 2
    onRows(rows)
    yield Buffer.concat(tuples)
  }
  if (rest.length > 0) throw new Error('The file of areas is cut off')
  yield COPY_END
}
