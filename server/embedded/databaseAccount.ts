import { readFileSync } from 'node:fs'
import { StartProblem } from '../startProblem.ts'
import type { Account } from './account.ts'
import { run } from './run.ts'

const NAME = 'postgres'

/**
 * Null when we are an ordinary user: PostgreSQL then runs as ourselves. As root the system's `postgres` user, created
 * (no home, no login) where there is none: files of `nobody` would be open to every other service that runs as nobody.
 */
export async function databaseAccount(say: (line: string) => void): Promise<Account | null> {
  if (process.getuid?.() !== 0) return null
  const found = lookUp(NAME)
  if (found !== undefined) return found
  const attempts: [string, string[]][] = [
    ['useradd', ['--system', '--user-group', '--no-create-home', '--home-dir', '/', '--shell', '/bin/false', NAME]],
    ['adduser', ['-S', '-D', '-H', '-h', '/', '-s', '/bin/false', NAME]],
  ]
  for (const [program, args] of attempts) {
    const { code } = await run(program, args)
    const made = code === 0 ? lookUp(NAME) : undefined
    if (made === undefined) continue
    say(
      `系统用户 ${NAME} 已创建：PostgreSQL 不能以 root 运行 · created the system user ${NAME}: PostgreSQL refuses root`,
    )
    return made
  }
  throw new StartProblem({
    zh: `PostgreSQL 不能以 root 运行，且无法创建系统用户 ${NAME}；请以普通用户启动，或设置 DATABASE_URL。`,
    en: `PostgreSQL refuses to run as root and the system user ${NAME} could not be created: start as an ordinary user, or set DATABASE_URL.`,
  })
}

function lookUp(name: string): Account | undefined {
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((entry) => entry.startsWith(`${name}:`))
  if (line === undefined) return undefined
  const [, , uid, gid] = line.split(':').map(Number)
  return { name, uid: uid!, gid: gid! }
}
