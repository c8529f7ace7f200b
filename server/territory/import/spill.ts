import { closeSync, openSync, readSync, unlinkSync, writeSync } from 'node:fs'

/** Where bytes lie in a spill. */
export interface Kept {
  at: number
  length: number
}

/** Geometries on disk instead of in memory: bytes go in one after another and come back by their place. */
export interface Spill {
  keep(bytes: Uint8Array): Kept
  read(kept: Kept): Uint8Array
  /** Removes the file. */
  close(): void
}

const BLOCK_BYTES = 4 * 1024 * 1024

/** A new spill in a file that nobody else uses. */
export function openSpill(path: string): Spill {
  const file = openSync(path, 'wx+', 0o600)
  const block = Buffer.allocUnsafe(BLOCK_BYTES)
  let written = 0
  let waiting = 0

  const flush = () => {
    writeAll(file, block.subarray(0, waiting), written)
    written += waiting
    waiting = 0
  }

  return {
    keep(bytes) {
      const at = written + waiting
      if (waiting + bytes.length > BLOCK_BYTES) flush()
      if (bytes.length > BLOCK_BYTES) {
        writeAll(file, bytes, written)
        written += bytes.length
      } else {
        block.set(bytes, waiting)
        waiting += bytes.length
      }
      return { at, length: bytes.length }
    },
    read({ at, length }) {
      if (at + length > written) flush()
      const bytes = new Uint8Array(length)
      for (let done = 0; done < length; ) {
        const got = readSync(file, bytes, done, length - done, at + done)
        if (got === 0) throw new Error(`The spill ends before byte ${at + length}`)
        done += got
      }
      return bytes
    },
    close() {
      closeSync(file)
      unlinkSync(path)
    },
  }
}

function writeAll(file: number, bytes: Uint8Array, at: number): void {
  for (let done = 0; done < bytes.length; ) done += writeSync(file, bytes, done, bytes.length - done, at + done)
}
