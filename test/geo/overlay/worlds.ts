import type { Layer, SourceArea } from '../../../geo/overlay/layer.ts'
import { seeded } from '../../../geo/random.ts'
import { square } from '../squares.ts'

/** The community of these tests: 6 × 6 steps, about 600 m by 666 m. */
export const COMMUNITY = { code: 'C1', name: '东门社区', geometry: square([0, 0, 6, 6]) }

/** Cuts of a side of 6 steps into `parts`, each inner one moved by at most `shift` steps. */
function cuts(parts: number, shift: number, rnd: () => number): number[] {
  return Array.from({ length: parts + 1 }, (_, n) => {
    const at = (6 * n) / parts
    return n === 0 || n === parts ? at : at + (rnd() * 2 - 1) * shift
  })
}

export interface Grain {
  columns: number
  rows: number
  /** By how much borders are moved, steps of 0.001°. */
  shift: number
  seed: number
  /** Every nth area is left out. */
  missing?: number
  residents?: number
}

/** A layer of rectangles over the community, row by row, with borders moved and areas missing as asked. */
export function layerOf(id: number, name: string, { columns, rows, shift, seed, missing, residents }: Grain): Layer {
  const rnd = seeded(seed)
  const xs = cuts(columns, shift, rnd)
  const areas = cuts(rows, shift, rnd)
    .slice(1)
    .flatMap((north, row, norths) =>
      xs.slice(1).map((east, column): SourceArea => {
        const south = row === 0 ? 0 : norths[row - 1]!
        const number = row * columns + column + 1
        const code = `${id}-${String(number).padStart(3, '0')}`
        return { code, name: `${name} ${number} 号`, geometry: square([xs[column]!, south, east, north]), residents }
      }),
    )
  return { id, name, areas: missing === undefined ? areas : areas.filter((_, n) => (n + 1) % missing !== 0) }
}

/** The same features in another order. */
export function shuffled(layer: Layer, seed: number): Layer {
  const rnd = seeded(seed)
  const keyed = layer.areas.map((area) => ({ area, key: rnd() })).sort((a, b) => a.key - b.key)
  return { ...layer, areas: keyed.map(({ area }) => area) }
}

export const NO_POINTS = { premises: [], reports: [] }
