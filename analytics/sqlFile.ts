import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import type { Query } from './duck.ts'

const read = (name: string) => readFileSync(new URL(`sql/${name}.sql`, import.meta.url), 'utf8')

/** The statement in `analytics/sql/<name>.sql`; `{asked}` in it stands for the filters, the same in every question. */
export const sqlFile = (name: string): Query => ({
  name,
  text: read(name).replace('{asked}', () => `(${read('asked')})`),
})

/** Names the tables by what their files say: a warehouse built by other files is built anew. */
export function schemaVersion(): string {
  const hash = createHash('sha256')
  for (const folder of ['staging', 'marts']) {
    const files = readdirSync(new URL(`sql/${folder}/`, import.meta.url)).sort()
    for (const file of files) hash.update(readFileSync(new URL(`sql/${folder}/${file}`, import.meta.url)))
  }
  return hash.digest('hex').slice(0, 16)
}
