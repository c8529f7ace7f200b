import Delaunator from 'delaunator'
import type { Random } from '../random.ts'
import { distance, type Spot } from './plane.ts'
import { insideOutline, riverNorthing } from './towns.ts'

/** A planar map of small faces. Every edge has exactly two faces, every vertex exactly three edges. */
export interface Mesh {
  sites: readonly Spot[]
  /** Square metres of each face. */
  sizes: readonly number[]
  /** Faces inside the outline, ascending; the rest only close the map. */
  inside: readonly number[]
  neighbours: readonly (readonly number[])[]
  vertices: readonly Spot[]
  edges: readonly Edge[]
}

/** Seen from `start` to `end`, face `left` lies on the left. */
export interface Edge {
  left: number
  right: number
  start: number
  end: number
}

const WEST = -28_000
const EAST = 30_000
const SOUTH = -40_000
const NORTH = 36_000
const SHORTEST_EDGE_M = 2

/** How far apart sites are wanted here, metres: close by the river in town, wide in the hills. */
function spacing([east, north]: Spot): number {
  const along = Math.max(0, Math.abs(east - 300) - 4_600)
  const across = Math.max(0, Math.abs(north - riverNorthing(east)) - 2_000)
  const fromTown = Math.sqrt(along * along + across * across)
  return Math.min(1_500, 172 + fromTown * 0.19)
}

/** Scatters sites, evens them out and answers their Voronoi map. */
export function mesh(rnd: Random): Mesh {
  let sites = scatter(rnd)
  for (let round = 0; round < 3; round++) sites = evened(sites)
  for (let round = 0; round < 60; round++) {
    const made = voronoi(sites)
    const tight = tooTight(made)
    if (tight.size === 0) return made
    sites = sites.map((site, index) => {
      if (!tight.has(index)) return site
      const nudge = spacing(site) * 0.08
      return [site[0] + rnd.between(-nudge, nudge), site[1] + rnd.between(-nudge, nudge)] as const
    })
  }
  throw new Error('the demo mesh keeps edges shorter than 2 m after 60 rounds')
}

/** Darts that keep their distance: each lands only where no earlier one is too near. */
function scatter(rnd: Random): Spot[] {
  const cell = 172
  const taken = new Map<number, Spot[]>()
  const key = (x: number, y: number) => Math.floor(x / cell) * 100_003 + Math.floor(y / cell)
  const crowded = (spot: Spot, radius: number) => {
    const span = Math.ceil(radius / cell)
    for (let i = -span; i <= span; i++)
      for (let j = -span; j <= span; j++)
        for (const other of taken.get(key(spot[0] + i * cell, spot[1] + j * cell)) ?? [])
          if (distance(spot, other) < radius) return true
    return false
  }
  const sites: Spot[] = []
  const throwInto = (west: number, east: number, south: number, north: number, darts: number) => {
    for (let i = 0; i < darts; i++) {
      const spot: Spot = [rnd.between(west, east), rnd.between(south, north)]
      if (crowded(spot, spacing(spot) * 0.82)) continue
      sites.push(spot)
      const at = key(spot[0], spot[1])
      taken.set(at, [...(taken.get(at) ?? []), spot])
    }
  }
  throwInto(-6_000, 7_000, -6_000, 6_000, 40_000)
  throwInto(WEST, EAST, SOUTH, NORTH, 25_000)
  return sites
}

/** Each site moves to the middle of its face (one Lloyd step); sites at the rim stay. */
function evened(sites: readonly Spot[]): Spot[] {
  const { edges, vertices } = voronoi(sites)
  const sums = sites.map(() => [0, 0, 0] as [number, number, number])
  const rim = rimOf(sites)
  for (const { left, right, start, end } of edges) {
    const [a, b] = [vertices[start]!, vertices[end]!]
    for (const [face, sign] of [
      [left, 1],
      [right, -1],
    ] as const) {
      const [ox, oy] = sites[face]!
      const cross = sign * ((a[0] - ox) * (b[1] - oy) - (b[0] - ox) * (a[1] - oy))
      sums[face]![0] += cross * (a[0] + b[0] + ox)
      sums[face]![1] += cross * (a[1] + b[1] + oy)
      sums[face]![2] += 3 * cross
    }
  }
  return sites.map((site, face) => {
    const [x, y, weight] = sums[face]!
    return rim.has(face) ? site : [x / weight, y / weight]
  })
}

/** Sites whose face is open or leans far out: those near the frame. */
function rimOf(sites: readonly Spot[]): Set<number> {
  const margin = 3_500
  return new Set(
    sites.flatMap(([x, y], index) =>
      x < WEST + margin || x > EAST - margin || y < SOUTH + margin || y > NORTH - margin ? [index] : [],
    ),
  )
}

function voronoi(sites: readonly Spot[]): Mesh {
  const { triangles, halfedges } = Delaunator.from([...sites])
  const vertices: Spot[] = []
  for (let t = 0; t < triangles.length; t += 3)
    vertices.push(circumcentre(sites[triangles[t]!]!, sites[triangles[t + 1]!]!, sites[triangles[t + 2]!]!))
  const edges: Edge[] = []
  const neighbours = sites.map(() => [] as number[])
  const doubled = sites.map(() => 0)
  halfedges.forEach((twin, halfedge) => {
    if (twin < halfedge) return
    const from = triangles[halfedge]!
    const to = triangles[twin]!
    const a = Math.floor(halfedge / 3)
    const b = Math.floor(twin / 3)
    const [p, q, s] = [vertices[a]!, vertices[b]!, sites[from]!]
    const cross = (p[0] - s[0]) * (q[1] - s[1]) - (q[0] - s[0]) * (p[1] - s[1])
    edges.push(cross > 0 ? { left: from, right: to, start: a, end: b } : { left: to, right: from, start: a, end: b })
    neighbours[from]!.push(to)
    neighbours[to]!.push(from)
    doubled[from]! += Math.abs(cross)
    doubled[to]! += Math.abs(cross)
  })
  const inside = sites.flatMap((site, index) => (insideOutline(site) ? [index] : []))
  return { sites, sizes: doubled.map((twice) => twice / 2), inside, neighbours, vertices, edges }
}

function circumcentre(a: Spot, b: Spot, c: Spot): Spot {
  const [bx, by, cx, cy] = [b[0] - a[0], b[1] - a[1], c[0] - a[0], c[1] - a[1]]
  const d = 2 * (bx * cy - by * cx)
  const [b2, c2] = [bx * bx + by * by, cx * cx + cy * cy]
  return [a[0] + (cy * b2 - by * c2) / d, a[1] + (bx * c2 - cx * b2) / d]
}

/** Faces inside the outline with an edge so short that rounding to a centimetre could fold it. */
function tooTight({ edges, vertices, inside }: Mesh): Set<number> {
  const ours = new Set(inside)
  return new Set(
    edges
      .filter(({ left, right }) => ours.has(left) || ours.has(right))
      .filter(({ start, end }) => distance(vertices[start]!, vertices[end]!) < SHORTEST_EDGE_M)
      .map(({ left, right }) => (ours.has(left) ? left : right)),
  )
}
