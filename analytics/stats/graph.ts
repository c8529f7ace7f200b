/**
 * A neighbour graph over n areas in compressed sparse rows: the neighbours of i are
 * `neighbours[offsets[i] … offsets[i + 1] - 1]`, ascending, each at most once.
 */
export interface Graph {
  readonly n: number
  /** n + 1 positions. */
  readonly offsets: Uint32Array
  readonly neighbours: Uint32Array
  /** One a link; null: every link weighs 1. */
  readonly weights: Float64Array | null
  /** `row`: the weights of each area sum to 1 and are kept so when areas drop out. */
  readonly style: 'binary' | 'row' | 'given'
}

/**
 * A graph of lists of neighbours, one list an area, in any order.
 * @param weights in the same shape; without them every link weighs 1
 * @throws RangeError naming the area when a neighbour is not in 0 … n − 1, is listed twice or has no finite weight
 */
export function graphOf(lists: readonly (readonly number[])[], weights?: readonly (readonly number[])[]): Graph {
  const n = lists.length
  const offsets = new Uint32Array(n + 1)
  for (let i = 0; i < n; i++) offsets[i + 1] = offsets[i]! + lists[i]!.length
  const neighbours = new Uint32Array(offsets[n]!)
  const given = weights === undefined ? null : new Float64Array(offsets[n]!)
  for (let i = 0; i < n; i++) {
    const list = lists[i]!
    const order = [...list.keys()].sort((a, b) => list[a]! - list[b]!)
    let at = offsets[i]!
    for (const from of order) {
      const j = list[from]!
      const twice = at > offsets[i]! && neighbours[at - 1] === j
      if (!Number.isInteger(j) || j < 0 || j >= n || twice) throw new RangeError(`area ${i} has a bad neighbour ${j}`)
      neighbours[at] = j
      if (given !== null) {
        const weight = weights?.[i]?.[from]
        if (weight === undefined || !Number.isFinite(weight)) throw new RangeError(`area ${i} has a bad weight`)
        given[at] = weight
      }
      at++
    }
  }
  return { n, offsets, neighbours, weights: given, style: given === null ? 'binary' : 'given' }
}

/** The number of neighbours of an area. */
export function degree(graph: Graph, i: number): number {
  return graph.offsets[i + 1]! - graph.offsets[i]!
}

/** The same links, the weights of each area divided by their sum (style W of Anselin 1988); binary rows give 1/k. */
export function rowStandardised(graph: Graph): Graph {
  const { n, offsets, neighbours, weights } = graph
  const scaled = new Float64Array(neighbours.length)
  for (let i = 0; i < n; i++) {
    let sum = 0
    for (let at = offsets[i]!; at < offsets[i + 1]!; at++) sum += weights === null ? 1 : weights[at]!
    if (sum === 0) continue
    for (let at = offsets[i]!; at < offsets[i + 1]!; at++) scaled[at] = (weights === null ? 1 : weights[at]!) / sum
  }
  return { n, offsets, neighbours, weights: scaled, style: 'row' }
}

/** The graph with a link of every area to itself, as Gi* needs it; a link that is there already stays as it is. */
export function withSelf(graph: Graph, weight = 1): Graph {
  const lists: number[][] = []
  const given: number[][] = []
  for (let i = 0; i < graph.n; i++) {
    const from = graph.offsets[i]!
    const to = graph.offsets[i + 1]!
    const list = [...graph.neighbours.subarray(from, to)]
    const row = graph.weights === null ? list.map(() => 1) : [...graph.weights.subarray(from, to)]
    if (!list.includes(i)) {
      list.push(i)
      row.push(weight)
    }
    lists.push(list)
    given.push(row)
  }
  return graph.weights === null && weight === 1 ? graphOf(lists) : graphOf(lists, given)
}

/** The graph without the links from and to areas that are not present; the areas keep their numbers. */
export function induced(graph: Graph, present: Uint8Array): Graph {
  const { n, offsets, neighbours, weights } = graph
  const kept = new Uint32Array(n + 1)
  const list = new Uint32Array(neighbours.length)
  const row = weights === null ? null : new Float64Array(neighbours.length)
  let size = 0
  for (let i = 0; i < n; i++) {
    for (let at = offsets[i]!; present[i] === 1 && at < offsets[i + 1]!; at++) {
      if (present[neighbours[at]!] === 0) continue
      list[size] = neighbours[at]!
      if (row !== null) row[size] = weights![at]!
      size++
    }
    kept[i + 1] = size
  }
  const left: Graph = {
    n,
    offsets: kept,
    neighbours: list.slice(0, size),
    weights: row === null ? null : row.slice(0, size),
    style: graph.style,
  }
  return graph.style === 'row' ? rowStandardised(left) : left
}
