/** `npm run accounts`: who may sign in. Without a command it prints the demo accounts and their passwords. */
import { listAccounts } from '../server/access/accountStore.ts'
import { addAccount, disableAccount, makeKey, resetPassword } from '../server/access/accounts.ts'
import { createDemoAccounts, type DemoLogin, demoFile, readDemoAccounts } from '../server/access/demo.ts'
import { Role } from '../server/api/terms.ts'
import { readConfig } from '../server/config.ts'
import { Problem } from '../server/errors.ts'
import type { House } from '../server/house.ts'
import { openHouse } from '../server/openHouse.ts'
import { StartProblem } from '../server/startProblem.ts'
import { readCommandLine } from './commandLine.ts'

const USAGE = `npm run accounts                             演示账号及密码 / demo accounts and their passwords
npm run accounts -- --reset-demo             重新生成演示账号密码 / new passwords for the demo accounts
npm run accounts -- list                     全部账号 / every account
npm run accounts -- add LOGIN --role R --unit U --name N [--person ID]
npm run accounts -- password LOGIN           新密码 / a new password
npm run accounts -- disable LOGIN            停用 / close an account
npm run accounts -- key LOGIN                Open311 接口密钥 / a key for another system
R: ${Role.options.join(', ')}`

const { values, positionals } = readArguments()
const config = readConfig()
const file = demoFile(config.dataFolder)

try {
  await run(positionals)
} catch (error) {
  process.exitCode = 1
  if (error instanceof StartProblem) console.error(`${error.zh}\n${error.en}`)
  else if (error instanceof Problem) console.error(sentence(error))
  else throw error
}

async function run([command, login]: string[]): Promise<void> {
  if (command === undefined && !values['reset-demo']) return printDemo()
  if (command === undefined) return within(resetDemo)
  if (command === 'list') return within(async (house) => console.table(await listAccounts(house.db)))
  if (login === undefined) return usage()
  if (command === 'add') return within((house) => add(house, login))
  if (command === 'password') return within(async (house) => console.log((await resetPassword(house, login)).password))
  if (command === 'disable') return within((house) => disableAccount(house, login))
  if (command === 'key') return within(async (house) => console.log((await makeKey(house, login)).key))
  usage()
}

/** The password is printed here and nowhere kept: it cannot be shown again. */
async function add(house: House, login: string): Promise<void> {
  const { unit, name, person } = values
  const role = Role.safeParse(values.role)
  const known = person === undefined || /^\d{1,9}$/.test(person)
  if (!role.success || unit === undefined || name === undefined || !known) return usage()
  const wish = { login, name, role: role.data, unit, ...(person === undefined ? {} : { person: Number(person) }) }
  console.log((await addAccount(house, wish)).password)
}

async function printDemo(): Promise<void> {
  const logins = await readDemoAccounts(file)
  if (logins !== null) return show(logins)
  console.error(`没有 ${file}：本机没有演示账号，或文件已删除。重新生成：npm run accounts -- --reset-demo`)
  console.error(`There is no ${file}: new demo passwords are made by npm run accounts -- --reset-demo`)
  process.exitCode = 1
}

function show(logins: DemoLogin[]): void {
  console.table(Object.fromEntries(logins.map(({ login, ...rest }) => [login, rest])))
}

/** Only where the demo district was loaded: a real installation never gets demo accounts from here. */
async function resetDemo(house: House): Promise<void> {
  if ((await listAccounts(house.db)).some((account) => account.demo)) return show(await createDemoAccounts(house, file))
  console.error('本库没有演示账号；演示账号随演示辖区载入（npm start -- --demo）。')
  console.error('This database has no demo accounts: they come with the demo district (npm start -- --demo).')
  process.exitCode = 1
}

async function within(work: (house: House) => Promise<void>): Promise<void> {
  const { house, close } = await openHouse(config, 'command', {
    say: (line) => console.error(line),
    log: () => undefined,
    now: () => new Date(),
  })
  try {
    await work(house)
  } finally {
    await close()
  }
}

function usage(): void {
  console.error(USAGE)
  process.exitCode = 2
}

function sentence(problem: Problem): string {
  const flaws = problem.flaws.map(({ path, expected, got }) => `${path}: ${got} (${expected})`)
  const { zh, en } = problem.toJSON().error
  return [zh, en, ...flaws].join('\n')
}

function readArguments() {
  const text = { type: 'string' } as const
  const options = { 'reset-demo': { type: 'boolean' }, role: text, unit: text, name: text, person: text } as const
  return readCommandLine(options, USAGE)
}
