import type { Geos } from '../geos.ts'
import type { Area, Box } from '../types.ts'
import { indexBoxes } from './boxes.ts'
import { extentOf } from './extent.ts'
import { type Fault, fault } from './fault.ts'
import type { Matching } from './matching.ts'

/** Every pair of areas of one level that share ground of `fromM2` or more. */
export function overlaps(geos: Geos, areas: readonly Area[], matching: Matching, fromM2: number): Fault[] {
  return suspects(areas, areas.map(matching.isMismatched)).flatMap(([a, b]) =>
    geos.scope((shapes) => {
      const shared = shapes.intersection(shapes.of(a.geometry), shapes.of(b.geometry))
      const found = extentOf(shapes, shared, fromM2)
      return found === null ? [] : [fault('overlap', a, { ...found, other: b.code })]
    }),
  )
}

/**
 * Pairs of areas that may overlap. GEOS marks areas whose edges do not match a neighbour's, but not one that lies
 * wholly inside another without touching its border: those show by their boxes, part by part.
 */
function suspects(areas: readonly Area[], mismatched: readonly boolean[]): [Area, Area][] {
  const boxes = indexBoxes(areas)
  const rivals = areas.map(() => new Set<number>())
  for (const { area, box } of boxes.parts) {
    for (const other of boxes.near(box)) {
      const [low, high] = [Math.min(area, other), Math.max(area, other)]
      if (low !== high && (mismatched[low]! || mismatched[high]!)) rivals[low]!.add(high)
    }
  }
  for (const [a, b] of nested(boxes.parts, boxes.near)) rivals[Math.min(a, b)]!.add(Math.max(a, b))
  return areas.flatMap((area, n) => [...rivals[n]!].sort((a, b) => a - b).map((m): [Area, Area] => [area, areas[m]!]))
}

/** Pairs of areas of which a part of one lies by its box within a part of the other. */
function nested(parts: readonly { area: number; box: Box }[], near: (box: Box) => number[]): [number, number][] {
  const byArea = Map.groupBy(parts, ({ area }) => area)
  return parts.flatMap(({ area, box }) =>
    near(box)
      .filter((other) => other !== area && byArea.get(other)!.some((outer) => within(box, outer.box)))
      .map((other): [number, number] => [area, other]),
  )
}

const within = (inner: Box, outer: Box) =>
  inner[0] >= outer[0] && inner[1] >= outer[1] && inner[2] <= outer[2] && inner[3] <= outer[3]
