import { createWriteStream } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { Problem } from '../../errors.ts'
import { NO_ROOM } from '../../startProblem.ts'
import { newUploadName, uploadsFolder } from './work.ts'

export const spoolPath = (folder: string, spool: string): string => join(uploadsFolder(folder), spool)

/**
 * Writes what is uploaded to disk; answers its name there and its size. Half a file leaves nothing.
 * @throws Problem file-too-large, file-cut-off (the sender went away), no-room
 */
export async function spoolUpload(
  folder: string,
  source: AsyncIterable<Uint8Array>,
  { limitBytes, declaredBytes }: { limitBytes: number; declaredBytes: number | null },
): Promise<{ spool: string; bytes: number }> {
  if (declaredBytes !== null && declaredBytes > limitBytes) throw tooLarge(limitBytes)
  const spool = newUploadName()
  const path = spoolPath(folder, spool)
  let bytes = 0
  async function* counted() {
    for await (const chunk of source) {
      bytes += chunk.byteLength
      if (bytes > limitBytes) throw tooLarge(limitBytes)
      yield chunk
    }
  }
  const file = createWriteStream(path, { flags: 'wx', mode: 0o600 })
  try {
    await pipeline(counted(), file)
    if (declaredBytes !== null && bytes !== declaredBytes) throw cutOff(bytes, declaredBytes)
    return { spool, bytes }
  } catch (error) {
    // A file that is still being opened would come to be after it was removed.
    if (!file.closed) await new Promise<void>((closed) => file.once('close', closed))
    await rm(path, { force: true })
    if (error instanceof Problem) throw error
    if (NO_ROOM.test(String(error))) throw new Problem('no-room', { facts: { folder }, cause: error })
    throw cutOff(bytes, declaredBytes, error)
  }
}

const tooLarge = (limitBytes: number) => new Problem('file-too-large', { facts: { limitBytes } })
const cutOff = (bytes: number, expectedBytes: number | null, cause?: unknown) =>
  new Problem('file-cut-off', { facts: { bytes, expectedBytes }, cause })
