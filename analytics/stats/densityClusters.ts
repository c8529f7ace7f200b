import { degree, type Graph } from './graph.ts'

export interface DensityClusters {
  /** Cluster of each point, counted from 0 by its first core point; −1 is noise. */
  labels: Int32Array
  /** 1 for core points. */
  core: Uint8Array
  clusters: number
}

/**
 * DBSCAN on a neighbour graph: a point with at least `minPoints` in its neighbourhood, itself included, is core; core points
 * that are neighbours are of one cluster; a neighbour of a core point that is not core itself is at the border of the
 * first cluster that reaches it; the rest is noise. M. Ester, H.-P. Kriegel, J. Sander & X. Xu, KDD-96, 226–231.
 *
 * On `distanceBand` it is DBSCAN, on `spaceTimeBand` the ST-DBSCAN of D. Birant & A. Kut, Data & Knowledge Engineering 60
 * (2007) 208–221, without its third threshold on other attributes.
 */
export function densityClusters(graph: Graph, minPoints: number): DensityClusters {
  const core = Uint8Array.from({ length: graph.n }, (_, i) => Number(degree(graph, i) + 1 >= minPoints))
  const labels = new Int32Array(graph.n).fill(-1)
  let clusters = 0
  for (let i = 0; i < graph.n; i++) {
    if (core[i] === 1 && labels[i] === -1) grow(i, clusters++, graph, core, labels)
  }
  return { labels, core, clusters }
}

function grow(
  start: number,
  cluster: number,
  { offsets, neighbours }: Graph,
  core: Uint8Array,
  labels: Int32Array,
): void {
  labels[start] = cluster
  const open = [start]
  for (let i = open.pop(); i !== undefined; i = open.pop()) {
    for (const j of neighbours.subarray(offsets[i], offsets[i + 1])) {
      if (labels[j] !== -1) continue
      labels[j] = cluster
      if (core[j] === 1) open.push(j)
    }
  }
}
