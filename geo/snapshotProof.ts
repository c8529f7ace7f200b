import { checksum } from './checksum.ts'

/**
 * How a snapshot is told to be whole, and of these boundaries. It is a head and a body. The head: six words (MAGIC, which
 * carries the version of the format; checksum of the head from there on; bytes of the description; portions of the body;
 * bytes of the body that opening looks at), the description as JSON, and the checksum of every portion of the body. So
 * a reader that has the first portions may open them while the rest is read and proven.
 */
const MAGIC = [0x6c74614f, 0x00000006]
const SUMMED_FROM = 3
const PORTION = 2 ** 20

/** Bytes at the start that tell how long the head is. */
export const START = 24

export type Numbers = Int32Array | Uint32Array | Float64Array | Uint8Array
export type TypeName = 'Int32Array' | 'Uint32Array' | 'Float64Array' | 'Uint8Array'

export interface Description {
  identity: string
  pieces: number
  frame: { west: number; south: number; perLon: number; perLat: number; columns: number; rows: number } | null
  /** By bytes from the start of the body. */
  arrays: Record<string, { type: TypeName; start: number; length: number }>
}

/** Bytes of a snapshot, and what their checksum must be. */
export interface Portion {
  start: number
  end: number
  sum: number
}

/** Memory for a snapshot that threads share, with its head but for the checksums; the body begins at `base`. */
export function withHead(description: Description, body: { bytes: number; front: number }) {
  const text = new TextEncoder().encode(JSON.stringify(description))
  const portions = Math.ceil(body.bytes / PORTION)
  const base = baseOf(text.length, portions)
  const packed = new SharedArrayBuffer(base + body.bytes)
  new Uint32Array(packed).set([...MAGIC, 0, text.length, portions, body.front])
  new Uint8Array(packed).set(text, START)
  return { packed, base }
}

/** Puts the checksums in their places, the last thing that is done to a snapshot. */
export function seal(packed: SharedArrayBuffer): void {
  const sums = sumsIn(packed)
  portionsOf(packed).forEach((portion, k) => {
    sums[k] = sumOf(packed, portion)
  })
  new Uint32Array(packed)[2] = headSum(packed)
}

/** Bytes of the head; 0 where the memory, of which START bytes are looked at, does not begin a snapshot of this version. */
export function headBytes(packed: ArrayBufferLike): number {
  if (packed.byteLength < START || packed.byteLength % 8 !== 0) return 0
  const words = new Uint32Array(packed, 0, START / 4)
  return words[0] === MAGIC[0] && words[1] === MAGIC[1] ? baseOf(words[3]!, words[4]!) : 0
}

/** Whether memory begins with the undamaged head of a snapshot of these boundaries that is as long as this memory. */
export function isHeadOf(packed: ArrayBufferLike, identity: string): boolean {
  const bytes = headBytes(packed)
  if (bytes === 0 || bytes > packed.byteLength || new Uint32Array(packed)[2] !== headSum(packed)) return false
  return (
    portionsIn(packed) === Math.ceil((packed.byteLength - bytes) / PORTION) && describe(packed).identity === identity
  )
}

/** The portions of a snapshot whose head is proven: `front` are those that opening looks at. */
export function portionsOf(packed: ArrayBufferLike): Portion[] {
  const base = headBytes(packed)
  return Array.from(sumsIn(packed), (sum, k) => {
    const start = base + k * PORTION
    return { start, end: Math.min(start + PORTION, packed.byteLength), sum }
  })
}

/** So many portions, the first ones, are looked at when a snapshot is opened. */
export const frontOf = (packed: ArrayBufferLike): number => Math.ceil(new Uint32Array(packed, 0, 6)[5]! / PORTION)

export const isWhole = (packed: ArrayBufferLike, portion: Portion): boolean => sumOf(packed, portion) === portion.sum

/** Whether memory holds a snapshot of this version and of these boundaries, whole and undamaged. */
export const isSnapshotOf = (packed: ArrayBufferLike, identity: string): boolean =>
  isHeadOf(packed, identity) && portionsOf(packed).every((portion) => isWhole(packed, portion))

export function describe(packed: ArrayBufferLike): Description {
  const text = new Uint8Array(packed, START, new Uint32Array(packed, 0, 4)[3])
  return JSON.parse(new TextDecoder().decode(text)) as Description
}

export const aligned = (bytes: number): number => Math.ceil(bytes / 8) * 8

const baseOf = (text: number, portions: number) => aligned(START + aligned(text) + 4 * portions)
const portionsIn = (packed: ArrayBufferLike) => new Uint32Array(packed, 0, 5)[4]!
const sumsIn = (packed: ArrayBufferLike) =>
  new Uint32Array(packed, START + aligned(new Uint32Array(packed, 0, 4)[3]!), portionsIn(packed))
const sumOf = (packed: ArrayBufferLike, { start, end }: Pick<Portion, 'start' | 'end'>) =>
  checksum(new Uint32Array(packed, start, (end - start) / 4))
const headSum = (packed: ArrayBufferLike) =>
  checksum(new Uint32Array(packed, 4 * SUMMED_FROM, headBytes(packed) / 4 - SUMMED_FROM))
