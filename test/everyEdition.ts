import { bbox, booleanPointInPolygon } from '@turf/turf'
import type { Position } from 'geojson'
import { buildAtlas } from '../geo/atlas.ts'
import { seeded } from '../geo/random.ts'
import type { Area } from '../geo/types.ts'
import { type Db, sql } from '../server/db.ts'
import { areasOf } from '../server/territory/store.ts'
import { ringsOf } from './geo/hardPoints.ts'

const POINTS = 48

/**
 * Proves that locate agrees with an independent oracle on every edition a test has made: turf's exact predicate over
 * each area without children, the lowest path first. Two of three points lie on borders.
 * @throws Error naming the edition, the point and both answers
 */
export async function everyEditionLocates(db: Db): Promise<void> {
  for (const { id, name } of await db.rows<{ id: number; name: string }>(
    sql`select id, name from edition order by id`,
  )) {
    const areas = await areasOf(db, id)
    const atlas = areas.length === 0 ? null : atlasOf(areas)
    if (atlas === null) continue
    const lowest = oracleOf(areas)
    for (const [lon, lat] of pointsOf(areas)) {
      const [found, wanted] = [atlas.leaves[atlas.find(lon!, lat!)]?.code, lowest([lon!, lat!])]
      if (found !== wanted) throw new Error(`Edition ${id} (${name}) at ${lon}, ${lat}: ${found}, oracle ${wanted}`)
    }
  }
}

/** Null for a draft whose parents are no tree: nothing can be located with it. */
function atlasOf(areas: readonly Area[]) {
  try {
    return buildAtlas(areas)
  } catch (error) {
    if (error instanceof RangeError) return null
    throw error
  }
}

function oracleOf(areas: readonly Area[]): (point: Position) => string | undefined {
  const byCode = new Map(areas.map((area) => [area.code, area]))
  const parents = new Set(areas.map(({ parent }) => parent))
  const pathOf = (area: Area | undefined): string =>
    area === undefined ? '' : `${pathOf(byCode.get(area.parent ?? ''))}\u0000${area.code}`
  const leaves = areas
    .filter(({ code }) => !parents.has(code))
    .map((area) => ({ area, box: bbox(area.geometry), path: pathOf(area) }))
    .sort((a, b) => (a.path < b.path ? -1 : 1))
  return ([lon, lat]) =>
    leaves.find(
      ({ area, box: [west, south, east, north] }) =>
        lon! >= west &&
        lat! >= south &&
        lon! <= east &&
        lat! <= north &&
        booleanPointInPolygon([lon!, lat!], area.geometry),
    )?.area.code
}

/** In turn a vertex, the middle of an edge and a place within the box of an area. */
function pointsOf(areas: readonly Area[]): Position[] {
  const random = seeded(areas.length)
  const pick = <T>(things: readonly T[]) => things[Math.floor(random() * things.length)]!
  return Array.from({ length: POINTS }, (_, n): Position => {
    const area = pick(areas)
    const ring = pick(ringsOf([area]))
    const k = 1 + Math.floor(random() * (ring.length - 1))
    const [a, b] = [ring[k - 1]!, ring[k]!]
    if (n % 3 === 0) return a
    if (n % 3 === 1) return [(a[0]! + b[0]!) / 2, (a[1]! + b[1]!) / 2]
    const [west, south, east, north] = bbox(area.geometry)
    return [west + random() * (east - west), south + random() * (north - south)]
  })
}
