import Flatbush from 'flatbush'
import { holder } from './authority.ts'
import type { Edge } from './edges.ts'
import type { Fabric } from './fabric.ts'

/** The borders of a layer inside a parent, the parent's own border left out. */
export function bordersOf({ faces, edges }: Fabric, layer: number): Edge[] {
  return edges.filter(({ left, right }) => right >= 0 && holder(faces[left]!, layer) !== holder(faces[right]!, layer))
}

/** How long some borders are, and how much of that runs within a tolerance of others, metres. */
export interface Along {
  lengthM: number
  withinM: number
}

/**
 * Measures borders against others. Every edge is walked in steps of at most half the tolerance, and each step counts
 * by its middle.
 */
export function along(
  { plane }: Pick<Fabric, 'plane'>,
  own: readonly Edge[],
  others: readonly Edge[],
  toleranceM: number,
): Along {
  const segments = others.map(({ from, to }) => [...plane.at(from), ...plane.at(to)] as Segment)
  const near = nearness(segments, toleranceM)
  let [lengthM, withinM] = [0, 0]
  for (const { from, to, lengthM: length } of own) {
    const [[x1, y1], [x2, y2]] = [plane.at(from), plane.at(to)]
    const steps = Math.max(1, Math.ceil(length / (toleranceM / 2)))
    let hits = 0
    for (let step = 0; step < steps; step++) {
      const t = (step + 0.5) / steps
      if (near(x1 + (x2 - x1) * t, y1 + (y2 - y1) * t)) hits++
    }
    lengthM += length
    withinM += (length * hits) / steps
  }
  return { lengthM, withinM }
}

type Segment = [x1: number, y1: number, x2: number, y2: number]

function nearness(segments: readonly Segment[], toleranceM: number): (x: number, y: number) => boolean {
  if (segments.length === 0) return () => false
  const tree = new Flatbush(segments.length)
  for (const [x1, y1, x2, y2] of segments) {
    tree.add(Math.min(x1, x2), Math.min(y1, y2), Math.max(x1, x2), Math.max(y1, y2))
  }
  tree.finish()
  return (x, y) =>
    tree
      .search(x - toleranceM, y - toleranceM, x + toleranceM, y + toleranceM)
      .some((n) => distance(segments[n]!, x, y) <= toleranceM)
}

function distance([x1, y1, x2, y2]: Segment, x: number, y: number): number {
  const [dx, dy] = [x2 - x1, y2 - y1]
  const t = Math.max(0, Math.min(1, ((x - x1) * dx + (y - y1) * dy) / (dx * dx + dy * dy)))
  return Math.hypot(x - x1 - t * dx, y - y1 - t * dy)
}
