import Flatbush from 'flatbush'
import type { Position } from 'geojson'
import type { Box } from '../types.ts'
import type { EditArea } from './edit.ts'
import { along, boxOfPositions, eachEdge, edgeMeets, keyOf, mapRings, near, type Ring, WELD_DEG } from './rings.ts'

/**
 * Areas with every vertex that lies on an edge of another of them put into that edge, near a box: what one area has as a
 * vertex all have, so that a border of several levels is the same chain in all. No border moves by more than `WELD_DEG`.
 * The areas come back in their order; those that had all vertices already are the very same objects.
 */
export function weld<A extends EditArea>(areas: readonly A[], box: Box, more: readonly Position[] = []): A[] {
  const reach = reachOf(areas, box)
  const points = new Map<string, Position>(more.map((at) => [keyOf(at), at]))
  for (const { geometry } of areas) {
    eachEdge(geometry, (at) => {
      if (at[0]! >= reach[0] && at[1]! >= reach[1] && at[0]! <= reach[2] && at[1]! <= reach[3])
        points.set(keyOf(at), at)
    })
  }
  if (points.size === 0) return [...areas]
  const index = indexOf([...points.values()])
  return areas.map((area) => {
    const geometry = mapRings(area.geometry, (ring) => weldRing(ring, box, index))
    return geometry === area.geometry ? area : { ...area, geometry }
  })
}

/** The box of all edges that meet a box: whatever may lie on one of them lies in it. */
function reachOf(areas: readonly EditArea[], box: Box): Box {
  const ends: Position[] = []
  for (const { geometry } of areas) {
    eachEdge(geometry, (a, b) => {
      if (edgeMeets(a, b, box)) ends.push(a, b)
    })
  }
  return boxOfPositions(ends, WELD_DEG)
}

interface Points {
  at: Position[]
  tree: Flatbush
}

function indexOf(at: Position[]): Points {
  const tree = new Flatbush(at.length)
  for (const [lon, lat] of at) tree.add(lon!, lat!, lon!, lat!)
  tree.finish()
  return { at, tree }
}

function weldRing(ring: Ring, box: Box, points: Points): Ring {
  let next: Ring | undefined
  for (let n = 1; n < ring.length; n++) {
    const [a, b] = [ring[n - 1]!, ring[n]!]
    const inside = edgeMeets(a, b, box) ? pointsOn(a, b, points) : []
    if (inside.length > 0) next ??= ring.slice(0, n)
    next?.push(...inside, b)
  }
  return next ?? ring
}

/** The points on an edge between its ends, in its direction. */
function pointsOn(a: Position, b: Position, { at, tree }: Points): Position[] {
  const [west, south, east, north] = boxOfPositions([a, b], WELD_DEG)
  return tree
    .search(west, south, east, north)
    .map((n) => ({ point: at[n]!, ...along(a, b, at[n]!) }))
    .filter(({ point, off }) => off <= WELD_DEG && !near(point, a) && !near(point, b))
    .sort((p, q) => p.t - q.t)
    .map(({ point }) => point)
}
