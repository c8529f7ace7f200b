import { existsSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { emptyDatabase } from '../database.ts'
import { address, postgresOn } from './product.ts'
import { health, scene, UP } from './scene.ts'
import { startSystemPostgres, systemPostgres } from './systemPostgres.ts'

const at = scene()

describe('npm start', () => {
  it('answers, keeps its data after kill -9, and Ctrl-C stops the database too', async () => {
    await at.found()
    const first = at.start([])
    expect(await health(await address(first))).toEqual(UP)
    first.child.kill('SIGKILL')
    await first.ended
    expect(postgresOn(at.data.folder)).not.toEqual([])

    const second = at.start([])
    expect(await health(await address(second))).toEqual(UP)
    expect(second.output.stdout).not.toContain('first run')
    second.child.kill('SIGINT')
    expect((await second.ended).code).toBe(0)
    expect(postgresOn(at.data.folder)).toEqual([])
  })

  it('is joined by a command', async () => {
    await at.found()
    const running = at.start([])
    const base = await address(running)
    const env = { ONEGRID_DATA: at.data.folder }
    const command = await at.command('cli/accounts.ts', ['list'], { env })
    expect(command).toMatchObject({ code: 0, stderr: '' })
    expect(await health(base)).toEqual(UP)
  })

  it('says in one sentence that its database died, and ends', async () => {
    await at.found()
    const running = at.start([])
    await address(running)
    for (const pid of postgresOn(at.data.folder)) process.kill(pid, 'SIGQUIT')
    const ended = await running.ended
    expect(ended.code).toBe(1)
    expect(ended.stderr).toContain('The database ended unexpectedly: start again.')
  })

  it('works on a PostgreSQL of the operator, where nothing is loaded unasked', async () => {
    const database = await emptyDatabase()
    const running = at.start([], { env: { DATABASE_URL: database.url } })
    expect(await health(await address(running))).toEqual(UP)
    expect(running.output.stdout).not.toContain('demo')
    running.child.kill('SIGTERM')
    expect((await running.ended).code).toBe(0)
    expect(existsSync(path.join(at.data.folder, 'postgres.json'))).toBe(false)
    await database.drop()
  })

  const system = systemPostgres()
  it.skipIf(system === undefined)(
    `works on the system's PostgreSQL${system ? '' : ' (skipped: none installed)'}`,
    async () => {
      const server = await startSystemPostgres(system!, at.data.home)
      try {
        const running = at.start([], { env: { DATABASE_URL: server.url } })
        expect(await health(await address(running))).toEqual(UP)
        running.child.kill('SIGTERM')
        expect((await running.ended).code).toBe(0)
      } finally {
        await server.stop()
      }
    },
  )
})
