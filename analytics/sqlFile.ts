import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import type { Query } from './duck.ts'

/** The statement in `analytics/sql/<name>.sql`. */
export function sqlFile(name: string): Query {
  return { name, text: readFileSync(new URL(`sql/${name}.sql`, import.meta.url), 'utf8') }
}

/** Names the tables by what their files say: a warehouse built by other files is built anew. */
export function schemaVersion(): string {
  const hash = createHash('sha256')
  for (const folder of ['staging', 'marts']) {
    const files = readdirSync(new URL(`sql/${folder}/`, import.meta.url)).sort()
    for (const file of files) hash.update(readFileSync(new URL(`sql/${folder}/${file}`, import.meta.url)))
  }
  return hash.digest('hex').slice(0, 16)
}
