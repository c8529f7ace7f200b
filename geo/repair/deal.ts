import Flatbush from 'flatbush'
import type { Position } from 'geojson'
import { boxesOf, indexBoxes } from '../check/boxes.ts'
import type { Geos } from '../geos.ts'
import type { Area, Box } from '../types.ts'
import { type Face, facesOf } from './faces.ts'
import { type Lineage, lineageOf } from './lineage.ts'
import { type Dealt, rebuild } from './rebuild.ts'
import { settle, type Wish } from './settle.ts'
import { type Accepted, deepest, wishesOf } from './wishes.ts'

/** What the areas' borders are made to be on the whole edition, beside the accepted faults. */
export interface Joining {
  /** Every piece below this many square metres that the areas do not agree on is settled. */
  areaM2: number
  /** Likewise every piece up to this width. */
  widthM: number
}

/** Degrees beside a fault that count as its neighbourhood; about 1 m. */
const BESIDE = 1e-5

/**
 * Deals the disputed pieces of land out again: shared ground, gaps, and what lies in other parents than the codes say.
 * Every piece goes to one smallest area and with it to all above that. Without `joining` only areas at the faults are
 * looked at and only the accepted faults' land moves; with it all borders come out matching vertex by vertex.
 */
export function deal(
  geos: Geos,
  areas: readonly Area[],
  accepted: readonly Accepted[],
  joining: Joining | null,
): Area[] {
  const lineage = lineageOf(areas)
  const near = joining === null ? neighbourhood(areas, accepted, lineage) : everything(areas)
  if (near.areas.length === 0) return [...areas]
  const made = facesOf(geos, near.areas, near.within)
  const wishes = wishesOf(made.faces, accepted, lineage)
  if (joining !== null) joinUp(made.faces, joining, lineage, wishes)
  const settled = settle(made, wishes, lineage)
  const dealt = made.faces.map((face, n): Dealt => {
    const leaf = settled.get(n)
    return { face, after: leaf === undefined ? face.over : new Set(leaf === null ? [] : lineage.path(leaf)) }
  })
  const rebuilt = rebuild(geos, near.areas, dealt, near.whole)
  const byCode = new Map(rebuilt.map((area) => [area.code, area]))
  const looked = new Set(near.areas.map(({ code }) => code))
  return areas.flatMap((area) => (looked.has(area.code) ? (byCode.get(area.code) ?? []) : [area]))
}

interface Neighbourhood {
  areas: readonly Area[]
  within(from: Position, to: Position): boolean
  whole(code: string): boolean
}

const everything = (areas: readonly Area[]): Neighbourhood => ({ areas, within: () => true, whole: () => true })

function neighbourhood(areas: readonly Area[], accepted: readonly Accepted[], lineage: Lineage): Neighbourhood {
  const index = indexBoxes(areas)
  const boxes = accepted.flatMap(({ fault: { geometry } }) =>
    geometry.type === 'Polygon' || geometry.type === 'MultiPolygon' ? boxesOf(geometry).map(padded) : [],
  )
  const found = new Set(boxes.flatMap((box) => index.near(box)))
  const near = areas.filter((_, n) => found.has(n))
  const leaves = near.filter(({ code }) => lineage.isLeaf(code))
  // One tree for both: borders of a district have many stretches, and there may be thousands of faults.
  const reach = touching([...leaves.flatMap(({ geometry }) => boxesOf(geometry)), ...boxes])
  return {
    areas: near,
    within: (from, to) => reach(around(from, to)),
    whole: (code) => lineage.isLeaf(code),
  }
}

/** Whether any of some boxes touches one. */
function touching(boxes: readonly Box[]): (box: Box) => boolean {
  if (boxes.length === 0) return () => false
  const tree = new Flatbush(boxes.length)
  for (const box of boxes) tree.add(...box)
  tree.finish()
  return (box) => tree.search(...box).length > 0
}

const padded = ([west, south, east, north]: Box): Box => [west - BESIDE, south - BESIDE, east + BESIDE, north + BESIDE]

const around = (from: Position, to: Position): Box => [
  Math.min(from[0]!, to[0]!),
  Math.min(from[1]!, to[1]!),
  Math.max(from[0]!, to[0]!),
  Math.max(from[1]!, to[1]!),
]

/** Adds a wish for every small piece on which the areas do not agree. */
function joinUp(faces: readonly Face[], joining: Joining, lineage: Lineage, wishes: Map<number, Wish>): void {
  faces.forEach((face, n) => {
    if (wishes.has(n) || face.over.size === 0) return
    if (face.areaM2 >= joining.areaM2 && face.widthM > joining.widthM) return
    const own = [...face.over].filter(lineage.isLeaf)
    if (own.length === 1 && agrees(face, lineage.path(own[0]!))) return
    wishes.set(n, { own, under: deepest(face.over, lineage), only: null, by: 'longest' })
  })
}

const agrees = (face: Face, path: readonly string[]) =>
  face.over.size === path.length && path.every((code) => face.over.has(code))
