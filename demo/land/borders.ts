import type { Random } from '../random.ts'
import type { Edge, Mesh } from './mesh.ts'
import { distance, type Spot, toLonLat } from './plane.ts'

/** The edges of the mesh as drawn: each is bent once, and everyone on either side uses the very same numbers. */
export interface Borders {
  edges: readonly Edge[]
  /** Coordinates from the edge's start to its end, [lon, lat] of 1e-7 degrees. */
  lines: readonly (readonly [number, number][])[]
}

/**
 * Bends every edge a little. A bent edge stays inside the two triangles between the edge and the sites on its sides;
 * those triangles of different edges never overlap, so no two borders can cross.
 */
export function borders(mesh: Mesh, rnd: Random): Borders {
  const corners = mesh.vertices.map((vertex) => (Number.isFinite(vertex[0] + vertex[1]) ? toLonLat(vertex) : vertex))
  const ours = new Set(mesh.inside)
  const edges = mesh.edges.filter(({ left, right }) => ours.has(left) || ours.has(right))
  const lines = edges.map((edge) => {
    const [from, to] = [mesh.vertices[edge.start]!, mesh.vertices[edge.end]!]
    const inner = bend(from, to, mesh.sites[edge.left]!, mesh.sites[edge.right]!, rnd)
    return [corners[edge.start]!, ...inner.map(toLonLat), corners[edge.end]!] as [number, number][]
  })
  return { edges, lines }
}

/** Points between the two ends, displaced sideways by halving again and again. */
function bend(from: Spot, to: Spot, left: Spot, right: Spot, rnd: Random): Spot[] {
  const length = distance(from, to)
  const halvings = Math.min(4, Math.max(0, Math.floor(Math.log2(length / 16))))
  const offsets = displaced(halvings, length * 0.2, rnd)
  const across: Spot = [-(to[1] - from[1]) / length, (to[0] - from[0]) / length]
  const count = offsets.length - 1
  return offsets.slice(1, -1).map((offset, index) => {
    const t = (index + 1) / count
    const room = 0.7 * (offset > 0 ? roomAt(t, from, to, left) : roomAt(t, from, to, right))
    const kept = Math.sign(offset) * Math.min(Math.abs(offset), room)
    return [from[0] + (to[0] - from[0]) * t + across[0] * kept, from[1] + (to[1] - from[1]) * t + across[1] * kept]
  })
}

/** 2^halvings + 1 sideways displacements, zero at both ends, halved in size at every round. */
function displaced(halvings: number, size: number, rnd: Random): number[] {
  let offsets = [0, 0]
  for (let round = 0, amount = size; round < halvings; round++, amount *= 0.5)
    offsets = offsets.flatMap((offset, index) =>
      index === 0 ? [offset] : [(offsets[index - 1]! + offset) / 2 + rnd.between(-amount, amount), offset],
    )
  return offsets
}

/** Metres from the point at `t` of the edge, straight sideways, to the far side of the triangle with this site. */
function roomAt(t: number, from: Spot, to: Spot, site: Spot): number {
  const length = distance(from, to)
  const along = ((site[0] - from[0]) * (to[0] - from[0]) + (site[1] - from[1]) * (to[1] - from[1])) / length
  const height = Math.abs((to[0] - from[0]) * (site[1] - from[1]) - (to[1] - from[1]) * (site[0] - from[0])) / length
  const at = t * length
  // A foot outside the edge leans the triangle over; then only the side between foot and far end bounds it.
  const rising = along > 0 ? (at / along) * height : Number.POSITIVE_INFINITY
  const falling = along < length ? ((length - at) / (length - along)) * height : Number.POSITIVE_INFINITY
  return Math.min(rising, falling)
}
