import { readFileSync } from 'node:fs'
import { isValidCell } from 'h3-js'
import { z } from 'zod'
import { type Graph, graphOf } from '../../analytics/stats/graph.ts'
import { distanceBand, h3Rings, nearest, queen } from '../../analytics/stats/weights.ts'
import { type AreaFile, metres, refusal, shapeOf } from './areas.ts'

/**
 * The graph that `--weights` asks for: `queen`, `knn:K`, `band:M` (metres), `h3:RINGS` with the column of the cells, or
 * FILE.json, one list of neighbours a row, counted from 0. Areas without a shape are islands.
 */
export function neighboursOf(areas: AreaFile, wish: string, id: string): Graph {
  if (wish === 'queen') return queen(areas.features.map(shapeOf))
  if (wish.endsWith('.json')) return listed(wish, areas.features.length)
  const rings = /^h3:(\d)$/.exec(wish)?.[1]
  if (rings !== undefined) return h3Rings(cellsOf(areas, id), Number(rings))
  const [, kind, size] = /^(knn|band):(\d+(?:\.\d+)?)$/.exec(wish) ?? []
  const amount = Number(size)
  if (kind === undefined || !(amount > 0) || (kind === 'knn' && !Number.isInteger(amount))) {
    throw refusal('--weights', 'queen, knn:K, band:METRES, h3:RINGS or FILE.json', wish)
  }
  const { x, y, usable } = metres(areas)
  const kept = [...usable.keys()].filter((i) => usable[i] === 1)
  const pick = (values: Float64Array) => Float64Array.from(kept, (i) => values[i]!)
  const among = kind === 'knn' ? nearest(pick(x), pick(y), amount) : distanceBand(pick(x), pick(y), amount)
  return spread(among, kept, usable.length)
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
  const lists = z
    .array(z.array(z.number()))
    .length(rows)
    .safeParse(JSON.parse(readFileSync(file, 'utf8')))
  if (!lists.success) throw refusal('--weights', `${rows} lists of neighbours, counted from 0`, file)
  try {
    return graphOf(lists.data)
  } catch (error) {
    throw refusal('--weights', 'each neighbour once, counted from 0', (error as Error).message)
  }
}

function cellsOf({ features }: AreaFile, id: string): string[] {
  const cells = features.map(({ properties }) => String(properties?.[id]))
  const bad = cells.find((cell, i) => !isValidCell(cell) || cells.indexOf(cell) !== i)
  if (bad !== undefined) throw refusal('--id', 'a column of H3 cells, each once', `${id}: ${bad}`)
  return cells
}
