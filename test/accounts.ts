import { addAccount } from '../server/access/accounts.ts'
import type { Role } from '../server/api/terms.ts'
import { sql } from '../server/db.ts'
import type { House } from '../server/house.ts'
import { Client } from './client.ts'

/** A unit to have accounts in, made when it is not there. */
export async function ensureUnit(house: House, code: string, kind = 'centre', parent: string | null = null) {
  await house.db.run(sql`
    insert into unit (code, kind, name, name_en, short_name, parent_code)
    values (${code}, ${kind}, ${code}, ${code}, ${code}, ${parent}) on conflict do nothing`)
}

let made = 0

/** A new account of this role, signed in at the server at `base`. */
export async function signedInAs(house: House, base: string, role: Role, unit = 'centre'): Promise<Client> {
  await ensureUnit(house, unit)
  made += 1
  const login = `${role}-${made}`
  const { password } = await addAccount(house, { login, name: login, role, unit })
  const client = new Client(base)
  await client.signIn(login, password)
  return client
}
