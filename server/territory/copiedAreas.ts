import type { PackedArea } from '../../geo/packedArea.ts'
import { LEVELS, type Level } from '../../geo/types.ts'
import { readCopied } from './copied.ts'

/** The areas of an edition as the database copied them out, unread: what one thread hands to another by transfer. */
export type CopiedAreas = ArrayBuffer[]

const PIECE = 1024 * 1024

/** Gathers a copy in pieces that own their memory, so that they can be transferred. */
export async function piecesOf(copy: AsyncIterable<Buffer>): Promise<CopiedAreas> {
  const pieces: CopiedAreas = []
  let piece = new Uint8Array(PIECE)
  let used = 0
  const put = () => {
    if (used > 0) pieces.push(used === PIECE ? piece.buffer : piece.slice(0, used).buffer)
  }
  for await (const chunk of copy) {
    for (let at = 0; at < chunk.length; ) {
      const taken = Math.min(chunk.length - at, PIECE - used)
      piece.set(chunk.subarray(at, at + taken), used)
      at += taken
      used += taken
      if (used < PIECE) continue
      put()
      piece = new Uint8Array(PIECE)
      used = 0
    }
  }
  put()
  return pieces
}

/** An area of a copy; without a geometry where none was asked for. */
type CopiedArea = Omit<PackedArea, 'wkb'> & { wkb: Uint8Array | null }

/** The areas in the bytes of `copyOfAreas`, in no order. */
export async function* areasCopiedIn(
  chunks: AsyncIterable<Buffer> | Iterable<Buffer>,
): AsyncGenerator<CopiedArea, void, undefined> {
  for await (const [level, code, name, parent, wkb] of readCopied(chunks)) {
    yield {
      level: levelOf(text(level)),
      code: text(code),
      name: text(name),
      parent: parent ? text(parent) : null,
      wkb: wkb ?? null,
    }
  }
}

/** The areas of a whole copy by code. It is used up: each piece is let go of as it is read. */
export async function packedAreasIn(pieces: CopiedAreas): Promise<PackedArea[]> {
  const areas: PackedArea[] = []
  for await (const { wkb, ...area } of areasCopiedIn(consumed(pieces))) if (wkb !== null) areas.push({ ...area, wkb })
  return areas.sort((a, b) => (a.code < b.code ? -1 : 1))
}

function* consumed(pieces: CopiedAreas): Generator<Buffer> {
  for (let piece = pieces.shift(); piece !== undefined; piece = pieces.shift()) yield Buffer.from(piece)
}

const text = (bytes: Buffer | null | undefined): string => bytes?.toString('utf8') ?? ''

function levelOf(word: string): Level {
  const found = LEVELS.find((level) => level === word)
  if (found === undefined) throw new Error(`"${word}" is no level`)
  return found
}
