import { LEVELS, type Level } from '../../geo/types.ts'
import type { Queries } from '../db.ts'
import { Problem } from '../errors.ts'
import type { Edition } from './edition.ts'
import { areasAfter, type ExportedArea } from './exportStore.ts'
import { readEdition } from './store.ts'

const AT_ONCE = 200

/**
 * An edition as GeoJSON at full precision: every coordinate is written as the shortest number that reads back as the
 * same one. All levels from the district down, or one of them; one feature a line. Memory does not grow with the edition.
 * @throws Problem not-found; stale-version while it streams (a draft was changed meanwhile)
 */
export async function exportEdition(
  db: Queries,
  id: number,
  level?: Level,
): Promise<{ edition: Edition; text: AsyncGenerator<string> }> {
  const edition = await readEdition(db, id)
  if (edition === undefined) throw new Problem('not-found', { facts: { edition: id } })
  return { edition, text: pieces(db, edition, level === undefined ? LEVELS : [level]) }
}

async function* pieces(db: Queries, edition: Edition, levels: readonly Level[]): AsyncGenerator<string> {
  const { id, name, version, status, validFrom, createdAt, publishedAt } = edition
  const about = { id, name, version, status, validFrom, createdAt, publishedAt }
  yield `{"type":"FeatureCollection","name":${JSON.stringify(name)},"edition":${JSON.stringify(about)},"features":[`
  let comma = ''
  for (const level of levels) {
    for await (const area of areasOfLevel(db, edition, level)) {
      yield `${comma}\n${JSON.stringify(featureOf(area))}`
      comma = ','
    }
  }
  yield '\n]}\n'
}

async function* areasOfLevel(db: Queries, edition: Edition, level: Level): AsyncGenerator<ExportedArea> {
  for (let code = ''; ; ) {
    const page = await areasAfter(db, edition, level, { code, limit: AT_ONCE })
    if (page === undefined) throw new Problem('stale-version', { facts: { edition: edition.id } })
    yield* page
    if (page.length < AT_ONCE) return
    code = page.at(-1)!.code
  }
}

const featureOf = ({ geometry, code, name, level, parent, source }: ExportedArea) => ({
  type: 'Feature',
  properties: { code, name, level, parent, source },
  geometry,
})
