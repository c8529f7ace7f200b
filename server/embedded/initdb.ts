import { chownSync, existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { StartProblem } from '../startProblem.ts'
import type { Account } from './account.ts'
import type { Binaries } from './binaries.ts'
import type { Place } from './place.ts'
import { run } from './run.ts'
import { explain } from './words.ts'

/** Role that owns everything in the embedded cluster. */
export const ROLE = 'onegrid'

/**
 * Makes the cluster where there is none yet. It is built beside its place and renamed into it, so that an interrupted
 * run leaves nothing that looks like a database, and of two runs at once the second takes the first one's.
 * @returns true when this call made it
 */
export async function ensureCluster(place: Place, binaries: Binaries, account: Account | null, durable: boolean) {
  if (existsSync(place.pgdata)) {
    refuseOtherMajor(place, binaries.major)
    return false
  }
  const incoming = mkdtempSync(path.join(place.folder, '.incoming-'))
  try {
    const pgdata = path.join(incoming, 'pgdata')
    const passwordFile = path.join(incoming, 'password')
    mkdirSync(pgdata, { mode: 0o700 })
    writeFileSync(passwordFile, `${place.password}\n`, { mode: 0o600, flag: 'wx' })
    if (account !== null) for (const file of [incoming, pgdata, passwordFile]) chownSync(file, account.uid, account.gid)
    // The built-in locale provider orders text the same way on every machine.
    const locale = ['--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8']
    const access = [`--username=${ROLE}`, '--auth=scram-sha-256', `--pwfile=${passwordFile}`]
    const args = [`--pgdata=${pgdata}`, ...access, ...locale, ...(durable ? [] : ['--no-sync'])]
    const { code, output } = await run(binaries.initdb, args, account)
    if (code !== 0) throw explain('initdb', output, place)
    return moveIn(pgdata, place.pgdata)
  } finally {
    rmSync(incoming, { recursive: true, force: true })
  }
}

function moveIn(from: string, to: string): boolean {
  try {
    renameSync(from, to)
    return true
  } catch (error) {
    if (!existsSync(to)) throw error
    return false
  }
}

function refuseOtherMajor(place: Place, major: number): void {
  const found = readFileSync(path.join(place.pgdata, 'PG_VERSION'), 'utf8').trim()
  if (found === String(major)) return
  throw new StartProblem({
    zh: `${place.pgdata} 是 PostgreSQL ${found} 的数据，本版本使用 PostgreSQL ${major}；请用 PostgreSQL ${found} 的 pg_dump 导出后再导入，或用 --data 另选数据目录。`,
    en: `${place.pgdata} was made by PostgreSQL ${found}, this version runs PostgreSQL ${major}: move it with pg_dump of PostgreSQL ${found}, or choose another folder with --data.`,
  })
}
