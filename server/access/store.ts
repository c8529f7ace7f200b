import type { Role } from '../api/terms.ts'
import { type Queries, sql } from '../db.ts'
import type { Account } from './account.ts'
import { ABSOLUTE_MS, digest, IDLE_MS, type Session } from './session.ts'

interface AccountRow {
  id: number
  login: string
  name: string
  role: Role
  unit_code: string
  person_id: number | null
}

const accountFrom = (row: AccountRow): Account => ({
  id: row.id,
  login: row.login,
  name: row.name,
  role: row.role,
  unit: row.unit_code,
  person: row.person_id,
})

/** How stale `seen_at` may grow before a request writes it again. */
const TOUCH_MS = 60_000

/** The live session of a token, its idle time begun anew; undefined when unknown, expired, idle or disabled. */
export async function sessionByToken(db: Queries, token: string, now: Date): Promise<Session | undefined> {
  const tokenHash = digest(token)
  const row = await db.row<AccountRow & { csrf_token: string; seen_at: Date }>(sql`
    select a.id, a.login, a.name, a.role, a.unit_code, a.person_id, s.csrf_token, s.seen_at
    from session s join account a on a.id = s.account_id
    where s.token_hash = ${tokenHash} and ${stillOpen(now)}`)
  if (row === undefined) return undefined
  if (now.getTime() - row.seen_at.getTime() > TOUCH_MS) {
    await db.run(sql`update session set seen_at = ${now} where token_hash = ${tokenHash}`)
  }
  return { account: accountFrom(row), tokenHash, csrf: row.csrf_token }
}

const stillOpen = (now: Date) => sql`
  s.expires_at > ${now} and s.seen_at > ${new Date(now.getTime() - IDLE_MS)} and not a.disabled`

/** Which of these sessions are still open; asking does not count as use. */
export async function openSessions(db: Queries, hashes: Buffer[], now: Date): Promise<Buffer[]> {
  const rows = await db.rows<{ token_hash: Buffer }>(sql`
    select s.token_hash from session s join account a on a.id = s.account_id
    where s.token_hash = any(${hashes}) and ${stillOpen(now)}`)
  return rows.map((row) => row.token_hash)
}

/** Opens a session; sessions that ended long ago are swept out on the way. */
export async function insertSession(db: Queries, account: number, token: string, csrf: string, now: Date) {
  await db.run(sql`delete from session where expires_at < ${now} or seen_at < ${new Date(now.getTime() - IDLE_MS)}`)
  await db.run(sql`
    insert into session (token_hash, account_id, csrf_token, created_at, seen_at, expires_at)
    values (${digest(token)}, ${account}, ${csrf}, ${now}, ${now}, ${new Date(now.getTime() + ABSOLUTE_MS)})`)
}

export const deleteSession = (db: Queries, tokenHash: Buffer) =>
  db.run(sql`delete from session where token_hash = ${tokenHash}`)

/** Signs an account out everywhere, but for the one session to keep. */
export const deleteSessions = (db: Queries, account: number, keep: Buffer = Buffer.alloc(0)) =>
  db.run(sql`delete from session where account_id = ${account} and token_hash <> ${keep}`)

/** Failures in a row that lock a login, and for how long (GB/T 22239 level 2, ASVS 6.3). */
const FAILURES = 5
const LOCK_MS = 15 * 60_000

/** Until when a login is locked; undefined when it is not. The same for logins that nobody has. */
export async function lockedUntil(db: Queries, login: string, now: Date): Promise<Date | undefined> {
  const row = await db.row<{ locked_until: Date }>(sql`
    select locked_until from login_failure where login = ${login} and locked_until > ${now}`)
  return row?.locked_until
}

/** Counts one more failure in a row; answers until when the login is now locked, if it is. */
export async function noteFailure(db: Queries, login: string, now: Date): Promise<Date | undefined> {
  const stale = new Date(now.getTime() - LOCK_MS)
  const until = new Date(now.getTime() + LOCK_MS)
  await db.run(sql`delete from login_failure where failed_at < ${stale}`)
  const row = await db.row<{ locked_until: Date | null }>(sql`
    insert into login_failure as f (login, failures, failed_at) values (${login}, 1, ${now})
    on conflict (login) do update set
      failures = f.failures + 1,
      failed_at = ${now},
      locked_until = case when f.failures + 1 >= ${FAILURES} then ${until}::timestamptz end
    returning locked_until`)
  return row?.locked_until ?? undefined
}

export const clearFailures = (db: Queries, login: string) =>
  db.run(sql`delete from login_failure where login = ${login}`)

/** An account that may sign in, with its password's hash; undefined for unknown and disabled logins alike. */
export async function credentialsOf(db: Queries, login: string) {
  const row = await db.row<AccountRow & { password_hash: string }>(sql`
    select id, login, name, role, unit_code, person_id, password_hash
    from account where login = ${login} and not disabled`)
  return row && { account: accountFrom(row), passwordHash: row.password_hash }
}

export const setPassword = (db: Queries, account: number, hash: string) =>
  db.run(sql`update account set password_hash = ${hash} where id = ${account}`)

/** One line of the trail: who did what to what. */
export interface Deed {
  at: Date
  /** None: nobody in particular, at the command line. */
  account?: number | null | undefined
  action: string
  target?: string | number
  detail?: Record<string, unknown>
}

/** Appends to the trail, in the same transaction as the deed itself. */
export const note = (db: Queries, { at, account, action, target, detail }: Deed) =>
  db.run(sql`
    insert into audit (at, account_id, action, target, detail)
    values (${at}, ${account ?? null}, ${action}, ${target?.toString() ?? null}, ${JSON.stringify(detail ?? {})})`)
