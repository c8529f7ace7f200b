import type { Feature } from 'geojson'
import type { Level } from '../../geo/types.ts'
import type { Queries } from '../db.ts'
import { Problem } from '../errors.ts'
import { areasAfter } from './exportStore.ts'
import type { AreaRow, VersionedEdition } from './store.ts'

const AT_ONCE = 200

/**
 * The areas of some levels of an edition as the text of one collection, a feature a line, by level and code: piece by
 * piece, for a level of a district may be longer than a string can be. `facts` stand beside the features.
 * @throws Problem stale-version (the edition was changed, or deleted, before or meanwhile)
 */
export async function* areaText(
  db: Queries,
  edition: VersionedEdition,
  levels: readonly Level[],
  { facts, feature }: { facts: Record<string, unknown>; feature: (area: AreaRow) => Feature },
): AsyncGenerator<string> {
  let lead = `${JSON.stringify({ type: 'FeatureCollection', ...facts }).slice(0, -1)},"features":[\n`
  for (const level of levels) {
    for await (const area of areasOfLevel(db, edition, level)) {
      yield lead + JSON.stringify(feature(area))
      lead = ',\n'
    }
  }
  yield lead === ',\n' ? '\n]}\n' : `${lead}]}\n`
}

async function* areasOfLevel(db: Queries, edition: VersionedEdition, level: Level): AsyncGenerator<AreaRow> {
  for (let code = ''; ; ) {
    const page = await areasAfter(db, edition, level, { code, limit: AT_ONCE })
    if (page === undefined) throw new Problem('stale-version', { facts: { edition: edition.id } })
    yield* page
    if (page.length < AT_ONCE) return
    code = page.at(-1)!.code
  }
}
