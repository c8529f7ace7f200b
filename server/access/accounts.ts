import type { Role } from '../api/terms.ts'
import { Problem } from '../errors.ts'
import type { House } from '../house.ts'
import type { Account } from './account.ts'
import {
  accountByLogin,
  insertAccount,
  insertKey,
  keyHolder,
  type ListedAccount,
  revokeKeys,
  setDisabled,
  unitExists,
} from './accountStore.ts'
import { hashPassword, newPassword } from './password.ts'
import { digest, newToken } from './session.ts'
import { clearFailures, deleteSessions, note, setPassword } from './store.ts'

export interface AccountWish {
  login: string
  name: string
  role: Role
  /** Code of an existing unit. */
  unit: string
  person?: number
  demo?: boolean
}

const LOGIN = /^[a-z0-9][a-z0-9._-]{1,63}$/

/** Adds an account with a new password, which is told here once and stored only as a hash. */
export async function addAccount(house: House, wish: AccountWish): Promise<{ password: string }> {
  if (!LOGIN.test(wish.login)) throw wrong('login', '2 to 64 of a-z 0-9 . _ -', wish.login)
  if (!(await unitExists(house.db, wish.unit))) throw wrong('unit', 'the code of a unit', wish.unit)
  const password = newPassword()
  const passwordHash = await hashPassword(password)
  await house.db.transaction(async (tx) => {
    const { person = null, demo = false } = wish
    const id = await insertAccount(tx, { ...wish, person, demo, passwordHash })
    if (id === undefined) throw wrong('login', 'a login nobody has yet', wish.login)
    const detail = { role: wish.role, unit: wish.unit }
    await note(tx, { at: house.now(), action: 'account.added', target: wish.login, detail })
  })
  return { password }
}

/** Gives an account a new password, lifts its lock and ends its sessions. */
export async function resetPassword(house: House, login: string): Promise<{ password: string }> {
  const { id } = await known(house, login)
  const password = newPassword()
  const hash = await hashPassword(password)
  await house.db.transaction(async (tx) => {
    await setPassword(tx, id, hash)
    await deleteSessions(tx, id)
    await clearFailures(tx, login)
    await note(tx, { at: house.now(), action: 'account.password-reset', target: login })
  })
  return { password }
}

/** Closes an account for good: its sessions end and its keys are revoked; what it did stays on record. */
export async function disableAccount(house: House, login: string): Promise<void> {
  const { id } = await known(house, login)
  await house.db.transaction(async (tx) => {
    await setDisabled(tx, id)
    await deleteSessions(tx, id)
    await revokeKeys(tx, id, house.now())
    await note(tx, { at: house.now(), action: 'account.disabled', target: login })
  })
}

/** Makes a key with which another system (Open311) acts as this account; earlier keys of the account end. */
export async function makeKey(house: House, login: string): Promise<{ key: string }> {
  const { id } = await known(house, login)
  const key = newToken()
  await house.db.transaction(async (tx) => {
    await revokeKeys(tx, id, house.now())
    await insertKey(tx, id, digest(key), house.now())
    await note(tx, { at: house.now(), action: 'account.key-made', target: login })
  })
  return { key }
}

/** The account a key stands for; undefined for unknown and revoked keys and disabled accounts. */
export const accountOfKey = (house: House, key: string): Promise<Account | undefined> =>
  keyHolder(house.db, digest(key))

async function known(house: House, login: string): Promise<ListedAccount> {
  const account = await accountByLogin(house.db, login)
  if (account === undefined) throw wrong('login', 'the login of an account', login)
  return account
}

const wrong = (path: string, expected: string, got: string) =>
  new Problem('invalid-input', { flaws: [{ path, expected, got }] })
