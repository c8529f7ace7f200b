/** One real PostgreSQL for the whole test run, and a migrated template that every test database is cloned from. */
import { chmodSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { TestProject } from 'vitest/node'
import { startJobs } from '../server/boss.ts'
import { openDb } from '../server/db.ts'
import { recordedPlace } from '../server/embedded/place.ts'
import { findPostmaster, isOwned, stopOrphan } from '../server/embedded/postmaster.ts'
import { openEmbedded } from '../server/embedded.ts'
import { migrate } from '../server/migrate.ts'

const PREFIX = 'onegrid-test-'

/** The migrated database, with the job tables; nobody stays connected to it. */
const TEMPLATE = 'onegrid_template'

declare module 'vitest' {
  interface ProvidedContext {
    /** The run's server and the database on it to clone. */
    postgres: { url: string; template: string }
  }
}

export default async function setup(project: TestProject) {
  await sweepKilledRuns()
  const run = mkdtempSync(path.join(tmpdir(), PREFIX))
  chmodSync(run, 0o711)
  const server = await openEmbedded(path.join(run, 'data'), { role: 'command', say: console.warn, durable: false })
  await makeTemplate(server.url).catch(async (error) => {
    await server.stop()
    remove(run)
    throw error
  })
  project.provide('postgres', { url: server.url, template: TEMPLATE })
  return async () => {
    await server.stop()
    remove(run)
  }
}

async function makeTemplate(url: string) {
  const main = openDb(url)
  await main.text(`create database ${TEMPLATE}`)
  await main.end()
  const template = openDb(Object.assign(new URL(url), { pathname: `/${TEMPLATE}` }).href)
  await migrate(template)
  const jobs = await startJobs(template, () => undefined)
  await jobs.stop()
  await template.end()
}

/** A run that was killed with -9 leaves its server and folders; the same user's next run clears them away. */
async function sweepKilledRuns() {
  for (const name of readdirSync(tmpdir()).filter((entry) => entry.startsWith(PREFIX))) {
    const run = path.join(tmpdir(), name)
    if (statSync(run, { throwIfNoEntry: false })?.uid !== process.getuid?.()) continue
    const place = recordedPlace(path.join(run, 'data'))
    const running = place && findPostmaster(place.pgdata)
    if (!running || isOwned(running)) continue
    await stopOrphan(running, place.pgdata)
    remove(run)
  }
}

function remove(run: string) {
  const place = recordedPlace(path.join(run, 'data'))
  for (const folder of [place?.folder, run]) if (folder) rmSync(folder, { recursive: true, force: true })
}
