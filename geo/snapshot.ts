import Flatbush from 'flatbush'
import type { AtlasParts } from './atlas.ts'
import type { Pieces } from './pieces.ts'
import { geometriesOf, geometryReader } from './snapshotGeometries.ts'
import {
  aligned,
  type Description,
  describe,
  headBytes,
  type Numbers,
  seal,
  type TypeName,
  withHead,
} from './snapshotProof.ts'
import { areasIn, tableOf } from './snapshotTable.ts'
import { atOnce, type Steps } from './steps.ts'

/**
 * An atlas as one piece of memory, so that it need not be built again: the head that geo/snapshotProof.ts tells of, and
 * a body of the arrays that it names, each on a multiple of 8 bytes, those that opening looks at before the others.
 * Numbers are little endian, as on every machine that Node runs on. Geometries become objects one by one, when somebody
 * reads them: from the pieces of leaves where these hold them whole, else from WKB.
 */
const TYPES: Record<TypeName, new (memory: ArrayBufferLike, start: number, length: number) => Numbers> = {
  Int32Array,
  Uint32Array,
  Float64Array,
  Uint8Array,
}

/** Packs the parts of an atlas; `identity` says of which boundaries they are. */
export function packSnapshot({ areas, leaves, index, cells }: AtlasParts, identity: string): SharedArrayBuffer {
  const { count, ...layout } = index.pieces
  const { words, hides, ...frame } = cells ?? { words: null, hides: null }
  const { bounds, shapes, wkbs, firstWkb } = geometriesOf(areas, leaves, index.pieces)
  const front: Record<string, Numbers> = { ...tableOf(areas), leaves, shapes }
  if (index.boxes !== null) front.boxIndex = new Uint8Array(index.boxes.data)
  const rest: Record<string, Numbers> = { ...layout, firstWkb, bounds }
  if (words !== null) Object.assign(rest, { words, hides })

  const places: Description['arrays'] = {}
  let bytes = 0
  const place = (arrays: Record<string, Numbers>) => {
    for (const [name, values] of Object.entries(arrays)) {
      places[name] = { type: values.constructor.name as TypeName, start: bytes, length: values.length }
      bytes = aligned(bytes + values.byteLength)
    }
    return bytes
  }
  const frontBytes = place(front)
  const wkb = place(rest)
  places.wkb = { type: 'Uint8Array', start: wkb, length: firstWkb.at(-1)! }
  const description: Description = {
    identity,
    pieces: count,
    frame: words === null ? null : (frame as Description['frame']),
    arrays: places,
  }
  const { packed, base } = withHead(description, { bytes: aligned(wkb + firstWkb.at(-1)!), front: frontBytes })
  const all = new Uint8Array(packed)
  for (const [name, { buffer, byteOffset, byteLength }] of Object.entries({ ...front, ...rest })) {
    all.set(new Uint8Array(buffer, byteOffset, byteLength), base + places[name]!.start)
  }
  wkbs.forEach((one, i) => {
    all.set(one, base + wkb + firstWkb[i]!)
  })
  seal(packed)
  return packed
}

/** The parts in a snapshot that `isSnapshotOf` has approved. They lie in the memory given: do not write to it. */
export const openSnapshot = (packed: ArrayBufferLike): AtlasParts => atOnce(openInSteps(packed))

/**
 * The same in steps, between which others get their turn. Of the body it looks at the portions in front only: the others
 * may be read and proven meanwhile, before the parts are used.
 */
export function* openInSteps(packed: ArrayBufferLike): Steps<AtlasParts> {
  const description = describe(packed)
  const base = headBytes(packed)
  const array = <A extends Numbers>(name: string): A => {
    const { type, start, length } = description.arrays[name]!
    return new TYPES[type](packed, base + start, length) as A
  }
  const pieces: Pieces = {
    count: description.pieces,
    xy: array('xy'),
    owner: array('owner'),
    firstPiece: array('firstPiece'),
    firstNode: array('firstNode'),
    nodes: array('nodes'),
    nodeBoxes: array('nodeBoxes'),
    boxes: array('boxes'),
  }
  const boxes =
    description.arrays.boxIndex === undefined ? null : Flatbush.from(packed, array<Uint8Array>('boxIndex').byteOffset)
  const { frame } = description
  const cells = frame && { ...frame, words: array<Int32Array>('words'), hides: array<Uint8Array>('hides') }
  const leaves = array<Uint32Array>('leaves')
  const kept = {
    shapes: array<Uint8Array>('shapes'),
    firstWkb: array<Float64Array>('firstWkb'),
    wkb: array<Uint8Array>('wkb'),
  }
  const table = { table: array<Uint8Array>('table'), tableEnds: array<Float64Array>('tableEnds') }
  const areas = yield* areasIn(table, geometryReader(kept, leaves, pieces))
  return { areas, leaves, index: { pieces, boxes }, cells, bounds: array('bounds') }
}
