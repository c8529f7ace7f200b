import type { Level } from '../../../geo/types.ts'
import type { MergeIn } from '../../api/gridMerge.ts'
import { Problem } from '../../errors.ts'
import type { House } from '../../house.ts'
import type { NewArea } from '../change/change.ts'
import { applyChange, type Changed } from '../change/flow.ts'
import { gathered } from './flow.ts'
import { inWorker } from './inWorker.ts'
import { type MergedRow, mergeOut } from './mergeOut.ts'
import { below, insertMerge, markApplied, mergedAreas, readMerge } from './mergeStore.ts'
import type { Control } from './runs.ts'
import { listLayers, readPoints } from './store.ts'

/** Reports of this long count as load of an area. */
const REPORTS_MS = 365 * 24 * 3_600_000

/**
 * Merges layers into one grid by declared rules, in a thread of its own, as a preview; answers its number.
 * @throws Problem no-district, not-found (draft, layer, areas of that level)
 */
export async function mergeDraft(house: House, edition: number, rules: MergeIn, control: Control): Promise<number> {
  const district = await house.district()
  if (district === null) throw new Problem('no-district')
  const { version, layers, parents } = await gathered(house.db, edition, rules)
  const { smallest, band, uncovered, into } = rules
  const points = await readPoints(house.db, new Date(house.now().getTime() - REPORTS_MS))
  const order = layers.map((_, n) => n)
  const asked = { parents, layers, rules: { order, smallest, band, uncovered }, points }
  const made = mergeOut(layers, await inWorker('merge', asked, control), {
    into,
    profile: district.pack.gridCode,
  })
  const codes = parents.map(({ code }) => code)
  const removes = countByLevel(await below(house.db, edition, codes))
  const summary = { ...made.summary, removes }
  return house.db.transaction((tx) =>
    insertMerge(tx, { edition, version, rules, parents: codes, summary, at: house.now() }, made),
  )
}

/**
 * Puts a merged grid into its draft as one change: everything below the merged parents goes, the merged areas come,
 * each with the number of its lineage.
 * @throws Problem not-found, stale-version (the draft changed since the preview), illegal-move (no draft any more)
 */
export async function applyMerge(
  house: House,
  id: number,
  { version, account }: { version: number; account: number | null },
): Promise<Changed> {
  const merge = await readMerge(house.db, { id })
  if (merge === undefined) throw new Problem('not-found', { facts: { merge: id } })
  const { edition, rules, parents } = merge
  if (merge.version !== version)
    throw new Problem('stale-version', { facts: { edition, version: merge.version, got: version } })
  const areas = await mergedAreas(house.db, id)
  const names = (await listLayers(house.db, edition))
    .filter((layer) => rules.layers.includes(layer.id))
    .map(({ name }) => name)
  const words = {
    zh: `由${names.join('、')}合并为 ${areas.length} 个${rules.into === 'grid' ? '网格' : '微网格'}`,
    en: `${areas.length} ${rules.into}s merged from ${names.join(', ')}`,
  }
  const put = areas.map((area) => newArea(area, rules.into, id))
  const kept = new Set(put.map(({ code }) => code))
  const remove = (await below(house.db, edition, parents)).map(({ code }) => code).filter((code) => !kept.has(code))
  const changed = await applyChange(house, { kind: 'layers', words, remove, put }, { edition, version, account })
  await markApplied(house.db, id, house.now())
  return changed
}

function newArea({ n, code, name, parent, geometry, lineage }: MergedRow, level: Level, merge: number): NewArea {
  const from = lineage.flatMap(({ layerName, code: source, givenM2 }) =>
    source === null || givenM2 === 0 ? [] : [`${layerName} ${source}`],
  )
  return { level, code, name, parent, geometry, source: { merge: { id: merge, n }, from } }
}

function countByLevel(all: readonly { level: Level }[]): Partial<Record<Level, number>> {
  return Object.fromEntries([...Map.groupBy(all, ({ level }) => level)].map(([level, same]) => [level, same.length]))
}
