/** The binary COPY format of PostgreSQL (documentation, COPY, "Binary Format"): signature, flags, tuples, -1. */
const SIGNATURE = Buffer.from('PGCOPY\n\xff\r\n\0', 'latin1')
export const COPY_HEAD: Buffer = Buffer.concat([SIGNATURE, Buffer.alloc(8)])
export const COPY_END: Buffer = Buffer.from([0xff, 0xff])

/** The rows of a binary copy, cut anywhere, each a list of fields. @throws Error where it is cut off or no copy. */
export async function* readCopied(chunks: AsyncIterable<Buffer> | Iterable<Buffer>): AsyncGenerator<(Buffer | null)[]> {
  let rest: Buffer = Buffer.alloc(0)
  let headRead = false
  for await (const chunk of chunks) {
    rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk])
    if (!headRead) {
      if (rest.length < COPY_HEAD.length) continue
      if (!rest.subarray(0, SIGNATURE.length).equals(SIGNATURE)) throw new Error('This is no binary copy')
      rest = rest.subarray(COPY_HEAD.length)
      headRead = true
    }
    for (let tuple = tupleAt(rest); tuple !== null; tuple = tupleAt(rest)) {
      if (tuple.fields === null) return
      yield tuple.fields
      rest = rest.subarray(tuple.length)
    }
  }
  throw new Error('The binary copy is cut off')
}

/** The tuple that begins the bytes; null where they end inside it, `fields` null at the end of the copy. */
function tupleAt(bytes: Buffer): { fields: (Buffer | null)[] | null; length: number } | null {
  if (bytes.length < 2) return null
  const count = bytes.readInt16BE(0)
  if (count === -1) return { fields: null, length: 2 }
  let at = 2
  const fields: (Buffer | null)[] = []
  for (let field = 0; field < count; field++) {
    if (bytes.length < at + 4) return null
    const length = bytes.readInt32BE(at)
    at += 4
    if (length >= 0 && bytes.length < at + length) return null
    fields.push(length < 0 ? null : bytes.subarray(at, at + length))
    at += Math.max(0, length)
  }
  return { fields, length: at }
}
