import type { Position } from 'geojson'
import { type Arrangement, arrangementOf } from '../../../geo/edit/arrangement.ts'
import type { EditArea } from '../../../geo/edit/edit.ts'
import { type Shape, shapeOf } from '../../../geo/edit/rings.ts'
import { unite } from '../../../geo/edit/unite.ts'
import { seeded } from '../../../geo/random.ts'
import type { Level } from '../../../geo/types.ts'

const WEST = 117.7
const SOUTH = 26.3
const STEP = 0.01
const SIDE = 4
/** Vertices between two junctions. */
const BETWEEN = 3

/**
 * A district of crooked borders, woven of one set of vertices: 16 micro-grids in 8 grids in 4 communities in 2 streets,
 * every level with every vertex of the ones below on its border.
 */
export function wovenLand(seed: number): EditArea[] {
  const random = seeded(seed)
  const off = (size: number) => (random() - 0.5) * size * STEP
  const corner = lattice(() => [off(0.5), off(0.5)])
  const across = lattice(() => crooked(off))
  const along = lattice(() => crooked(off))
  const at = (x: number, y: number): Position => [
    WEST + x * STEP + corner[y]![x]![0]!,
    SOUTH + y * STEP + corner[y]![x]![1]!,
  ]
  const path = (from: Position, to: Position, bends: [number, number][]): Position[] => [
    from,
    ...bends.map(([dx, dy], n): Position => {
      const t = (n + 1) / (BETWEEN + 1)
      return [from[0]! + (to[0]! - from[0]!) * t + dx, from[1]! + (to[1]! - from[1]!) * t + dy]
    }),
    to,
  ]
  const east = (x: number, y: number) => path(at(x, y), at(x + 1, y), across[y]![x]!)
  const north = (x: number, y: number) => path(at(x, y), at(x, y + 1), along[y]![x]!)
  const cell = (x: number, y: number): Shape => ({
    type: 'Polygon',
    coordinates: [
      [
        ...east(x, y),
        ...north(x + 1, y).slice(1),
        ...east(x, y + 1)
          .reverse()
          .slice(1),
        ...north(x, y).reverse().slice(1),
      ],
    ],
  })
  const micros = Array.from({ length: SIDE * SIDE }, (_, n) => {
    const [x, y] = [n % SIDE, Math.floor(n / SIDE)]
    const street = `S${x < 2 ? 1 : 2}`
    const community = `${street}C${y < 2 ? 1 : 2}`
    const grid = `${community}G${x % 2}`
    return { x, y, street, community, grid, code: `${grid}${y % 2}1`, shape: cell(x, y) }
  })
  const area = (level: Level, code: string, parent: string | null, geometry: Shape): EditArea => ({
    level,
    code,
    name: `${level} ${code}`,
    parent,
    geometry,
    source: {},
  })
  const united = (
    level: Level,
    pick: (one: (typeof micros)[number]) => string,
    parent: (code: string) => string | null,
  ) =>
    [...Map.groupBy(micros, pick)].map(([code, some]) =>
      area(level, code, parent(code), shapeOf(unite(some.map(({ shape }) => shape)))),
    )
  return [
    ...united(
      'district',
      () => 'D',
      () => null,
    ),
    ...united(
      'street',
      (one) => one.street,
      () => 'D',
    ),
    ...united(
      'community',
      (one) => one.community,
      (code) => code.slice(0, 2),
    ),
    ...united(
      'grid',
      (one) => one.grid,
      (code) => code.slice(0, 4),
    ),
    ...micros.map((one) => area('micro-grid', one.code, one.grid, one.shape)),
  ]
}

const lattice = <T>(make: () => T): T[][] =>
  Array.from({ length: SIDE + 1 }, () => Array.from({ length: SIDE + 1 }, () => make()))

const crooked = (off: (size: number) => number) =>
  Array.from({ length: BETWEEN }, (): [number, number] => [off(0.12), off(0.12)])

export const wovenArrangement = (seed: number): Arrangement => arrangementOf(wovenLand(seed))
