import { spawn } from 'node:child_process'
import { chmodSync, chownSync, existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { type AddressInfo, createServer } from 'node:net'
import path from 'node:path'
import { until } from './product.ts'
import { asRoot, NOBODY } from './scene.ts'

/** Folder of the programs of a PostgreSQL that the machine brings itself; undefined for none. */
export function systemPostgres(): string | undefined {
  const root = '/usr/lib/postgresql'
  if (!asRoot || !existsSync(root)) return undefined
  const major = readdirSync(root).find((name) => Number(name) >= 15 && existsSync(path.join(root, name, 'bin/initdb')))
  return major && path.join(root, major, 'bin')
}

/** Starts it for a test, as an ordinary user. */
export async function startSystemPostgres(bin: string, home: string) {
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
