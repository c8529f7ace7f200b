import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { z } from 'zod'
import { Role } from '../api/terms.ts'
import { Problem } from '../errors.ts'
import type { House } from '../house.ts'
import { demoUnits, listAccounts, someoneOf } from './accountStore.ts'
import { type AccountWish, addAccount, resetPassword } from './accounts.ts'

/** A demo account with its password in plain words, as the console prints it. */
export const DemoLogin = z.object({
  login: z.string(),
  password: z.string(),
  role: Role,
  name: z.string(),
  unit: z.string(),
})
export type DemoLogin = z.infer<typeof DemoLogin>

/**
 * Makes one account a role of the demo district, with generated passwords. The passwords are also written to `file`,
 * readable by its owner only, so that they can be printed again; the database holds hashes. Demo accounts that
 * exist already get new passwords: running it again after a broken first start is safe.
 */
export async function createDemoAccounts(house: House, file: string): Promise<DemoLogin[]> {
  const wishes = await wishesFor(house)
  const demos = (await listAccounts(house.db)).filter((account) => account.demo).map((account) => account.login)
  const logins: DemoLogin[] = []
  for (const { login, name, role, unit, person } of wishes) {
    const wish: AccountWish = { login, name, role, unit, demo: true, ...(person === undefined ? {} : { person }) }
    const { password } = demos.includes(login) ? await resetPassword(house, login) : await addAccount(house, wish)
    logins.push({ login, password, role, name, unit })
  }
  await keep(file, logins)
  return logins
}

/** Where an installation keeps the demo passwords, given its data folder. */
export const demoFile = (dataFolder: string): string => path.join(dataFolder, 'demo-accounts.json')

/** The demo accounts with their passwords; null when the file is gone. */
export async function readDemoAccounts(file: string): Promise<DemoLogin[] | null> {
  const text = await readFile(file, 'utf8').catch(() => null)
  return text === null ? null : z.array(DemoLogin).parse(JSON.parse(text))
}

async function keep(file: string, logins: DemoLogin[]): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true })
  await writeFile(file, `${JSON.stringify(logins, null, 2)}\n`, { mode: 0o600 })
  // An older file keeps its mode when it is written again.
  await chmod(file, 0o600)
}

async function wishesFor(house: House): Promise<AccountWish[]> {
  const { centre, team, department, planning } = await demoUnits(house.db)
  const home = centre ?? department ?? team
  if (home === undefined) throw new Problem('no-district')
  const wishes: AccountWish[] = [{ login: 'operator', name: '网格中心值班员', role: 'operator', unit: home }]
  if (team !== undefined) wishes.push(await officerOf(house, 'street', '街道执法队员', team))
  if (department !== undefined) wishes.push(await officerOf(house, 'department', '部门执法人员', department))
  return [
    ...wishes,
    { login: 'planner', name: '计划员', role: 'planner', unit: planning ?? home },
    { login: 'leader', name: '区领导', role: 'leader', unit: home },
    { login: 'admin', name: '管理员', role: 'administrator', unit: home },
  ]
}

async function officerOf(house: House, login: string, name: string, unit: string): Promise<AccountWish> {
  const person = await someoneOf(house.db, unit)
  return { login, name: person?.name ?? name, role: 'officer', unit, ...(person && { person: person.id }) }
}
