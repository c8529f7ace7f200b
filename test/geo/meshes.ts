import type { Polygon, Position } from 'geojson'
import { dissolve } from '../../geo/dissolve.ts'
import type { Geos } from '../../geo/geos.ts'
import { seeded } from '../../geo/random.ts'
import type { Area } from '../../geo/types.ts'

const WEST = 117.7
const SOUTH = 26.4
const STEP = 0.004
const BENDS = 3

/**
 * A district of bent cells that share every vertex: two columns of cells a street, two rows a community, and the cells
 * as grids. All levels above are united from the cells.
 */
export function bentDistrict(geos: Geos, columns: number, rows: number, seed: number): Area[] {
  const random = seeded(seed)
  const shift = () => (random() - 0.5) * STEP * 0.4
  const corners = Array.from({ length: columns + 1 }, (_, x) =>
    Array.from({ length: rows + 1 }, (_, y): Position => [WEST + x * STEP + shift(), SOUTH + y * STEP + shift()]),
  )
  const bent = (a: Position, b: Position): Position[] =>
    Array.from({ length: BENDS }, (_, n) => {
      const t = (n + 1) / (BENDS + 1)
      return [a[0]! + (b[0]! - a[0]!) * t + shift() / 6, a[1]! + (b[1]! - a[1]!) * t + shift() / 6]
    })
  const eastward = corners.slice(0, -1).map((column, x) => column.map((at, y) => bent(at, corners[x + 1]![y]!)))
  const northward = corners.map((column) => column.slice(0, -1).map((at, y) => bent(at, column[y + 1]!)))
  const cell = (x: number, y: number): Polygon => ({
    type: 'Polygon',
    coordinates: [
      [
        corners[x]![y]!,
        ...eastward[x]![y]!,
        corners[x + 1]![y]!,
        ...northward[x + 1]![y]!,
        corners[x + 1]![y + 1]!,
        ...eastward[x]![y + 1]!.toReversed(),
        corners[x]![y + 1]!,
        ...northward[x]![y]!.toReversed(),
        corners[x]![y]!,
      ],
    ],
  })
  const two = (n: number) => String(n + 1).padStart(2, '0')
  const grids = Array.from({ length: columns * rows }, (_, n): Area => {
    const [x, y] = [n % columns, Math.floor(n / columns)]
    const parent = `D${two(x >> 1)}${two(y >> 1)}`
    const code = `${parent}${(x % 2) + 2 * (y % 2) + 1}`
    return { level: 'grid', code, name: `格${code}`, parent, geometry: cell(x, y) }
  })
  const communities = above(geos, grids, 'community')
  const streets = above(geos, communities, 'street')
  return [...above(geos, streets, 'district'), ...streets, ...communities, ...grids]
}

function above(geos: Geos, parts: readonly Area[], level: 'community' | 'street' | 'district'): Area[] {
  return [...Map.groupBy(parts, ({ parent }) => parent!)].map(([code, own]) => ({
    level,
    code,
    name: `名${code}`,
    parent: level === 'district' ? null : code.slice(0, -2),
    geometry: dissolve(
      geos,
      own.map(({ geometry }) => geometry),
    ),
  }))
}
