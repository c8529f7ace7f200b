import { existsSync, statSync } from 'node:fs'
import path from 'node:path'
import type { Account } from './account.ts'

/** Where files go that root's own folders would hide from the database's account. */
export const COMMON_GROUND = '/var/lib/onegrid'

/** True when the account may walk down to this folder; parts that do not exist yet do not count. */
export function canReach(account: Account | null, folder: string): boolean {
  if (account === null) return true
  const parts = path.resolve(folder).split(path.sep)
  return parts
    .map((_, depth) => parts.slice(0, depth + 1).join(path.sep) || path.sep)
    .filter((step) => existsSync(step))
    .every((step) => maySearch(account, step))
}

function maySearch(account: Account, folder: string): boolean {
  const { mode, uid, gid } = statSync(folder)
  if (uid === account.uid) return (mode & 0o100) !== 0
  if (gid === account.gid) return (mode & 0o010) !== 0
  return (mode & 0o001) !== 0
}
