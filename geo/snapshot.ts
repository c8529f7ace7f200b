import Flatbush from 'flatbush'
import type { AtlasParts } from './atlas.ts'
import { checksum } from './checksum.ts'
import { boundingBox } from './interior.ts'
import { atOnce, STEP, type Steps } from './steps.ts'
import { type Area, LEVELS, type Level } from './types.ts'
import { fromWkb, toWkb } from './wkb.ts'

/**
 * An atlas as one piece of memory, so that it need not be built again: 16 bytes of head (MAGIC, which carries the
 * version of the format; checksum of all that follows; bytes of the description), the description as JSON, and the
 * arrays that it names, each on a multiple of 8 bytes. What is said of the areas beside their shapes is JSON too, STEP
 * areas at a time. Numbers are little endian, as on every machine that Node runs
 * on. Geometries are WKB and become objects one by one, when somebody reads them.
 */
const MAGIC = [0x6c74614f, 0x00000004]
const HEAD = 16

type Numbers = Int32Array | Uint32Array | Float64Array | Uint8Array
type TypeName = 'Int32Array' | 'Uint32Array' | 'Float64Array' | 'Uint8Array'
const TYPES: Record<TypeName, new (memory: ArrayBufferLike, start: number, length: number) => Numbers> = {
  Int32Array,
  Uint32Array,
  Float64Array,
  Uint8Array,
}

interface Description {
  identity: string
  pieces: number
  frame: { west: number; south: number; perLon: number; perLat: number; columns: number; rows: number } | null
  arrays: Record<string, { type: TypeName; start: number; length: number }>
}

/** Level by its number, code, name, parent. */
type AreaRow = [level: number, code: string, name: string, parent: string | null]

/** Packs the parts of an atlas; `identity` says of which boundaries they are. */
export function packSnapshot({ areas, index, cells }: AtlasParts, identity: string): ArrayBuffer {
  const { pieces, boxes } = index
  const { count, ...layout } = pieces
  const bounds = new Float64Array(4 * areas.length).fill(NaN)
  const wkbs = areas.map(({ geometry }, i) => {
    bounds.set(boundingBox(geometry) ?? [], 4 * i)
    return toWkb(geometry)
  })
  const firstWkb = new Float64Array(areas.length + 1)
  wkbs.forEach((wkb, i) => {
    firstWkb[i + 1] = firstWkb[i]! + wkb.length
  })
  const arrays: Record<string, Numbers> = { ...layout, firstWkb, bounds, ...tableOf(areas) }
  if (boxes !== null) arrays.boxIndex = new Uint8Array(boxes.data)
  let frame: Description['frame'] = null
  if (cells !== null) {
    const { words, hides, ...rest } = cells
    Object.assign(arrays, { words, hides })
    frame = rest
  }
  const places: Description['arrays'] = {}
  let end = 0
  for (const [name, values] of Object.entries(arrays)) {
    places[name] = { type: values.constructor.name as TypeName, start: end, length: values.length }
    end = aligned(end + values.byteLength)
  }
  const wkb = end
  places.wkb = { type: 'Uint8Array', start: wkb, length: firstWkb.at(-1)! }
  const description: Description = { identity, pieces: count, frame, arrays: places }
  const text = new TextEncoder().encode(JSON.stringify(description))
  const base = aligned(HEAD + text.length)
  const packed = new Uint8Array(base + aligned(wkb + firstWkb.at(-1)!))
  packed.set(text, HEAD)
  for (const [name, { buffer, byteOffset, byteLength }] of Object.entries(arrays)) {
    packed.set(new Uint8Array(buffer, byteOffset, byteLength), base + places[name]!.start)
  }
  wkbs.forEach((bytes, i) => {
    packed.set(bytes, base + wkb + firstWkb[i]!)
  })
  const words = new Uint32Array(packed.buffer)
  words.set([...MAGIC, 0, text.length])
  words[2] = checksum(words.subarray(3))
  return packed.buffer
}

/** Whether memory holds a snapshot of this version and of these boundaries, whole and undamaged. */
export function isSnapshotOf(packed: ArrayBufferLike, identity: string): boolean {
  if (packed.byteLength < HEAD || packed.byteLength % 8 !== 0) return false
  const words = new Uint32Array(packed)
  if (words[0] !== MAGIC[0] || words[1] !== MAGIC[1] || words[2] !== checksum(words.subarray(3))) return false
  return describe(packed).identity === identity
}

/** The parts in a snapshot that `isSnapshotOf` has approved. They lie in the memory given: do not write to it. */
export const openSnapshot = (packed: ArrayBufferLike): AtlasParts => atOnce(openInSteps(packed))

/** The same in steps, between which others get their turn. */
export function* openInSteps(packed: ArrayBufferLike): Steps<AtlasParts> {
  const description = describe(packed)
  const base = aligned(HEAD + new Uint32Array(packed, 0, 4)[3]!)
  const array = <A extends Numbers>(name: string): A => {
    const { type, start, length } = description.arrays[name]!
    return new TYPES[type](packed, base + start, length) as A
  }
  const pieces = {
    count: description.pieces,
    xy: array<Float64Array>('xy'),
    owner: array<Int32Array>('owner'),
    firstPiece: array<Uint32Array>('firstPiece'),
    firstNode: array<Uint32Array>('firstNode'),
    nodes: array<Uint32Array>('nodes'),
    nodeBoxes: array<Float64Array>('nodeBoxes'),
    boxes: array<Float64Array>('boxes'),
  }
  const boxes =
    description.arrays.boxIndex === undefined ? null : Flatbush.from(packed, array<Uint8Array>('boxIndex').byteOffset)
  const { frame } = description
  const cells = frame && { ...frame, words: array<Int32Array>('words'), hides: array<Uint8Array>('hides') }
  const said = { table: array<Uint8Array>('table'), tableEnds: array<Float64Array>('tableEnds') }
  const areas = yield* areasIn(said, array('firstWkb'), array('wkb'))
  return { areas, index: { pieces, boxes }, cells, bounds: array<Float64Array>('bounds') }
}

function describe(packed: ArrayBufferLike): Description {
  const bytes = new Uint32Array(packed, 0, 4)[3]
  return JSON.parse(new TextDecoder().decode(new Uint8Array(packed, HEAD, bytes))) as Description
}

/** What is said of the areas as texts of STEP areas each, one behind the other, and where each ends. */
function tableOf(areas: AtlasParts['areas']): { table: Uint8Array; tableEnds: Float64Array } {
  const texts: Uint8Array[] = []
  for (let from = 0; from < areas.length; from += STEP) {
    const rows = areas
      .slice(from, from + STEP)
      .map(({ level, code, name, parent }): AreaRow => [LEVELS.indexOf(level), code, name, parent])
    texts.push(new TextEncoder().encode(JSON.stringify(rows)))
  }
  const tableEnds = new Float64Array(texts.length)
  texts.forEach((text, k) => {
    tableEnds[k] = (tableEnds[k - 1] ?? 0) + text.length
  })
  const table = new Uint8Array(tableEnds.at(-1) ?? 0)
  texts.forEach((text, k) => {
    table.set(text, tableEnds[k]! - text.length)
  })
  return { table, tableEnds }
}

function* areasIn(
  { table, tableEnds }: ReturnType<typeof tableOf>,
  firstWkb: Float64Array,
  wkb: Uint8Array,
): Steps<Area[]> {
  const areas: Area[] = []
  const read = (i: number) => fromWkb(wkb.subarray(firstWkb[i], firstWkb[i + 1]))
  for (const [k, end] of tableEnds.entries()) {
    for (const row of JSON.parse(new TextDecoder().decode(table.subarray(tableEnds[k - 1] ?? 0, end))) as AreaRow[]) {
      const at = areas.length
      areas.push(areaOf(row, () => read(at)))
    }
    yield
  }
  return areas
}

/** An area that reads its geometry when it is first asked for it. */
function areaOf([level, code, name, parent]: AreaRow, read: () => Area['geometry']): Area {
  let made: Area['geometry'] | undefined
  return {
    level: LEVELS[level] as Level,
    code,
    name,
    parent,
    get geometry() {
      made ??= read()
      return made
    },
  }
}

const aligned = (bytes: number) => Math.ceil(bytes / 8) * 8
