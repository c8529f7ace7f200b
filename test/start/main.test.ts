import { spawn } from 'node:child_process'
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
} from 'node:fs'
import { type AddressInfo, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { openDb, sql } from '../../server/db.ts'
import { recordedPlace } from '../../server/embedded/place.ts'
import { canReach } from '../../server/embedded/reach.ts'
import { migrate } from '../../server/migrate.ts'
import { emptyDatabase } from '../database.ts'
import { copyProduct } from './copy.ts'
import { address, dataFolder, launch, postgresOn, type Running, type RunOptions, until } from './product.ts'

const asRoot = process.getuid?.() === 0
const NOBODY = { uid: 65_534, gid: 65_534 }

let product: string
let data: ReturnType<typeof dataFolder>
let started: Running[]

beforeAll(() => {
  product = mkdtempSync(path.join(tmpdir(), 'onegrid-product-'))
  chmodSync(product, 0o755)
  copyProduct(product)
})
afterAll(() => rmSync(product, { recursive: true, force: true }))

beforeEach(() => {
  data = dataFolder()
  started = []
})
afterEach(async () => {
  for (const { child, ended } of started) {
    child.kill('SIGKILL')
    await ended
  }
  await data.remove()
})

function start(args: string[], options: RunOptions = {}): Running {
  const running = launch('server/main.ts', ['--port', '0', '--data', data.folder, ...args], {
    cwd: product,
    ...options,
  })
  started.push(running)
  return running
}

/** A district in the embedded database before the first start: then no demo is loaded, and a start takes seconds. */
async function found(options: RunOptions = {}) {
  const founding = launch('test/start/found.ts', [data.folder], { cwd: product, ...options })
  const { code, stderr } = await founding.ended
  if (code !== 0) throw new Error(stderr)
}

const health = async (base: string) => (await fetch(`${base}/api/health`)).json()
const UP = { version: '0.1.0', database: 'up', failedJobs: [] }

describe('npm start', () => {
  it('answers, keeps its data after kill -9, and Ctrl-C stops the database too', async () => {
    await found()
    const first = start([])
    expect(await health(await address(first))).toEqual(UP)
    first.child.kill('SIGKILL')
    await first.ended
    expect(postgresOn(data.folder)).not.toEqual([])

    const second = start([])
    expect(await health(await address(second))).toEqual(UP)
    expect(second.output.stdout).not.toContain('first run')
    second.child.kill('SIGINT')
    expect((await second.ended).code).toBe(0)
    expect(postgresOn(data.folder)).toEqual([])
  })

  it('is joined by a command', async () => {
    await found()
    const running = start([])
    const base = await address(running)
    const env = { ONEGRID_DATA: data.folder }
    const command = await launch('cli/accounts.ts', ['list'], { cwd: product, env }).ended
    expect(command).toMatchObject({ code: 0, stderr: '' })
    expect(await health(base)).toEqual(UP)
  })

  it('says in one sentence that its database died, and ends', async () => {
    await found()
    const running = start([])
    await address(running)
    for (const pid of postgresOn(data.folder)) process.kill(pid, 'SIGQUIT')
    const ended = await running.ended
    expect(ended.code).toBe(1)
    expect(ended.stdout).toContain('the database ended unexpectedly: start again')
  })

  it('works on a PostgreSQL of the operator, where nothing is loaded unasked', async () => {
    const database = await emptyDatabase()
    const running = start([], { env: { DATABASE_URL: database.url } })
    expect(await health(await address(running))).toEqual(UP)
    expect(running.output.stdout).not.toContain('demo')
    running.child.kill('SIGTERM')
    expect((await running.ended).code).toBe(0)
    expect(existsSync(path.join(data.folder, 'postgres.json'))).toBe(false)
    await database.drop()
  })

  const system = systemPostgres()
  it.skipIf(system === undefined)(
    `works on the system's PostgreSQL${system ? '' : ' (skipped: none installed)'}`,
    async () => {
      const server = await startSystemPostgres(system!, data.home)
      try {
        const running = start([], { env: { DATABASE_URL: server.url } })
        expect(await health(await address(running))).toEqual(UP)
        running.child.kill('SIGTERM')
        expect((await running.ended).code).toBe(0)
      } finally {
        await server.stop()
      }
    },
  )
})

describe('npm start refuses in one sentence a language, without a stack', () => {
  async function refusal(args: string[], options?: RunOptions): Promise<string> {
    const { code, stdout, stderr } = await start(args, options).ended
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
    expect(existsSync(data.folder)).toBe(false)
    busy.close()
  })

  it('a port, a flag or a variable that makes no sense', async () => {
    expect(await refusal(['--port', '99999'])).toContain('PORT must be a whole number')
    expect(await refusal(['--prot', '1'])).toContain('--demo, --port N, --data DIR')
    expect(await refusal([], { env: { DATABASE_URL: 'mysql://x' } })).toContain('DATABASE_URL must look like')
  })

  it('a DATABASE_URL where nobody listens, with a wrong password, or without its database', async () => {
    const database = await emptyDatabase()
    const at = (change: Partial<URL>) => ({ env: { DATABASE_URL: Object.assign(new URL(database.url), change).href } })
    expect(await refusal([], at({ port: '9' }))).toContain('nothing listens there')
    expect(await refusal([], at({ password: 'wrong' }))).toContain('user or password is not right')
    expect(await refusal([], at({ pathname: '/nowhere' }))).toContain('there is no such database')
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

  it('a data folder that belongs to somebody else', async () => {
    mkdirSync(data.folder, { mode: 0o500 })
    if (asRoot) {
      chmodSync(data.home, 0o755)
      expect(await refusal([], { user: NOBODY })).toContain('No permission to use')
    } else {
      expect(await refusal([])).toContain('No permission to use')
    }
  })
})

describe.skipIf(!asRoot)(`npm start as root${asRoot ? '' : ' (skipped: the tests do not run as root)'}`, () => {
  it('works in a folder that only root may enter, and opens nothing', async () => {
    const clone = path.join(data.home, 'clone')
    mkdirSync(clone, { mode: 0o700 })
    copyProduct(clone)
    expect(statSync(data.home).mode & 0o777).toBe(0o700)
    await found({ cwd: clone })
    const running = start([], { cwd: clone })
    expect(await health(await address(running))).toEqual(UP)
    expect(recordedPlace(data.folder)!.folder).not.toContain(data.home)
    expect(statSync(data.home).mode & 0o777).toBe(0o700)
    running.child.kill('SIGINT')
    expect((await running.ended).code).toBe(0)
    expect(postgresOn(data.folder)).toEqual([])
    expect(await health(await address(start([], { cwd: clone })))).toEqual(UP)
  })

  const reachable = canReach({ name: 'nobody', ...NOBODY }, process.execPath)
  it.skipIf(!reachable)(
    `works for an ordinary user${reachable ? '' : ' (skipped: this clone is closed to others)'}`,
    async () => {
      chownSync(data.home, NOBODY.uid, NOBODY.gid)
      await found({ user: NOBODY })
      const running = start([], { user: NOBODY })
      expect(await health(await address(running))).toEqual(UP)
      expect(statSync(recordedPlace(data.folder)!.pgdata).uid).toBe(NOBODY.uid)
    },
  )
})

function systemPostgres(): string | undefined {
  const root = '/usr/lib/postgresql'
  if (!asRoot || !existsSync(root)) return undefined
  const major = readdirSync(root).find((name) => Number(name) >= 15 && existsSync(path.join(root, name, 'bin/initdb')))
  return major && path.join(root, major, 'bin')
}

async function startSystemPostgres(bin: string, home: string) {
  const folder = path.join(home, 'system')
  chmodSync(home, 0o755)
  mkdirSync(folder)
  chownSync(folder, NOBODY.uid, NOBODY.gid)
  const as = { ...NOBODY, cwd: '/', stdio: 'ignore' } as const
  const init = spawn(path.join(bin, 'initdb'), ['-D', folder, '-U', 'me', '-A', 'trust', '--no-sync'], as)
  await new Promise((resolve) => init.on('close', resolve))
  const probe = createServer()
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve))
  const { port } = probe.address() as AddressInfo
  await new Promise((resolve) => probe.close(resolve))
  const flags = ['-D', folder, '-p', String(port), '-k', '', '-h', '127.0.0.1', '-F']
  const child = spawn(path.join(bin, 'postgres'), flags, as)
  const ended = new Promise((resolve) => child.on('close', resolve))
  const pidFile = path.join(folder, 'postmaster.pid')
  await until(() => existsSync(pidFile) && readFileSync(pidFile, 'utf8').includes('ready'))
  return {
    url: `postgres://me@127.0.0.1:${port}/postgres`,
    stop: async () => {
      child.kill('SIGINT')
      await ended
    },
  }
}
