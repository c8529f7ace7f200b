import Flatbush from 'flatbush'
import type { MultiPolygon, Polygon, Position } from 'geojson'
import { asGeometry } from './dissolve.ts'
import { type FaultKind, faultWords } from './faultWords.ts'
import type { Geos, Shape, Shapes } from './geos.ts'
import { areaM2, boundingBox } from './interior.ts'
import { type Area, type Box, LEVELS, type Level, type LonLat } from './types.ts'

/** One fault of an edition: where, how large, and in words. */
export interface Fault {
  kind: FaultKind
  level: Level
  /** The area at fault; of a gap, the parent that is not filled. */
  code: string
  /** The other area of an overlap, or the parent that a child reaches out of or does not have. */
  other?: string
  areaM2: number
  at: LonLat
  words: { zh: string; en: string }
}

/** From how many square metres on a difference counts as a fault; below it is rounding of the coordinates. */
export interface Tolerances {
  overlapM2: number
  gapM2: number
  outsideM2: number
}
export const TOLERANCES: Tolerances = { overlapM2: 1, gapM2: 1, outsideM2: 1 }

export interface CoverageFacts {
  /** True when the district's own border was united from its parts: a hole in it is then a gap between them. */
  districtDissolved: boolean
  tolerances?: Tolerances
}

/**
 * Every fault of an edition, level by level: invalid polygons, overlaps, gaps inside a parent, children outside
 * theirs, parents that do not exist, and areas without parts where a sibling has some (levels may end earlier in one
 * place than in another). Areas with an invalid polygon take no part in the other checks.
 */
export function checkCoverage(geos: Geos, areas: readonly Area[], facts: CoverageFacts): Fault[] {
  const tolerances = facts.tolerances ?? TOLERANCES
  const invalid = areas.flatMap((area) => geos.scope((shapes) => invalidArea(shapes, area)))
  const unusable = new Set(invalid.map((fault) => fault.code))
  const sound = areas.filter((area) => !unusable.has(area.code))
  const byLevel = Map.groupBy(sound, (area) => area.level)
  const levels = LEVELS.filter((level) => byLevel.has(level))

  return [
    ...invalid,
    ...districts(geos, byLevel.get('district') ?? [], facts, tolerances),
    ...levels.flatMap((level) => overlaps(geos, byLevel.get(level)!, tolerances.overlapM2)),
    ...levels.slice(1).flatMap((level, n) => nesting(geos, byLevel.get(levels[n]!)!, byLevel.get(level)!, tolerances)),
  ]
}

function invalidArea(shapes: Shapes, area: Area): Fault[] {
  const found = shapes.invalidity(shapes.of(area.geometry))
  return found === null ? [] : [fault('invalid', area, { at: found.at, reason: found.reason })]
}

function districts(geos: Geos, tops: readonly Area[], facts: CoverageFacts, tolerances: Tolerances): Fault[] {
  const several = tops.slice(1).map((area) => fault('second-district', area, { at: insideOf(geos, area) }))
  if (!facts.districtDissolved) return several
  const holes = tops.flatMap((top) =>
    polygonsOf(top.geometry).flatMap(([, ...inner]) =>
      inner
        .map((ring): Polygon => ({ type: 'Polygon', coordinates: [ring] }))
        .filter((hole) => areaM2(hole) >= tolerances.gapM2)
        .map((hole) => fault('gap', top, { areaM2: areaM2(hole), at: insideOf(geos, { geometry: hole }) })),
    ),
  )
  return [...several, ...holes]
}

function overlaps(geos: Geos, areas: readonly Area[], fromM2: number): Fault[] {
  const mismatched = geos.scope((shapes) => shapes.mismatched(areas.map((area) => shapes.of(area.geometry))))
  return suspects(areas, mismatched).flatMap(([a, b]) =>
    geos.scope((shapes) => {
      const shared = shapes.intersection(shapes.of(a.geometry), shapes.of(b.geometry))
      const found = measured(shapes, shared, fromM2)
      return found === null ? [] : [fault('overlap', a, { ...found, other: b.code })]
    }),
  )
}

function nesting(geos: Geos, parents: readonly Area[], children: readonly Area[], tolerances: Tolerances): Fault[] {
  const known = new Set(parents.map((parent) => parent.code))
  const orphans = children
    .filter((child) => child.parent === null || !known.has(child.parent))
    .map((child) => fault('no-parent', child, { other: child.parent ?? undefined, at: insideOf(geos, child) }))
  const families = Map.groupBy(children, (child) => child.parent)
  const goDeeper = new Set(parents.filter((parent) => families.has(parent.code)).map((parent) => parent.parent))
  const forgotten = parents
    .filter((parent) => parent.parent !== null && !families.has(parent.code) && goDeeper.has(parent.parent))
    .map((parent) => fault('childless', parent, { at: insideOf(geos, parent) }))
  const filled = parents.flatMap((parent) => family(geos, parent, families.get(parent.code) ?? [], tolerances))
  return [...orphans, ...forgotten, ...filled]
}

function family(geos: Geos, parent: Area, children: readonly Area[], tolerances: Tolerances): Fault[] {
  if (children.length === 0) return []
  return geos.scope((shapes) => {
    const whole = shapes.of(parent.geometry)
    const parts = children.map((child) => shapes.of(child.geometry))
    const together = shapes.union(parts)
    const astray = reaching(shapes, shapes.difference(together, whole), children, tolerances.outsideM2)
    const outside = astray.flatMap((n) => {
      const child = children[n]!
      const found = measured(shapes, shapes.difference(parts[n]!, whole), tolerances.outsideM2)
      return found === null ? [] : [fault('outside-parent', child, { ...found, other: parent.code })]
    })
    const unfilled = shapes.polygons(shapes.difference(whole, together))
    const gaps = unfilled.flatMap((polygon) => {
      const found = measured(shapes, shapes.of(asGeometry([polygon])), tolerances.gapM2)
      return found === null ? [] : [fault('gap', parent, { ...found, level: children[0]!.level })]
    })
    return [...outside, ...gaps]
  })
}

/** Which children reach into what lies beyond their parent; none, where that is smaller than what counts. */
function reaching(shapes: Shapes, beyond: Shape, children: readonly Area[], fromM2: number): number[] {
  if (measured(shapes, beyond, fromM2) === null) return []
  const pieces = boxesOf(asGeometry(shapes.polygons(beyond)))
  return children.flatMap((child, n) => {
    const boxes = boxesOf(child.geometry)
    return pieces.some((piece) => boxes.some((box) => touch(piece, box))) ? [n] : []
  })
}

const touch = (a: Box, b: Box) => a[0] <= b[2] && b[0] <= a[2] && a[1] <= b[3] && b[1] <= a[3]

function boxesOf(geometry: Polygon | MultiPolygon): Box[] {
  return polygonsOf(geometry).flatMap((coordinates) => {
    const box = boundingBox({ type: 'Polygon', coordinates })
    return box === null ? [] : [box]
  })
}

/** The area of a shape and a point in its largest part; null when it is smaller than what counts. */
function measured(shapes: Shapes, shape: Shape, fromM2: number): { areaM2: number; at: LonLat } | null {
  const parts = shapes.polygons(shape).map((polygon) => asGeometry([polygon]))
  const sizes = parts.map((part) => areaM2(part))
  const total = sizes.reduce((sum, size) => sum + size, 0)
  if (parts.length === 0 || total < fromM2) return null
  const largest = parts[sizes.indexOf(Math.max(...sizes))]!
  return { areaM2: total, at: shapes.inside(shapes.of(largest)) }
}

function insideOf(geos: Geos, area: { geometry: Polygon | MultiPolygon }): LonLat {
  return geos.scope((shapes) => shapes.inside(shapes.of(area.geometry)))
}

/**
 * Pairs of areas that may overlap. GEOS marks areas whose edges do not match a neighbour's, but not one that lies
 * wholly inside another without touching its border: those show by their boxes, part by part.
 */
function suspects(areas: readonly Area[], mismatched: readonly boolean[]): [Area, Area][] {
  const parts = areas.flatMap(({ geometry }, area) => boxesOf(geometry).map((box) => ({ area, box })))
  if (parts.length < 2) return []
  const tree = new Flatbush(parts.length)
  for (const { box } of parts) tree.add(...box)
  tree.finish()
  const rivals = areas.map(() => new Set<number>())
  for (const { area, box } of parts) {
    for (const found of tree.search(...box)) {
      const other = parts[found]!
      const [low, high] = [Math.min(area, other.area), Math.max(area, other.area)]
      const doubtful = mismatched[low]! || mismatched[high]! || within(other.box, box) || within(box, other.box)
      if (low !== high && doubtful) rivals[low]!.add(high)
    }
  }
  return areas.flatMap((area, n) => [...rivals[n]!].sort((a, b) => a - b).map((m): [Area, Area] => [area, areas[m]!]))
}

const within = (inner: Box, outer: Box) =>
  inner[0] >= outer[0] && inner[1] >= outer[1] && inner[2] <= outer[2] && inner[3] <= outer[3]

function polygonsOf(geometry: Polygon | MultiPolygon): Position[][][] {
  return geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates
}

interface Found {
  at: LonLat
  areaM2?: number
  other?: string | undefined
  level?: Level
  reason?: string
}

function fault(kind: FaultKind, area: Area, found: Found): Fault {
  const { at, areaM2 = 0, other, level = area.level, reason } = found
  const words = faultWords(kind, { level, code: area.code, name: area.name, other, areaM2, reason })
  return { kind, level, code: area.code, ...(other !== undefined && { other }), areaM2, at, words }
}
