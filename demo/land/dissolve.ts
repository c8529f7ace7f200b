import type { Polygon } from 'geojson'
import type { Borders } from './borders.ts'

/**
 * The outline of a set of faces: edges with one side in the set, walked with the set on the left. Edges inside
 * the set cancel, so outlines of parts nest in the outline of the whole number by number.
 * Answers one polygon, holes included; throws where the set is not one piece.
 */
export function outline(borders: Borders, edgesOf: readonly (readonly number[])[], faces: readonly number[]): Polygon {
  const set = new Set(faces)
  const leaving = new Map<number, { to: number; line: readonly [number, number][] }>()
  for (const face of faces)
    for (const index of edgesOf[face]!) {
      const { left, right, start, end } = borders.edges[index]!
      if (set.has(left) && set.has(right)) continue
      const line = borders.lines[index]!
      if (left === face) leaving.set(start, { to: end, line })
      else leaving.set(end, { to: start, line: line.toReversed() })
    }
  const rings = walk(leaving)
  const shells = rings.filter((ring) => turn(ring) > 0)
  if (shells.length !== 1) throw new Error(`a part has ${shells.length} pieces, expected one`)
  return { type: 'Polygon', coordinates: [shells[0]!, ...rings.filter((ring) => turn(ring) <= 0)] }
}

/** Indices of the edges of each face. */
export function edgesByFace(borders: Borders, faces: number): number[][] {
  const edgesOf = Array.from({ length: faces }, () => [] as number[])
  borders.edges.forEach(({ left, right }, index) => {
    edgesOf[left]!.push(index)
    edgesOf[right]!.push(index)
  })
  return edgesOf
}

/** Every vertex has three edges, so at most one leaves it along an outline: the walk is never in doubt. */
function walk(leaving: Map<number, { to: number; line: readonly [number, number][] }>): [number, number][][] {
  const rings: [number, number][][] = []
  const starts = [...leaving.keys()].sort((a, b) => a - b)
  for (const start of starts) {
    if (!leaving.has(start)) continue
    const ring: [number, number][] = []
    let at = start
    for (let step = leaving.get(at); step; step = leaving.get(at)) {
      leaving.delete(at)
      ring.push(...step.line.slice(0, -1))
      at = step.to
    }
    rings.push([...ring, ring[0]!])
  }
  return rings
}

/** Twice the signed area; positive where the ring turns left (a shell by RFC 7946). */
function turn(ring: readonly [number, number][]): number {
  const [ox, oy] = ring[0]!
  let sum = 0
  for (let i = 1; i < ring.length; i++)
    sum += (ring[i - 1]![0] - ox) * (ring[i]![1] - oy) - (ring[i]![0] - ox) * (ring[i - 1]![1] - oy)
  return sum
}
