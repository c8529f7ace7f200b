import type { Position } from 'geojson'
import { side } from '../covers.ts'
import { layOut } from '../pieces.ts'
import { keyOf, type Ring, type Segment, same, turning, turnOf } from './rings.ts'

/**
 * The polygons that a set of directed edges bounds, the inside on the left of every edge. Edges meet only at their ends;
 * at every vertex as many arrive as leave. Exact: only comparisons decide, no coordinate is computed.
 */
export function trace(edges: readonly Segment[]): Ring[][] {
  const leaving = new Map<string, Position[]>()
  for (const [from, to] of edges) {
    const there = leaving.get(keyOf(from))
    if (there === undefined) leaving.set(keyOf(from), [to])
    else there.push(to)
  }
  const used = new Set<string>()
  const rings: Ring[] = []
  for (const [from, to] of edges) {
    if (used.has(nameOf(from, to))) continue
    rings.push(...simpleRings(walk(from, to, leaving, used)))
  }
  return nested(rings.filter((ring) => ring.length > 3 && turning(ring) !== 0))
}

const nameOf = (from: Position, to: Position) => `${keyOf(from)},${keyOf(to)}`

function walk(start: Position, second: Position, leaving: Map<string, Position[]>, used: Set<string>): Ring {
  const ring = [start]
  let [from, to] = [start, second]
  for (;;) {
    used.add(nameOf(from, to))
    ring.push(to)
    const open = (leaving.get(keyOf(to)) ?? []).filter((next) => !used.has(nameOf(to, next)))
    const next = same(to, start) && !open.some((end) => same(end, second)) ? undefined : sharpestLeft(from, to, open)
    if (next === undefined) return ring
    ;[from, to] = [to, next]
  }
}

/** The first edge met when turning clockwise from where one came: it bounds the same face on the left. */
function sharpestLeft(from: Position, at: Position, ends: readonly Position[]): Position | undefined {
  return ends.reduce<Position | undefined>(
    (best, end) => (best === undefined || clockwiseBefore(at, from, end, best) ? end : best),
    undefined,
  )
}

/** Whether, turning clockwise about `at` from the direction of `from`, `p` comes before `q`. */
function clockwiseBefore(at: Position, from: Position, p: Position, q: Position): boolean {
  const [rankP, rankQ] = [clockwiseRank(at, from, p), clockwiseRank(at, from, q)]
  if (rankP !== rankQ) return rankP < rankQ
  return turnOf(at, p, q) < 0
}

/** 1: up to half a turn clockwise, 2: straight on, 3: more, 4: back. */
function clockwiseRank(at: Position, from: Position, end: Position): 1 | 2 | 3 | 4 {
  const turn = turnOf(at, from, end)
  if (turn < 0) return 1
  if (turn > 0) return 3
  const ahead = (from[0]! - at[0]!) * (end[0]! - at[0]!) + (from[1]! - at[1]!) * (end[1]! - at[1]!) < 0
  return ahead ? 2 : 4
}

/** Where a walk passes a vertex twice, what lies between is a ring of its own. */
function simpleRings(walked: Ring): Ring[] {
  const rings: Ring[] = []
  const path: Ring = []
  const seen = new Map<string, number>()
  for (const at of walked) {
    const before = seen.get(keyOf(at))
    if (before !== undefined) {
      const loop = path.splice(before)
      for (const gone of loop) seen.delete(keyOf(gone))
      rings.push([...loop, at])
    }
    seen.set(keyOf(at), path.length)
    path.push(at)
  }
  return rings
}

/** A loop and its own reverse are the same size but for rounding. */
const LESS = 1 - 1e-9

/** Puts holes, which run clockwise, into the smallest shell around them. */
function nested(rings: readonly Ring[]): Ring[][] {
  const shells = rings.filter((ring) => turning(ring) > 0).sort((a, b) => turning(a) - turning(b))
  const polygons = shells.map((shell): Ring[] => [shell])
  const laid = shells.map((shell) => layOut([{ type: 'Polygon', coordinates: [shell] }]))
  for (const hole of rings) {
    if (turning(hole) > 0) continue
    const around = laid.findIndex((pieces, n) => -turning(hole) < turning(shells[n]!) * LESS && liesIn(hole, pieces))
    if (around >= 0) polygons[around]!.push(hole)
  }
  return polygons
}

/** Whether a ring that does not cross a shell lies in it; it may touch it at vertices. */
function liesIn(ring: Ring, shell: ReturnType<typeof layOut>): boolean {
  for (let n = 1; n < ring.length; n++) {
    const [a, b] = [ring[n - 1]!, ring[n]!]
    for (const at of [a, [(a[0]! + b[0]!) / 2, (a[1]! + b[1]!) / 2]]) {
      const where = side(shell, [at[0]!, at[1]!])
      if (where !== 'border') return where === 'inside'
    }
  }
  return false
}
