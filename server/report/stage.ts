import { createHash } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'

/** A body that was written to disk to be read more than once; `remove` when done. */
export interface Staged {
  path: string
  /** SHA-256, hex. */
  digest: string
  remove(): Promise<void>
}

/** Writes a stream to a private temporary file in constant memory; nothing stays behind when it breaks off. */
export async function stage(body: NodeJS.ReadableStream): Promise<Staged> {
  const folder = await mkdtemp(path.join(tmpdir(), 'onegrid-bulk-'))
  const remove = () => rm(folder, { recursive: true, force: true })
  const file = path.join(folder, 'rows.csv')
  const hash = createHash('sha256')
  const hashing = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk)
      done(null, chunk)
    },
  })
  try {
    await pipeline(body, hashing, createWriteStream(file, { mode: 0o600 }))
  } catch (error) {
    await remove()
    throw error
  }
  return { path: file, digest: hash.digest('hex'), remove }
}
