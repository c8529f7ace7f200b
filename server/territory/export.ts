import type { Feature } from 'geojson'
import { LEVELS, type Level } from '../../geo/types.ts'
import type { Queries } from '../db.ts'
import { Problem } from '../errors.ts'
import { areaText } from './areaText.ts'
import type { Edition } from './edition.ts'
import { type AreaRow, readEdition } from './store.ts'

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
  const { name, version, status, validFrom, createdAt, publishedAt } = edition
  const facts = { name, edition: { id, name, version, status, validFrom, createdAt, publishedAt } }
  const levels = level === undefined ? LEVELS : [level]
  return { edition, text: areaText(db, edition, levels, { facts, feature: exported }) }
}

const exported = ({ geometry, code, name, level, parent, source }: AreaRow): Feature => ({
  type: 'Feature',
  properties: { code, name, level, parent, source },
  geometry,
})
