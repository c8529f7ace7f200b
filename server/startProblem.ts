import { statfsSync } from 'node:fs'

/**
 * Why the product cannot start, in one plain sentence a language, each saying what to do.
 * The command-line doors print it without a stack and end with exit code 1.
 */
export class StartProblem extends Error {
  readonly zh: string
  readonly en: string

  constructor(words: { zh: string; en: string }, cause?: unknown) {
    super(words.en, { cause })
    this.zh = words.zh
    this.en = words.en
  }
}

/** What PostgreSQL, DuckDB and the file system say when there is no room left. */
export const NO_ROOM = /No space left on device|ENOSPC|Disk quota exceeded|EDQUOT/

const SCARCE_BYTES = 16 * 1024 * 1024

/**
 * The disk of the data folder filled up while the product ran; undefined for every other error. A database that found no
 * room ends all its connections, so most of them only hear that they were lost: the disk itself is asked.
 */
export function outOfRoom(error: unknown, dataFolder: string): StartProblem | undefined {
  if (!NO_ROOM.test(String(error)) && freeBytes(dataFolder) > SCARCE_BYTES) return undefined
  return new StartProblem(
    {
      zh: '磁盘已满，已停止；已提交的数据不受影响。请腾出空间后重新启动，或用 --data 另选数据目录。',
      en: 'The disk is full, so the product stopped; what was committed is safe. Free some space and start again, or choose another folder with --data.',
    },
    error,
  )
}

/** Infinity where the folder cannot be asked. */
function freeBytes(folder: string): number {
  try {
    const { bavail, bsize } = statfsSync(folder)
    return bavail * bsize
  } catch {
    return Number.POSITIVE_INFINITY
  }
}
