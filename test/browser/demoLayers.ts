import type { FeatureCollection, MultiPolygon, Polygon, Position } from 'geojson'
import { DEMO_SEED } from '../../demo/generate.ts'
import { land } from '../../demo/land/land.ts'
import { dissolve } from '../../geo/dissolve.ts'
import { loadGeos } from '../../geo/geos.ts'
import { areaM2, interiorPoint } from '../../geo/interior.ts'
import type { Area } from '../../geo/types.ts'
import type { Db } from '../../server/db.ts'
import { createEdition, insertAreas } from '../../server/territory/store.ts'

const COMMUNITIES = 2
const METRE = 1 / 111_195

/** A draft of two communities of the demo's town, with everything above and below them. */
export async function demoDraft(db: Db): Promise<{ edition: number; communities: string[]; areas: Area[] }> {
  const all = land(DEMO_SEED).areas
  const town = all.find(({ level }) => level === 'micro-grid')!
  const byCode = new Map(all.map((area) => [area.code, area]))
  const up = (area: Area): Area[] => [area, ...(area.parent === null ? [] : up(byCode.get(area.parent)!))]
  const street = up(town).find(({ level }) => level === 'street')!
  const communities = all.filter(({ parent }) => parent === street.code).slice(0, COMMUNITIES)
  const chosen = new Set(communities.map(({ code }) => code))
  const above = new Set(up(street).map(({ code }) => code))
  const areas = all.filter((area) => above.has(area.code) || up(area).some(({ code }) => chosen.has(code)))
  const edition = await db.transaction(async (tx) => {
    const made = await createEdition(tx, '多网合一草稿')
    const rows = areas.map((area) => ({
      ...area,
      label: interiorPoint(area.geometry)!,
      areaM2: areaM2(area.geometry),
      source: {},
    }))
    await insertAreas(tx, made, rows)
    return made
  })
  return { edition, communities: communities.map(({ code }) => code), areas }
}

/** Moves every vertex by at most so many metres, the same vertex always the same way: the areas still fit together. */
function shifted<G extends Polygon | MultiPolygon>(geometry: G, metres: number): G {
  const move = ([lon, lat]: Position): Position => {
    const turn = Math.sin(lon! * 91_234.567 + lat! * 47_123.891) * 1000
    const way = (turn - Math.floor(turn)) * 2 * Math.PI
    return [lon! + Math.cos(way) * metres * METRE * 1.11, lat! + Math.sin(way) * metres * METRE]
  }
  const rings = (polygon: Position[][]) => polygon.map((ring) => ring.map(move))
  return geometry.type === 'Polygon'
    ? { ...geometry, coordinates: rings(geometry.coordinates) }
    : { ...geometry, coordinates: geometry.coordinates.map(rings) }
}

export interface DemoLayer {
  name: string
  authority: string
  file: FeatureCollection
}

/** Four grids of four authorities made of the demo's coverage: other granularity, borders moved, places left out. */
export async function demoLayers(areas: readonly Area[]): Promise<DemoLayer[]> {
  const geos = await loadGeos()
  const micro = areas.filter(({ level }) => level === 'micro-grid')
  const grids = areas.filter(({ level }) => level === 'grid')
  const pairs = [...Map.groupBy(grids, ({ parent }) => parent).values()].flatMap((same) =>
    same.flatMap((one, n) => (n % 2 === 0 ? [[one, ...same.slice(n + 1, n + 2)]] : [])),
  )
  const urban = grids.map((grid, n) => ({
    code: `CG-${n + 1}`,
    name: `城管 ${n + 1} 号网格`,
    geometry: shifted(grid.geometry, 1),
  }))
  const police = pairs.map((pair, n) => ({
    code: `GA-${n + 1}`,
    name: `第 ${n + 1} 警务区`,
    geometry: shifted(
      dissolve(
        geos,
        pair.map(({ geometry }) => geometry),
      ),
      15,
    ),
  }))
  const law = micro
    .filter((_, n) => n % 9 !== 0)
    .map((one, n) => ({ code: `ZF-${n + 1}`, name: `综治 ${n + 1} 格`, geometry: shifted(one.geometry, 6) }))
  const own = micro.map(({ code, name, geometry }) => ({ code, name, geometry }))
  return [
    { name: '城管网格', authority: '城管局', file: fileOf(urban, '城管中队') },
    { name: '公安警务区', authority: '公安分局', file: fileOf(police, '派出所') },
    { name: '政法综治网格', authority: '政法委', file: fileOf(law, '综治办') },
    { name: '社区网格', authority: '社区居委会', file: fileOf(own, '居委会') },
  ]
}

function fileOf(
  areas: readonly { code: string; name: string; geometry: Polygon | MultiPolygon }[],
  unit: string,
): FeatureCollection {
  const features = areas.map(({ code, name, geometry }, n) => ({
    type: 'Feature' as const,
    properties: { 网格编号: code, 网格名称: name, 责任单位: `${unit} ${(n % 3) + 1}`, 人口: 200 + ((n * 37) % 300) },
    geometry,
  }))
  return { type: 'FeatureCollection', features }
}
