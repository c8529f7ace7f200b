import path from 'node:path'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { StartProblem } from './startProblem.ts'
import { TRAVEL_VARIABLES, type TravelSettings, travelSettings } from './travel/settings.ts'

/** The settings of one run. This file alone reads the environment and the flags of the server. */
export interface Config {
  /** A PostgreSQL of the operator's own; undefined: the embedded one in the data folder. */
  databaseUrl: string | undefined
  host: string
  /** 0: any free port. */
  port: number
  /** Absolute. */
  dataFolder: string
  /** Load the demo district into a database of the operator's own. */
  demo: boolean
  /** Folder of public reference data for the demonstrations; absolute. */
  testData: string | undefined
  /** Where seconds and metres between places come from. */
  travel: TravelSettings
}

const ROOT = path.resolve(import.meta.dirname, '..')
const isPostgres = (text: string) => /^postgres(ql)?:\/\//.test(text) && URL.canParse(text)

const flaw = (name: string, zh: string, en: string) => `${name} ${zh}。|${name} ${en}.`

const Settings = z.object({
  DATABASE_URL: z
    .string()
    .refine(
      isPostgres,
      flaw(
        'DATABASE_URL',
        '应形如 postgres://用户:密码@主机:5432/库名',
        'must look like postgres://user:password@host:5432/database',
      ),
    )
    .optional(),
  HOST: z
    .string()
    .regex(
      /^\S+$/,
      flaw('HOST', '应为一个地址或主机名，例如 127.0.0.1', 'must be one address or host name, such as 127.0.0.1'),
    )
    .default('127.0.0.1'),
  PORT: z
    .string()
    .regex(/^\d{1,5}$/, flaw('PORT', '应为 0–65535 的整数', 'must be a whole number from 0 to 65535'))
    .transform(Number)
    .refine((port) => port <= 65_535, flaw('PORT', '应为 0–65535 的整数', 'must be a whole number from 0 to 65535'))
    .default(8080),
  ONEGRID_DATA: z
    .string()
    .refine((text) => !text.includes('\0'), flaw('ONEGRID_DATA', '应为一个文件夹路径', 'must be the path of a folder'))
    .default('.data'),
  ONEGRID_TEST_DATA: z.string().optional(),
  ...TRAVEL_VARIABLES,
})

/**
 * Flags go before the environment, the environment before the defaults; an empty variable counts as unset.
 * @param argv the flags of `npm start`: --demo, --port N, --data DIR; commands, which parse their own, pass none
 * @throws StartProblem with one sentence per flaw
 */
export function readConfig(argv: readonly string[] = [], env: NodeJS.ProcessEnv = process.env): Config {
  const flags = readFlags(argv)
  const given = { ...env, PORT: flags.port ?? env.PORT, ONEGRID_DATA: flags.data ?? env.ONEGRID_DATA }
  const parsed = Settings.safeParse(Object.fromEntries(Object.entries(given).filter(([, value]) => value)))
  if (!parsed.success) throw problem(parsed.error.issues.map(({ message }) => message))
  const settings = parsed.data
  const travel = travelSettings(settings)
  if (typeof travel === 'string') throw problem([travel])
  return {
    databaseUrl: settings.DATABASE_URL,
    host: settings.HOST,
    port: settings.PORT,
    dataFolder: path.resolve(ROOT, settings.ONEGRID_DATA),
    demo: flags.demo ?? false,
    testData: settings.ONEGRID_TEST_DATA && path.resolve(ROOT, settings.ONEGRID_TEST_DATA),
    travel: travel.kind === 'csv' ? { ...travel, file: path.resolve(ROOT, travel.file) } : travel,
  }
}

function readFlags(argv: readonly string[]) {
  try {
    const options = { demo: { type: 'boolean' }, port: { type: 'string' }, data: { type: 'string' } } as const
    return parseArgs({ args: [...argv], options }).values
  } catch (error) {
    const { message } = error as Error
    const usage = '--demo, --port N, --data DIR'
    throw problem([`无法识别的参数（${message}）；可用：${usage}。|Unknown flag (${message}); known are ${usage}.`])
  }
}

function problem(flaws: string[]): StartProblem {
  const side = (at: 0 | 1) => flaws.map((words) => words.split('|')[at]).join('\n')
  return new StartProblem({ zh: side(0), en: side(1) })
}
