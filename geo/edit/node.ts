import type { Position } from 'geojson'
import type { EditArea } from './edit.ts'
import {
  along,
  boxOfPositions,
  cross,
  crossingOf,
  eachEdge,
  edgeMeets,
  keyOf,
  near,
  type Segment,
  same,
  WELD_DEG,
} from './rings.ts'
import { weld } from './weld.ts'

/**
 * Areas and drawn lines with a vertex in both wherever they meet: the line's vertices that lie at a vertex of an area
 * become that vertex, those on an edge join it, and crossings join both. Crossings of one edge have the same bits in all
 * areas that have it.
 */
export function nodeTogether<A extends EditArea>(
  areas: readonly A[],
  lines: readonly (readonly Position[])[],
): { areas: A[]; segments: Segment[] } {
  const box = boxOfPositions(lines.flat(), WELD_DEG)
  const welded = weld(areas, box)
  const edges = distinctEdges(welded, box)
  const snapped = lines.map((line) => line.map((at) => vertexAt(edges, at) ?? at))
  const pieces = snapped.flatMap((line) => line.slice(1).flatMap((to, n): Segment[] => piecesOf([line[n]!, to], edges)))
  const segments = pieces.filter(([a, b]) => !same(a, b))
  return { areas: weld(welded, box, segments.flat()), segments }
}

function distinctEdges(areas: readonly EditArea[], box: ReturnType<typeof boxOfPositions>): Segment[] {
  const found = new Map<string, Segment>()
  for (const { geometry } of areas) {
    eachEdge(geometry, (a, b) => {
      if (!edgeMeets(a, b, box)) return
      const key = `${keyOf(a)},${keyOf(b)}`
      if (!found.has(`${keyOf(b)},${keyOf(a)}`)) found.set(key, [a, b])
    })
  }
  return [...found.values()]
}

function vertexAt(edges: readonly Segment[], at: Position): Position | undefined {
  for (const [a, b] of edges) {
    if (near(a, at)) return a
    if (near(b, at)) return b
  }
  return undefined
}

/** A stretch of a drawn line, cut wherever an edge or a vertex of an area lies on it. */
function piecesOf([from, to]: Segment, edges: readonly Segment[]): Segment[] {
  const box = boxOfPositions([from, to], WELD_DEG)
  const stops = new Map<string, { at: Position; t: number }>()
  const stop = (at: Position) => stops.set(keyOf(at), { at, t: along(from, to, at).t })
  for (const [a, b] of edges) {
    if (!edgeMeets(a, b, box)) continue
    const touching = [a, b].filter((end) => along(from, to, end).off <= WELD_DEG)
    for (const end of touching) stop(end)
    if (touching.length > 0 || !cross(a, b, from, to)) continue
    const at = crossingOf(a, b, from, to)
    if (!near(at, from) && !near(at, to)) stop(at)
  }
  const between = [...stops.values()].filter(({ at }) => !near(at, from) && !near(at, to)).sort((p, q) => p.t - q.t)
  const path = [from, ...between.map(({ at }) => at), to]
  return path.slice(1).map((end, n): Segment => [path[n]!, end])
}
