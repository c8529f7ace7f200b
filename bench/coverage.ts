import type { Position } from 'geojson'
import { seeded } from '../geo/random.ts'
import type { Area, Level } from '../geo/types.ts'

/** A coverage for tests and benchmarks: about this many leaves, this many halvings of every border. */
export interface CoverageOptions {
  leaves: number
  seed: number
  /** Every side of a cell becomes 2^halvings edges; 4 gives about 96 vertices a cell. */
  halvings?: number
  /** Every so many cells one has a hole: a lake (no area), an enclave of its own, or an exclave of a far cell. */
  holeEvery?: number
}

export interface Coverage {
  /** All levels. Upper levels carry the polygons of their leaves side by side. */
  areas: Area[]
  leaves: Area[]
}

const CELL_DEGREES = 0.004
const WEST = 117.4
const SOUTH = 26.1
const GROUP = 3

/**
 * A jittered honeycomb whose cells share fractal borders bit for bit, in five nested levels. No gaps or overlaps but
 * the lakes. The same options give the same coordinates.
 */
export function coverage({ leaves, seed, halvings = 4, holeEvery = 25 }: CoverageOptions): Coverage {
  const columns = Math.max(1, Math.round(Math.sqrt(leaves)))
  const rows = Math.max(1, Math.ceil(leaves / columns))
  const border = borders(seed, halvings)
  const cells: Cell[] = []
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns && cells.length < leaves; column++) {
      cells.push({ codes: codesAt(row, column), polygons: [[border.ring(row, column)]] })
    }
  }
  if (holeEvery > 0) punchHoles(cells, columns, holeEvery, seeded(seed ^ 0x5bd1e995))
  return nest(cells)
}

interface Cell {
  codes: string[]
  polygons: Position[][][]
}

const pad = (number: number) => String(number).padStart(3, '0')

function codesAt(row: number, column: number): string[] {
  const part = (size: number) => pad(Math.floor(row / size)) + pad(Math.floor(column / size))
  return ['9', ...[GROUP ** 3, GROUP ** 2, GROUP, 1].map((size, i) => `${'9STCM'[i + 1]}${part(size)}`)]
}

/** Fractal borders between the corners of the honeycomb; a border depends on its place and the seed only. */
function borders(seed: number, halvings: number) {
  const hash = (...parts: number[]) => parts.reduce((h, part) => Math.imul(h ^ part, 0x9e3779b1) ^ (h >>> 13), seed | 1)

  const corner = (row: number, half: number): Position => {
    const random = seeded(hash(1, row, half))
    const shift = (half - row) % 2 === 0 ? 0.16 : -0.16
    const x = half / 2 + (random() - 0.5) * 0.16
    const y = row + shift + (random() - 0.5) * 0.16
    return [WEST + x * CELL_DEGREES, SOUTH + y * CELL_DEGREES]
  }

  const line = (row: number, half: number, toRow: number, toHalf: number): Position[] => {
    const random = seeded(hash(2, row, half, toRow, toHalf))
    let points = [corner(row, half), corner(toRow, toHalf)]
    for (let level = 0; level < halvings; level++) points = halve(points, 0.1 * 0.75 ** level, random)
    return points
  }

  const ring = (row: number, column: number): Position[] => {
    const west = column * 2 + (row % 2)
    const sides = [
      line(row, west, row, west + 1),
      line(row, west + 1, row, west + 2),
      line(row, west + 2, row + 1, west + 2),
      line(row + 1, west + 1, row + 1, west + 2).reverse(),
      line(row + 1, west, row + 1, west + 1).reverse(),
      line(row, west, row + 1, west).reverse(),
    ]
    const open = sides.flatMap((side) => side.slice(0, -1))
    return [...open, open[0]!]
  }
  return { ring }
}

function halve(points: Position[], sway: number, random: () => number): Position[] {
  return points.flatMap((b, i) => {
    if (i === 0) return [b]
    const a = points[i - 1]!
    const off = (random() - 0.5) * 2 * sway
    const [dx, dy] = [b[0]! - a[0]!, b[1]! - a[1]!]
    return [[(a[0]! + b[0]!) / 2 - dy * off, (a[1]! + b[1]!) / 2 + dx * off], b]
  })
}

/** Cuts a ring out of the middle of every so-manieth cell: by turns a lake, an enclave, an exclave of another cell. */
function punchHoles(cells: Cell[], columns: number, every: number, random: () => number): void {
  const original = cells.length
  for (let i = Math.floor(every / 2), turn = 0; i < original; i += every, turn++) {
    const cell = cells[i]!
    const ring = hole(cell.polygons[0]![0]!, random)
    cell.polygons[0]!.push([...ring].reverse())
    if (turn % 3 === 1) cells.push({ codes: [...cell.codes.slice(0, -1), `${cell.codes.at(-1)}E`], polygons: [[ring]] })
    if (turn % 3 === 2) cells[(i + 2 * columns + 1) % original]!.polygons.push([ring])
  }
}

function hole(around: readonly Position[], random: () => number): Position[] {
  const [sumX, sumY] = around.slice(1).reduce(([x, y], at) => [x! + at[0]!, y! + at[1]!], [0, 0])
  const [x, y] = [sumX! / (around.length - 1), sumY! / (around.length - 1)]
  const open = Array.from({ length: 24 }, (_, i): Position => {
    const radius = CELL_DEGREES * (0.08 + 0.06 * random())
    const angle = (i / 24) * 2 * Math.PI
    return [x + radius * Math.cos(angle), y + radius * Math.sin(angle)]
  })
  return [...open, open[0]!]
}

const NESTED: readonly Level[] = ['district', 'street', 'community', 'grid', 'micro-grid']

function nest(cells: readonly Cell[]): Coverage {
  const areas = NESTED.flatMap((level, depth) =>
    [...Map.groupBy(cells, ({ codes }) => codes[depth]!)].map(([code, members]): Area => {
      const polygons = members.flatMap((cell) => cell.polygons)
      return {
        level,
        code,
        name: `${level} ${code}`,
        parent: depth === 0 ? null : members[0]!.codes[depth - 1]!,
        geometry:
          polygons.length === 1
            ? { type: 'Polygon', coordinates: polygons[0]! }
            : { type: 'MultiPolygon', coordinates: polygons },
      }
    }),
  )
  return { areas, leaves: areas.filter(({ level }) => level === 'micro-grid') }
}
