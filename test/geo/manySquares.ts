import type { Area } from '../../geo/types.ts'

/** Squares beside each other, each a grid without a parent, in code order. */
export const manySquares = (count: number): Area[] => Array.from({ length: count }, (_, i) => nth(i))

function nth(i: number): Area {
  const [x, y] = [(i % 200) / 1000, Math.floor(i / 200) / 1000]
  const [east, north] = [x + 0.001, y + 0.001]
  const ring = [
    [x, y],
    [east, y],
    [east, north],
    [x, north],
    [x, y],
  ]
  const geometry = { type: 'Polygon' as const, coordinates: [ring] }
  return { level: 'grid', code: `g${String(i).padStart(6, '0')}`, name: `第${i}格`, parent: null, geometry }
}
