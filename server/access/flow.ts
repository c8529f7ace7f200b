import type { Me, PasswordChange, SignIn } from '../api/access.ts'
import { Problem } from '../errors.ts'
import type { House } from '../house.ts'
import { DECOY, fitsPassword, hashPassword } from './password.ts'
import { digest, newToken, type Session } from './session.ts'
import {
  clearFailures,
  credentialsOf,
  deleteSession,
  deleteSessions,
  insertSession,
  lockedUntil,
  note,
  noteFailure,
  setPassword,
} from './store.ts'

/** What a sign-in gives: the cookie's token (told once, stored only as a digest) and who one is. */
export interface Entry {
  token: string
  me: Me
}

export const meOf = ({ account, csrf }: Session): Me => ({
  login: account.login,
  name: account.name,
  role: account.role,
  unit: account.unit,
  csrf,
})

/**
 * Opens a session for a login and password. Five failures in a row lock a login for 15 minutes. Unknown and disabled
 * logins are counted, locked and timed exactly like real ones, so that nobody learns which exist. The session of the
 * token that came along, if any, ends: a sign-in never continues an older session.
 */
export function signIn(house: House, given: SignIn, address: string, old?: string): Promise<Entry> {
  return inTurn(given.login, async () => {
    const account = await proven(house, given, address)
    const now = house.now()
    const token = newToken()
    const csrf = newToken()
    await house.db.transaction(async (tx) => {
      if (old !== undefined) await deleteSession(tx, digest(old))
      await insertSession(tx, account.id, token, csrf, now)
      await note(tx, { at: now, account: account.id, action: 'session.opened', detail: { address } })
    })
    return { token, me: meOf({ account, csrf, tokenHash: Buffer.alloc(0) }) }
  })
}

/** Ends this session, or every session of its account. */
export async function signOut(house: House, session: Session, everywhere: boolean): Promise<void> {
  const { id } = session.account
  await house.db.transaction(async (tx) => {
    if (everywhere) await deleteSessions(tx, id)
    else await deleteSession(tx, session.tokenHash)
    await note(tx, { at: house.now(), account: id, action: 'session.closed', detail: { everywhere } })
  })
}

/** Gives the account a new password for the present one; every session ends and a new one is opened. */
export function changePassword(house: House, session: Session, given: PasswordChange, address: string) {
  const { account } = session
  return inTurn(account.login, async (): Promise<Entry> => {
    await proven(house, { login: account.login, password: given.current }, address)
    const hash = await hashPassword(given.next)
    const now = house.now()
    const token = newToken()
    const csrf = newToken()
    await house.db.transaction(async (tx) => {
      await setPassword(tx, account.id, hash)
      await deleteSessions(tx, account.id)
      await insertSession(tx, account.id, token, csrf, now)
      await note(tx, { at: now, account: account.id, action: 'account.password-changed', detail: { address } })
    })
    return { token, me: meOf({ ...session, csrf }) }
  })
}

async function proven(house: House, { login, password }: SignIn, address: string) {
  const locked = await lockedUntil(house.db, login, house.now())
  if (locked !== undefined) throw new Problem('locked-out', { facts: { until: locked } })
  const known = await credentialsOf(house.db, login)
  const fits = await fitsPassword(password, known?.passwordHash ?? DECOY)
  if (known !== undefined && fits) {
    await clearFailures(house.db, login)
    return known.account
  }
  await house.db.transaction(async (tx) => {
    const until = await noteFailure(tx, login, house.now())
    // A login nobody has may be a password typed into the wrong field: it is not written down.
    const detail = { address, locked: until !== undefined }
    await note(tx, { at: house.now(), account: known?.account.id, action: 'session.refused', detail })
  })
  throw new Problem('wrong-login')
}

const turns = new Map<string, Promise<unknown>>()

/** One attempt at a time for each login: guesses made side by side are counted like guesses made in a row. */
async function inTurn<T>(login: string, work: () => Promise<T>): Promise<T> {
  const before = turns.get(login) ?? Promise.resolve()
  const mine = before.then(work, work)
  turns.set(login, mine)
  try {
    return await mine
  } finally {
    if (turns.get(login) === mine) turns.delete(login)
  }
}
