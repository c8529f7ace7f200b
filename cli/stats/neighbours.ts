import { type Graph, graphOf } from '../../analytics/stats/graph.ts'
import { distanceBand, nearest, queen } from '../../analytics/stats/weights.ts'
import { type AreaFile, metres, refusal, shapeOf } from './areas.ts'

/** The graph that `--weights` asks for: `queen`, `knn:K` or `band:M` (metres). Areas without a shape are islands. */
export function neighboursOf(areas: AreaFile, wish: string): Graph {
  if (wish === 'queen') return queen(areas.features.map(shapeOf))
  const [, kind, size] = /^(knn|band):(\d+(?:\.\d+)?)$/.exec(wish) ?? []
  const amount = Number(size)
  if (kind === undefined || !(amount > 0) || (kind === 'knn' && !Number.isInteger(amount))) {
    throw refusal('--weights', 'queen, knn:K or band:METRES', wish)
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
