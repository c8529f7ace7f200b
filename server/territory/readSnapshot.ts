import { type FileHandle, open } from 'node:fs/promises'
import { frontOf, headBytes, isHeadOf, isWhole, type Portion, portionsOf, START } from '../../geo/snapshotProof.ts'
import { fileOf } from './atlasFile.ts'

/** A snapshot of which the portions in front are proven, so that it may be opened, and the others are on their way. */
export interface Reading {
  snapshot: SharedArrayBuffer
  /** Whether the rest is as it was written, once it has been read: only then may what was opened be used. */
  whole: Promise<boolean>
}

/** Portions that are read at once: the threads of Node that read files are four, unless somebody sets another number. */
const LANES = 4

/**
 * Reads the snapshot of an edition into memory that threads share: in the threads of the file system, so that the caller
 * is held up by a proof of a millisecond at a time only. Null where none of this very content can be read.
 */
export async function readSnapshot(dataFolder: string, editionId: number, content: string): Promise<Reading | null> {
  const file = await open(fileOf(dataFolder, editionId)).catch(() => null)
  if (file === null) return null
  const begun = await begin(file, content).catch(() => null)
  if (begun === null) {
    await file.close()
    return null
  }
  const { snapshot, rest } = begun
  return { snapshot, whole: areProven(file, snapshot, rest).finally(() => file.close()) }
}

/** Reads the head and the portions in front. */
async function begin(file: FileHandle, content: string) {
  const start = new ArrayBuffer(START)
  await fill(file, start, 0, START)
  const snapshot = new SharedArrayBuffer((await file.stat()).size)
  await fill(file, snapshot, 0, Math.min(headBytes(start), snapshot.byteLength))
  if (!isHeadOf(snapshot, content)) return null
  const portions = portionsOf(snapshot)
  const front = portions.splice(0, frontOf(snapshot))
  return (await areProven(file, snapshot, front)) ? { snapshot, rest: portions } : null
}

/** Reads portions, and proves each as it comes. */
async function areProven(file: FileHandle, snapshot: SharedArrayBuffer, portions: Portion[]): Promise<boolean> {
  const left = portions.values()
  const lane = async () => {
    for (const portion of left) {
      await fill(file, snapshot, portion.start, portion.end)
      if (!isWhole(snapshot, portion)) return false
    }
    return true
  }
  const lanes = await Promise.all(Array.from({ length: LANES }, () => lane().catch(() => false)))
  return !lanes.includes(false)
}

/** What the file has no bytes for stays as it is: the proof finds that. @throws file system errors */
async function fill(file: FileHandle, memory: ArrayBufferLike, start: number, end: number): Promise<void> {
  for (let at = start, bytesRead = 1; at < end && bytesRead > 0; at += bytesRead) {
    bytesRead = (await file.read(new Uint8Array(memory, at, end - at), 0, end - at, at)).bytesRead
  }
}
