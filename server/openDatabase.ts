import type { Config } from './config.ts'
import { type Db, openDb } from './db.ts'
import { openEmbedded } from './embedded.ts'
import type { House } from './house.ts'
import { StartProblem } from './startProblem.ts'

export interface Database {
  db: Db
  /** True when it is the embedded PostgreSQL of the data folder. */
  embedded: boolean
  /** Settles when an embedded server of our own ends, wished or not. */
  ended: Promise<void>
  close(): Promise<void>
}

const OLDEST = 150_000

/**
 * The database this run works on: DATABASE_URL, or the embedded one, started or joined.
 * @throws StartProblem when it cannot be had
 */
export async function openDatabase(
  config: Pick<Config, 'databaseUrl' | 'dataFolder'>,
  role: 'server' | 'command',
  doors: { say: (line: string) => void; log: House['log'] },
): Promise<Database> {
  const onLost = (error: Error) => doors.log('db.lost', { message: error.message })
  if (config.databaseUrl !== undefined) {
    const db = openDb(config.databaseUrl, { onLost })
    await prove(db, config.databaseUrl).catch(async (error) => {
      await db.end()
      throw error
    })
    return { db, embedded: false, ended: new Promise(() => undefined), close: () => db.end() }
  }
  const server = await openEmbedded(config.dataFolder, { role, say: doors.say })
  const db = openDb(server.url, { onLost })
  return {
    db,
    embedded: true,
    ended: server.ended,
    close: async () => {
      if (!server.joined && role === 'command') await outlastGuests(db)
      await db.end()
      await server.stop()
    },
  }
}

/** A command that owns the server stays until the commands that joined it are done. */
async function outlastGuests(db: Db): Promise<void> {
  const guests = `select 1 from pg_stat_activity where backend_type = 'client backend'
    and application_name <> current_setting('application_name')`
  while ((await db.text(guests)).rows.length > 0) await new Promise((resolve) => setTimeout(resolve, 200))
}

async function prove(db: Db, url: string): Promise<void> {
  const { rows } = await db.text('show server_version_num').catch((error: Error & { code?: string }) => {
    throw unreachable(error, url)
  })
  const [{ server_version_num: version }] = rows as [{ server_version_num: string }]
  if (Number(version) >= OLDEST) return
  const major = Math.floor(Number(version) / 10_000)
  throw new StartProblem({
    zh: `DATABASE_URL 指向 PostgreSQL ${major}，需要 15 或更高版本。`,
    en: `DATABASE_URL points at PostgreSQL ${major}: version 15 or newer is needed.`,
  })
}

const REASONS: Record<string, readonly [zh: string, en: string]> = {
  ECONNREFUSED: ['那里没有数据库在监听；请检查主机和端口', 'nothing listens there; check host and port'],
  ENOTFOUND: ['找不到这台主机；请检查主机名', 'that host is not known; check its name'],
  EAI_AGAIN: ['找不到这台主机；请检查主机名', 'that host is not known; check its name'],
  '28P01': ['用户或密码不正确', 'user or password is not right'],
  '28000': [
    '服务器不允许该用户从本机登录；请检查用户名和 pg_hba.conf',
    'the server does not let this user in; check the user and pg_hba.conf',
  ],
  '3D000': ['没有这个数据库；请先创建它', 'there is no such database; create it first'],
}

function unreachable(error: Error & { code?: string }, url: string): StartProblem {
  const { host, pathname } = new URL(url)
  const [zh, en] = REASONS[error.code ?? ''] ?? [error.message, error.message]
  const words = {
    zh: `无法连接 DATABASE_URL 的数据库 ${host}${pathname}：${zh}。`,
    en: `Cannot connect to the database of DATABASE_URL, ${host}${pathname}: ${en}.`,
  }
  return new StartProblem(words, error)
}
