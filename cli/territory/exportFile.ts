import { createWriteStream } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Level } from '../../geo/types.ts'
import { Problem } from '../../server/errors.ts'
import type { House } from '../../server/house.ts'
import { exportEdition } from '../../server/territory/export.ts'

/** Writes an edition to a file, which appears under its name only when it is complete. @throws Problem */
export async function exportFile(house: House, edition: number, out: string, level?: Level): Promise<void> {
  const { text } = await exportEdition(house.db, edition, level)
  const part = `${out}.part`
  try {
    await pipeline(Readable.from(text), createWriteStream(part))
    await rename(part, out)
  } catch (error) {
    await rm(part, { force: true })
    const { code = '', message } = error as NodeJS.ErrnoException
    if (!/^E[A-Z]+$/.test(code)) throw error
    const flaws = [{ path: 'out', expected: 'a file that can be written', got: message }]
    throw new Problem('invalid-input', { flaws, cause: error })
  }
}
