import type { Graph } from './graph.ts'

/**
 * The neighbours of every bin of a cube of `steps` slices over the areas of `graph`: its neighbours in the same slice,
 * and itself and its neighbours in each of the `lag` slices before that exist. Never a slice after: what comes later
 * must not change what was said before. Bin (t, i) has number t · n + i. Binary; links of an area to itself are ignored.
 */
export function spaceTimeGraph(graph: Graph, steps: number, lag: number): Graph {
  const { n, offsets, neighbours } = graph
  const links = neighbours.length
  const slices = Array.from({ length: steps }, (_, t) => Math.min(t, lag) + 1)
  const most = slices.reduce((sum, depth) => sum + depth * (links + n), 0)
  const from = new Uint32Array(n * steps + 1)
  const list = new Uint32Array(most)
  let size = 0
  for (let t = 0; t < steps; t++) {
    for (let i = 0; i < n; i++) {
      for (let past = t + 1 - slices[t]!; past <= t; past++) size = around(past, i, past < t, size)
      from[t * n + i + 1] = size
    }
  }
  return { n: n * steps, offsets: from, neighbours: list.slice(0, size), weights: null, style: 'binary' }

  /** Appends an area and its neighbours in a slice, ascending. */
  function around(slice: number, i: number, itself: boolean, at: number): number {
    let own = itself
    for (let link = offsets[i]!; link < offsets[i + 1]!; link++) {
      const j = neighbours[link]!
      if (j === i) continue
      if (own && j > i) {
        list[at++] = slice * n + i
        own = false
      }
      list[at++] = slice * n + j
    }
    if (own) list[at++] = slice * n + i
    return at
  }
}
