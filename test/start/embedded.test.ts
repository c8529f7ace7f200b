import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { recordedPlace } from '../../server/embedded/place.ts'
import { findPostmaster } from '../../server/embedded/postmaster.ts'
import { dataFolder, launch, postgresOn, type Running, until } from './product.ts'

let data: ReturnType<typeof dataFolder>
let started: Running[]

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

function keeper(role: 'server' | 'command', ...note: string[]): Running {
  const running = launch('test/start/keeper.ts', [role, data.folder, ...note])
  started.push(running)
  return running
}

/** The notes that a keeper found once it stood. */
async function open(running: Running): Promise<string[]> {
  let over = false
  void running.ended.then(() => {
    over = true
  })
  await until(() => over || /^open .*$/m.test(running.output.stdout))
  const line = /^open (.*)$/m.exec(running.output.stdout)
  if (line === null) throw new Error(`did not open: ${running.output.stdout} ${running.output.stderr}`)
  return (JSON.parse(line[1]!) as { words: string }[]).map(({ words }) => words)
}

async function stop(running: Running): Promise<number | null> {
  running.child.kill('SIGTERM')
  return (await running.ended).code
}

const pgdata = () => recordedPlace(data.folder)!.pgdata

describe('the embedded database', () => {
  it('keeps its data over a stop, and leaves no process', async () => {
    expect(await open(keeper('server', 'first'))).toEqual(['first'])
    expect(await stop(started[0]!)).toBe(0)
    expect(postgresOn(data.folder)).toEqual([])
    expect(await open(keeper('server', 'second'))).toEqual(['first', 'second'])
  })

  it('is found again after kill -9 of its owner: the orphan is stopped, the data kept', async () => {
    await open(keeper('server', 'kept'))
    const orphan = findPostmaster(pgdata())!.pid
    started[0]!.child.kill('SIGKILL')
    await started[0]!.ended
    expect(postgresOn(data.folder)).toContain(orphan)

    const next = keeper('server')
    expect(await open(next)).toEqual(['kept'])
    expect(next.output.stdout).toContain(`${orphan}, left by a killed run`)
    expect(postgresOn(data.folder)).not.toContain(orphan)
  })

  it('recovers when owner and server were killed together', async () => {
    await open(keeper('server', 'kept'))
    started[0]!.child.kill('SIGKILL')
    process.kill(findPostmaster(pgdata())!.pid, 'SIGKILL')
    expect(await open(keeper('server'))).toEqual(['kept'])
  })

  it('starts although another process carries the number in a stale postmaster.pid', async () => {
    await open(keeper('server', 'kept'))
    const file = path.join(pgdata(), 'postmaster.pid')
    const text = readFileSync(file, 'utf8')
    expect(await stop(started[0]!)).toBe(0)
    writeFileSync(file, text.replace(/^\d+/, String(process.ppid)))
    expect(await open(keeper('server'))).toEqual(['kept'])
  })

  it('is joined by a command, which leaves it running', async () => {
    await open(keeper('server', 'one'))
    const server = findPostmaster(pgdata())!.pid
    const command = keeper('command', 'two')
    expect(await open(command)).toEqual(['one', 'two'])
    expect(await stop(command)).toBe(0)
    expect(findPostmaster(pgdata())?.pid).toBe(server)
  })

  it('serves commands that start at the same moment, and ends with the last', async () => {
    const commands = [keeper('command'), keeper('command'), keeper('command')]
    await Promise.all(commands.map(open))
    expect(await Promise.all(commands.map(stop))).toEqual([0, 0, 0])
    expect(postgresOn(data.folder)).toEqual([])
  })

  it('makes the product wait for a command that owns it', async () => {
    const command = keeper('command', 'before')
    await open(command)
    const product = keeper('server')
    await until(() => product.output.stdout.includes('waiting for the command'))
    await stop(command)
    expect(await open(product)).toEqual(['before'])
  })

  it('refuses a twin of the product in one sentence', async () => {
    await open(keeper('server'))
    const twin = await keeper('server').ended
    expect(twin.code).toBe(1)
    expect(twin.stderr.trim()).toMatch(/^OneGrid already runs on .* stop it first, or choose another folder/)
  })

  it('refuses data of another major version in one sentence', async () => {
    await open(keeper('server'))
    await stop(started[0]!)
    writeFileSync(path.join(pgdata(), 'PG_VERSION'), '15\n')
    const refused = await keeper('server').ended
    expect(refused.code).toBe(1)
    expect(refused.stderr.trim()).toMatch(/made by PostgreSQL 15.*pg_dump of PostgreSQL 15/)
  })

  it('begins anew after an interrupted first start', async () => {
    const first = keeper('server')
    await until(() => existsSync(data.folder))
    first.child.kill('SIGKILL')
    await first.ended
    expect(await open(keeper('server', 'fine'))).toEqual(['fine'])
  })

  it('tells its password to nobody else', async () => {
    await open(keeper('server'))
    expect(statSync(path.join(data.folder, 'postgres.json')).mode & 0o077).toBe(0)
    const { password } = recordedPlace(data.folder)!
    const commands = postgresOn(data.folder).map((pid) => readFileSync(`/proc/${pid}/cmdline`, 'utf8'))
    expect(commands.filter((command) => command.includes(password))).toEqual([])
  })
})
