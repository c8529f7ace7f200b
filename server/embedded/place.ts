import { randomBytes, randomUUID } from 'node:crypto'
import { chmodSync, existsSync, linkSync, mkdirSync, readFileSync, unlinkSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { Account } from './account.ts'
import { COMMON_GROUND, canReach } from './reach.ts'

/** Where one installation keeps its database, and the word that opens it. */
export interface Place {
  /** Our folder around the cluster; only we write here. */
  folder: string
  /** PostgreSQL's own data directory. */
  pgdata: string
  password: string
  /** What the server writes, in the data folder. */
  log: string
}

const recordOf = (dataFolder: string) => path.join(dataFolder, 'postgres.json')

/** The place this data folder records; undefined before the first start. */
export function recordedPlace(dataFolder: string): Place | undefined {
  const file = recordOf(dataFolder)
  if (!existsSync(file)) return undefined
  const record = JSON.parse(readFileSync(file, 'utf8')) as { folder: string; password: string }
  const folder = path.resolve(dataFolder, record.folder)
  return {
    folder,
    pgdata: path.join(folder, 'pgdata'),
    password: record.password,
    log: path.join(dataFolder, 'postgres.log'),
  }
}

/**
 * Reads the record in the data folder, or makes it: `DATA/postgres.json`, mode 0600, {folder, password}. The cluster
 * stands in `DATA/postgres`; as root, where the database's account may not walk there, in /var/lib/onegrid/ID, and
 * the record is the pointer to it. Nobody's folder is opened wider.
 */
export function settlePlace(dataFolder: string, account: Account | null): Place {
  const mode = account === null ? 0o700 : 0o711
  makeFolder(dataFolder, mode)
  if (!existsSync(recordOf(dataFolder))) {
    const folder = canReach(account, dataFolder) ? 'postgres' : path.join(COMMON_GROUND, randomUUID())
    writeOnce(recordOf(dataFolder), JSON.stringify({ folder, password: randomBytes(24).toString('base64url') }))
  }
  const place = recordedPlace(dataFolder)!
  makeFolder(place.folder, mode)
  return place
}

/** Makes a folder of ours with exactly this mode; one that stands already is left as it is. */
function makeFolder(folder: string, mode: number): void {
  if (existsSync(folder)) return
  mkdirSync(folder, { recursive: true })
  chmodSync(folder, mode)
}

/** Writes a whole file that did not exist; where somebody else was first, theirs stays. */
function writeOnce(file: string, text: string): void {
  const draft = `${file}.${process.pid}`
  writeFileSync(draft, text, { mode: 0o600 })
  try {
    linkSync(draft, file)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  } finally {
    unlinkSync(draft)
  }
}
