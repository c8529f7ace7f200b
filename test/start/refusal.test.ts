import { chmodSync, existsSync, mkdirSync } from 'node:fs'
import { type AddressInfo, createServer } from 'node:net'
import { describe, expect, it } from 'vitest'
import { openDb, sql } from '../../server/db.ts'
import { migrate } from '../../server/migrate.ts'
import { emptyDatabase } from '../database.ts'
import type { RunOptions } from './product.ts'
import { asRoot, isClosed, NOBODY, scene, whyClosed } from './scene.ts'

const at = scene()

describe('npm start refuses in one sentence a language, without a stack', () => {
  async function refusal(args: string[], options?: RunOptions): Promise<string> {
    const { code, stdout, stderr } = await at.start(args, options).ended
    expect(code, stdout).toBe(1)
    const lines = stderr.trim().split('\n')
    expect(lines, stderr).toHaveLength(2)
    return lines[1]!
  }

  it('a busy port', async () => {
    const busy = createServer()
    await new Promise<void>((resolve) => busy.listen(0, '127.0.0.1', resolve))
    const { port } = busy.address() as AddressInfo
    expect(await refusal(['--port', String(port)])).toBe(
      `Port ${port} is taken: stop what uses it, or choose another with --port.`,
    )
    expect(existsSync(at.data.folder)).toBe(false)
    busy.close()
  })

  it('a port, a flag or a variable that makes no sense', async () => {
    expect(await refusal(['--port', '99999'])).toContain('PORT must be a whole number')
    expect(await refusal(['--prot', '1'])).toContain('--demo, --port N, --data DIR')
    expect(await refusal([], { env: { DATABASE_URL: 'mysql://x' } })).toContain('DATABASE_URL must look like')
  })

  it('a DATABASE_URL where nobody listens, with a wrong password, or without its database', async () => {
    const database = await emptyDatabase()
    const changed = (change: Partial<URL>) => ({
      env: { DATABASE_URL: Object.assign(new URL(database.url), change).href },
    })
    expect(await refusal([], changed({ port: '9' }))).toContain('nothing listens there')
    expect(await refusal([], changed({ password: 'wrong' }))).toContain('user or password is not right')
    expect(await refusal([], changed({ pathname: '/nowhere' }))).toContain('there is no such database')
    await database.drop()
  })

  it('a database that a newer version has written', async () => {
    const database = await emptyDatabase()
    const db = openDb(database.url)
    await migrate(db)
    await db.run(sql`insert into migration (name, checksum) values ('9999_future.sql', '')`)
    await db.end()
    expect(await refusal([], { env: { DATABASE_URL: database.url } })).toContain('9999_future.sql')
    await database.drop()
  })

  it.skipIf(isClosed)(`a data folder that belongs to somebody else${whyClosed}`, async () => {
    mkdirSync(at.data.folder, { mode: 0o500 })
    if (asRoot) {
      chmodSync(at.data.home, 0o755)
      expect(await refusal([], { user: NOBODY })).toContain('No permission to use')
    } else {
      expect(await refusal([])).toContain('No permission to use')
    }
  })
})
