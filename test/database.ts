import { randomBytes } from 'node:crypto'
import { inject } from 'vitest'
import { openDb } from '../server/db.ts'

/** A database of one's own on the run's server, migrated, empty; `drop` closes it to everybody and removes it. */
export async function freshDatabase(): Promise<{ url: string; drop: () => Promise<void> }> {
  const { url, template } = inject('postgres')
  const name = `test_${randomBytes(6).toString('hex')}`
  await alone(url, `create database ${name} template ${template} strategy file_copy`)
  return {
    url: Object.assign(new URL(url), { pathname: `/${name}` }).href,
    drop: () => alone(url, `drop database if exists ${name} with (force)`),
  }
}

/** An empty database of one's own without any table. */
export async function emptyDatabase(): Promise<{ url: string; drop: () => Promise<void> }> {
  const { url } = inject('postgres')
  const name = `test_${randomBytes(6).toString('hex')}`
  await alone(url, `create database ${name}`)
  return {
    url: Object.assign(new URL(url), { pathname: `/${name}` }).href,
    drop: () => alone(url, `drop database if exists ${name} with (force)`),
  }
}

async function alone(url: string, text: string) {
  const db = openDb(url, { max: 1 })
  await db.text(text)
  await db.end()
}
