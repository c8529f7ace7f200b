import type { Role } from '../api/terms.ts'
import { type Queries, sql } from '../db.ts'

/** What an account is made from. */
export interface NewAccount {
  login: string
  name: string
  role: Role
  unit: string
  person: number | null
  passwordHash: string
  demo: boolean
}

/** Adds an account; its id, or undefined when the login is taken. */
export async function insertAccount(db: Queries, account: NewAccount): Promise<number | undefined> {
  const { login, name, role, unit, person, passwordHash, demo } = account
  const row = await db.row<{ id: number }>(sql`
    insert into account (login, name, role, unit_code, person_id, password_hash, demo)
    values (${login}, ${name}, ${role}, ${unit}, ${person}, ${passwordHash}, ${demo})
    on conflict (login) do nothing returning id`)
  return row?.id
}

export interface ListedAccount {
  id: number
  login: string
  name: string
  role: Role
  unit: string
  demo: boolean
  disabled: boolean
}

export const listAccounts = (db: Queries) =>
  db.rows<ListedAccount>(sql`
    select id, login, name, role, unit_code as unit, demo, disabled from account order by login collate "C"`)

export const accountByLogin = (db: Queries, login: string) =>
  db.row<ListedAccount>(sql`
    select id, login, name, role, unit_code as unit, demo, disabled from account where login = ${login}`)

export const setDisabled = (db: Queries, account: number) =>
  db.run(sql`update account set disabled = true where id = ${account}`)

export const insertKey = (db: Queries, account: number, hash: Buffer, now: Date) =>
  db.run(sql`insert into api_key (hash, account_id, created_at) values (${hash}, ${account}, ${now})`)

export const revokeKeys = (db: Queries, account: number, now: Date) =>
  db.run(sql`update api_key set revoked_at = ${now} where account_id = ${account} and revoked_at is null`)

export async function unitExists(db: Queries, code: string): Promise<boolean> {
  return (await db.row(sql`select 1 from unit where code = ${code}`)) !== undefined
}

/** Codes of the units the demo accounts act for; undefined where the district has no such unit. */
export interface DemoUnits {
  centre?: string | undefined
  team?: string | undefined
  department?: string | undefined
  planning?: string | undefined
}

/**
 * The grid centre; the street team of the busiest street (most communities); the department that is 原实施主体 of most
 * matters; and the department that leads most categories, which plans.
 */
export async function demoUnits(db: Queries): Promise<DemoUnits> {
  const row = await db.row<Record<keyof DemoUnits, string | null>>(sql`
    select
      (select code from unit where kind = 'centre' order by code limit 1) as centre,
      (select u.code from unit u left join area a on a.parent_code = u.street_code
       where u.kind in ('team', 'street') group by u.code, u.kind
       order by u.kind desc, count(a.code) desc, u.code limit 1) as team,
      (select u.code from unit u left join matter m on m.original_unit = u.code
       where u.kind = 'department' group by u.code order by count(m.code) desc, u.code limit 1) as department,
      (select u.code from unit u left join category c on c.lead_unit = u.code
       where u.kind = 'department' group by u.code order by count(c.code) desc, u.code limit 1) as planning`)
  return {
    centre: row?.centre ?? undefined,
    team: row?.team ?? undefined,
    department: row?.department ?? undefined,
    planning: row?.planning ?? undefined,
  }
}

/** Somebody of a unit, one with a certificate first; undefined where nobody is on its roster. */
export const someoneOf = (db: Queries, unit: string) =>
  db.row<{ id: number; name: string }>(sql`
    select id, name from person where unit_code = ${unit} order by certificate_no is null, id limit 1`)

/** Which key this is: its account, unless the key was revoked or the account disabled. */
export const keyHolder = (db: Queries, hash: Buffer) =>
  db.row<{ id: number; login: string; name: string; role: Role; unit: string; person: number | null }>(sql`
    select a.id, a.login, a.name, a.role, a.unit_code as unit, a.person_id as person
    from api_key k join account a on a.id = k.account_id
    where k.hash = ${hash} and k.revoked_at is null and not a.disabled`)
