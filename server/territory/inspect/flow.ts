import type { Atlas } from '../../../geo/atlas.ts'
import { side } from '../../../geo/covers.ts'
import { areaM2, boundingBox, interiorPoint } from '../../../geo/interior.ts'
import { levelBoxes } from '../../../geo/levelBoxes.ts'
import { layOut } from '../../../geo/pieces.ts'
import { type Area, LEVELS, type Level, type LonLat } from '../../../geo/types.ts'
import { bordersOf } from '../../../geo/zoning/borders.ts'
import type { AreaFacts } from '../../api/inspect.ts'
import { Problem } from '../../errors.ts'
import type { House } from '../../house.ts'
import { knownAmounts } from '../../statistics/knownAmounts.ts'
import { latestList } from '../../statistics/store.ts'
import { drawn } from '../geojson.ts'
import { countReports, premisesIn } from './store.ts'

/** Everything about one area of an edition. @throws Problem not-found */
export async function inspectArea(house: House, asked: { edition: number; code: string }): Promise<AreaFacts> {
  const found = await house.atlasOf(asked.edition)
  const area = found?.atlas.area(asked.code)
  if (found === null || area === undefined) throw new Problem('not-found', { facts: asked })
  const { atlas } = found
  const { level, code, name, geometry } = area
  const [reports, premises, residents] = await Promise.all([
    countReports(house.db, { edition: asked.edition, level, code }),
    premisesInside(house, area),
    residentsOf(house, atlas, area),
  ])
  return {
    edition: asked.edition,
    level,
    code,
    name,
    path: lineage(atlas, code),
    areaM2: areaM2(geometry),
    label: labelOf(area),
    geometry: drawn(geometry),
    neighbours: neighboursOf(area, atlas),
    below: countBelow(atlas, code),
    reports,
    premises,
    residents,
  }
}

/** The same of the smallest area at a place. @throws Problem not-found: the place is in no area of the edition */
export async function inspectPlace(house: House, { edition, at }: { edition: number; at: LonLat }): Promise<AreaFacts> {
  const found = await house.atlasOf(edition)
  const leaf = found === null ? -1 : found.atlas.find(at[0], at[1])
  if (found === null || leaf < 0) throw new Problem('not-found', { facts: { edition, lon: at[0], lat: at[1] } })
  return inspectArea(house, { edition, code: found.atlas.leaves[leaf]!.code })
}

function lineage(atlas: Atlas, code: string): AreaFacts['path'] {
  const path = atlas.path(code)!
  return LEVELS.flatMap((level) => {
    const above = path[level] === undefined ? undefined : atlas.area(path[level])
    return above === undefined ? [] : [{ level, code: above.code, name: above.name }]
  })
}

function labelOf({ geometry }: Area): [number, number] | null {
  const at = interiorPoint(geometry)
  return at && [at[0], at[1]]
}

function neighboursOf(area: Area, atlas: Atlas): AreaFacts['neighbours'] {
  const box = atlas.box(area)
  if (box === null) return []
  const near = levelBoxes(atlas)
    .meeting(area.level, box)
    .filter(({ code }) => code !== area.code)
  const { shared } = bordersOf([area, ...near].map(({ geometry }) => geometry))
  return shared
    .filter(({ a }) => a === 0)
    .map(({ b, metres }) => ({ code: near[b - 1]!.code, name: near[b - 1]!.name, borderM: Math.round(metres) }))
    .sort((one, two) => two.borderM - one.borderM)
}

function countBelow(atlas: Atlas, code: string): AreaFacts['below'] {
  const counts = new Map<Level, number>()
  const walk = (above: string) => {
    for (const child of atlas.children(above)) {
      counts.set(child.level, (counts.get(child.level) ?? 0) + 1)
      walk(child.code)
    }
  }
  walk(code)
  return LEVELS.flatMap((level) => (counts.has(level) ? [{ level, count: counts.get(level)! }] : []))
}

/** By the latest list of residents, whatever level it counts at: an area above is the sum of its parts. */
async function residentsOf(house: House, atlas: Atlas, { code }: Area): Promise<AreaFacts['residents']> {
  const list = await latestList(house.db, 'residents', [code, ...codesBelow(atlas, code)])
  if (list === undefined) return null
  const count = knownAmounts(list.areas, (above) => atlas.children(above).map((child) => child.code))(code)
  return { count: count === null ? null : Math.round(count), source: list.source, asOf: list.asOf }
}

const codesBelow = (atlas: Atlas, above: string): string[] =>
  atlas.children(above).flatMap(({ code }) => [code, ...codesBelow(atlas, code)])

async function premisesInside(house: House, { geometry }: Area): Promise<number> {
  const box = boundingBox(geometry)
  if (box === null) return 0
  const standing = await premisesIn(house.db, box)
  const pieces = layOut([geometry])
  return standing.filter((at) => side(pieces, at) !== 'outside').length
}
