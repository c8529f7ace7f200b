import { readFileSync } from 'node:fs'
import { isValidCell } from 'h3-js'
import { z } from 'zod'
import { type Graph, graphOf } from '../../analytics/stats/graph.ts'
import { distanceBand, h3Rings, nearest, queen } from '../../analytics/stats/weights.ts'
import { type AreaFile, metres, parse, pointOf, refusal, shapeOf, type Unit } from './areas.ts'

/** Whether the neighbours that `--weights` asks for can be told of an area: by its borders, its place, or without a shape. */
export function isPlaced(feature: AreaFile['features'][number], wish: string): boolean {
  if (wish.endsWith('.json') || wish.startsWith('h3:') || shapeOf(feature) !== null) return true
  return wish !== 'queen' && pointOf(feature) !== null
}

/**
 * The graph that `--weights` asks for: `queen`, `knn:K`, `band:M` (metres), `h3:RINGS` with the column of the cells, or
 * FILE.json, one list of neighbours a row, counted from 0, or `{ neighbours, weights }` with a list of weights beside each.
 */
export function neighboursOf(areas: AreaFile, { weights: wish, id, unit }: Drawing): Graph {
  if (wish === 'queen') return touching(areas)
  if (wish.endsWith('.json')) return listed(wish, areas.features.length)
  const rings = /^h3:(\d)$/.exec(wish)?.[1]
  if (rings !== undefined) return h3Rings(cellsOf(areas, id), Number(rings))
  const [, kind, size] = /^(knn|band):(\d+(?:\.\d+)?)$/.exec(wish) ?? []
  const amount = Number(size)
  if (kind === undefined || !(amount > 0) || (kind === 'knn' && !Number.isInteger(amount))) {
    throw refusal('--weights', 'queen, knn:K, band:METRES, h3:RINGS or FILE.json', wish)
  }
  const { x, y, usable } = metres(areas, unit)
  const kept = [...usable.keys()].filter((i) => usable[i] === 1)
  const pick = (values: Float64Array) => Float64Array.from(kept, (i) => values[i]!)
  const among = kind === 'knn' ? nearest(pick(x), pick(y), amount) : distanceBand(pick(x), pick(y), amount)
  return spread(among, kept, usable.length)
}

function touching({ features }: AreaFile): Graph {
  const shapes = features.map(shapeOf)
  if (features.length > 0 && shapes.every((shape) => shape === null)) {
    throw refusal('--weights', 'knn:K or band:METRES for points; queen for areas with borders', 'no area has a border')
  }
  return queen(shapes)
}

interface Drawing {
  weights: string
  id: string
  unit: Unit
}

/** The graph of some areas as one of all. */
function spread({ offsets, neighbours }: Graph, kept: readonly number[], n: number): Graph {
  const lists = Array.from({ length: n }, (): number[] => [])
  kept.forEach((area, at) => {
    lists[area] = Array.from(neighbours.subarray(offsets[at], offsets[at + 1]), (j) => kept[j]!)
  })
  return graphOf(lists)
}

function listed(file: string, rows: number): Graph {
  const lists = z.array(z.array(z.number())).length(rows)
  const listing = z.union([
    lists.transform((neighbours) => ({ neighbours, weights: undefined })),
    z.object({ neighbours: lists, weights: lists }),
  ])
  const given = listing.safeParse(parse(file, readFileSync(file, 'utf8')))
  if (!given.success) throw refusal('--weights', `${rows} lists of neighbours, counted from 0`, file)
  try {
    return graphOf(given.data.neighbours, given.data.weights)
  } catch (error) {
    throw refusal('--weights', 'each neighbour once, counted from 0, with a finite weight', (error as Error).message)
  }
}

function cellsOf({ features }: AreaFile, id: string): string[] {
  const cells = features.map(({ properties }) => String(properties?.[id]))
  const bad = cells.find((cell, i) => !isValidCell(cell) || cells.indexOf(cell) !== i)
  if (bad !== undefined) throw refusal('--id', 'a column of H3 cells, each once', `${id}: ${bad}`)
  return cells
}
