import type { ExposureKind } from '../api/statistics.ts'
import type { Words } from '../api/terms.ts'
import type { Day } from '../clock/localTime.ts'
import type { Queries } from '../db.ts'
import type { EditionAtlas } from '../house.ts'
import type { Ground } from './ground.ts'
import { knownAmounts } from './knownAmounts.ts'
import { type AreaAmount, latestList, type PlaceAmount, premisesPlaces, visitHours } from './store.ts'

/** What reports are measured against, area by area of a ground. */
export interface Exposure {
  kind: ExposureKind
  source: Words
  /** The day it is of; null for what is counted now. */
  asOf: Day | null
  /** NaN where nothing is known, which is not 0. */
  amounts: Float64Array
}

/** The exposure of a ground during some days; of lists the latest one. */
export async function exposureOf(
  db: Queries,
  kind: ExposureKind,
  ground: Ground,
  { atlas }: EditionAtlas,
  days: { from: Day | null; to: Day | null },
): Promise<Exposure> {
  if (kind === 'premises') {
    const source = { zh: '登记的检查对象', en: 'premises on record' }
    return { kind, source, asOf: null, amounts: placed(await premisesPlaces(db), ground, atlas) }
  }
  if (kind === 'visit-hours') {
    const source = { zh: '已排检查轮次中在检查对象停留的小时数', en: 'hours at premises in the rounds as planned' }
    const places = await visitHours(db, days.from, days.to)
    // Without a single round nothing is known: 0 would say that nobody was anywhere.
    const amounts = places.length === 0 ? nothing(ground) : placed(places, ground, atlas)
    return { kind, source, asOf: null, amounts }
  }
  const list = await latestList(db, kind)
  if (list === undefined) {
    return { kind, source: { zh: '没有登记', en: 'none on record' }, asOf: null, amounts: nothing(ground) }
  }
  const source = { zh: `${list.source}（${list.asOf}）`, en: `${list.source} (${list.asOf})` }
  return { kind, source, asOf: list.asOf, amounts: listed(list.areas, ground) }
}

const nothing = ({ areas }: Ground) => new Float64Array(areas.length).fill(Number.NaN)

/** Amounts at places, summed by the area they lie in; an area without one has 0. Places outside every area are left out. */
function placed(places: readonly PlaceAmount[], ground: Ground, atlas: EditionAtlas['atlas']): Float64Array {
  const amounts = new Float64Array(ground.areas.length)
  const at = new Map(ground.areas.map(({ code }, i) => [code, i]))
  const leaves = atlas.findAll(Float64Array.from(places.flatMap(({ lon, lat }) => [lon, lat])))
  for (const [n, { amount }] of places.entries()) {
    const leaf = atlas.leaves[leaves[n]!]
    const above = leaf === undefined ? [] : Object.values(atlas.path(leaf.code) ?? {})
    const i = above.map((code) => at.get(code)).find((index) => index !== undefined)
    if (i !== undefined) amounts[i]! += amount
  }
  return amounts
}

function listed(rows: readonly AreaAmount[], { areas, tree }: Ground): Float64Array {
  const parts = Map.groupBy(tree.values(), ({ parent }) => parent)
  const known = knownAmounts(rows, (code) => (parts.get(code) ?? []).map((part) => part.code))
  return Float64Array.from(areas, ({ code }) => known(code) ?? Number.NaN)
}
