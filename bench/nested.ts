import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import type { Polygon, Position } from 'geojson'
import type { Area, Level } from '../geo/types.ts'
import { coverage } from './coverage.ts'

/** From the leaves up. */
const UPWARD: readonly Level[] = ['grid', 'community', 'street', 'district']
const NAMES: Readonly<Record<Level, string>> = {
  district: '区',
  street: '街道',
  community: '社区',
  grid: '网格',
  'micro-grid': '微网格',
}

/** The code of the district. */
export const DISTRICT = '9'.repeat(6)

/**
 * Five levels with Chinese names, about `leaves` micro-grids of 48 vertices: every area is one polygon, and the
 * outline of its children number by number.
 */
export function nested(leaves: number, seed = 1): Area[] {
  const { areas } = coverage({ leaves, seed, halvings: 3, holeEvery: 0 })
  const byCode = new Map(areas.map(own).map((area) => [area.code, area]))
  for (const level of UPWARD) {
    const all = [...byCode.values()]
    const children = Map.groupBy(
      all.filter(({ parent }) => parent !== null && byCode.get(parent)!.level === level),
      ({ parent }) => parent!,
    )
    for (const [code, parts] of children) byCode.get(code)!.geometry = outline(parts.map(ringOf))
  }
  return [...byCode.values()]
}

/** Writes the areas of one level as GeoJSON; properties code, name, parent. */
export async function writeLevel(areas: readonly Area[], level: Level, file: string): Promise<void> {
  const out = createWriteStream(file)
  let before = '{"type":"FeatureCollection","features":[\n'
  for (const { code, name, parent, geometry } of areas.filter((area) => area.level === level)) {
    const text = JSON.stringify({ type: 'Feature', properties: { code, name, parent }, geometry })
    if (!out.write(before + text)) await once(out, 'drain')
    before = ',\n'
  }
  out.end('\n]}\n')
  await once(out, 'finish')
}

const own = (area: Area): Area => ({
  ...area,
  code: area.level === 'district' ? DISTRICT : area.code,
  parent: area.level === 'street' ? DISTRICT : area.parent,
  name: named(area),
})
const named = ({ level, code }: Area): string =>
  level === 'district' ? '大区' : `${code.slice(1, 4)}排${code.slice(4)}号${NAMES[level]}`
const ringOf = ({ geometry }: Area): Position[] => (geometry as Polygon).coordinates[0]!

/** Borders that two of the rings share cancel; what is left is walked round. */
function outline(rings: readonly Position[][]): Polygon {
  const key = ([x, y]: Position) => `${x},${y}`
  const edges = new Map<string, Position>()
  for (const ring of rings)
    ring.slice(1).forEach((to, i) => {
      const [a, b] = [key(ring[i]!), key(to)]
      if (!edges.delete(`${b} ${a}`)) edges.set(`${a} ${b}`, to)
    })
  const next = new Map([...edges].map(([edge, to]) => [edge.split(' ')[0]!, to]))
  const start = [...edges.values()][0]!
  const ring = [start]
  for (let at = next.get(key(start))!; at !== start; at = next.get(key(at))!) ring.push(at)
  if (ring.length !== next.size) throw new Error(`an outline of ${next.size} edges is walked round in ${ring.length}`)
  return { type: 'Polygon', coordinates: [[...ring, start]] }
}
