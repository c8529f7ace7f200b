import type { MultiPolygon, Polygon } from 'geojson'
import { dissolve } from '../dissolve.ts'
import type { Geos } from '../geos.ts'
import type { LonLat } from '../types.ts'
import { pairsOf } from './agreement.ts'
import { holder } from './authority.ts'
import { components } from './components.ts'
import type { Fabric, Face } from './fabric.ts'
import { overlapsOf, type PairKind, pairUp, partners } from './pairing.ts'

export type ConflictKind = Exclude<PairKind, 'same'> | 'uncovered' | 'doubled'

/** A place at which layers disagree, or one of them with itself. */
export interface Conflict {
  kind: ConflictKind
  /** Layers by index: two that disagree, or the one that leaves a place out or covers it twice. */
  layers: number[]
  /** Areas concerned, by layer in the same order: indexes. */
  areas: number[][]
  areaM2: number
  at: LonLat
  geometry: Polygon | MultiPolygon
}

/** Everything layers disagree about inside a parent, over the faces as they count; largest first. */
export function conflictsOf(geos: Geos, fabric: Fabric, counted: readonly Face[]): Conflict[] {
  const single = fabric.layers.flatMap((_, layer) => [
    ...regions(fabric, counted, (face) => face.covers[layer]!.length === 0).map((set) => ({
      kind: 'uncovered' as const,
      layers: [layer],
      areas: [[]],
      set,
    })),
    ...regions(
      fabric,
      counted,
      (face) => face.covers[layer]!.length > 1,
      (face) => face.covers[layer]!.join(),
    ).map((set) => ({
      kind: 'doubled' as const,
      layers: [layer],
      areas: [[...counted[set[0]!]!.covers[layer]!]],
      set,
    })),
  ])
  const pairs = pairsOf(fabric.layers.length).flatMap(([a, b]) => disputes(counted, a, b))
  return [...single, ...pairs]
    .map(({ set, ...rest }) => ({ ...rest, ...placed(geos, fabric, set) }))
    .sort((x, y) => y.areaM2 - x.areaM2)
}

interface Found {
  kind: ConflictKind
  layers: number[]
  areas: number[][]
  set: number[]
}

/** Where the areas of a pairing are not each other's partner. */
function disputes(counted: readonly Face[], a: number, b: number): Found[] {
  const overlaps = overlapsOf(counted, a, b)
  const partnerOf = partners(overlaps)
  const family = new Map<number, number>()
  const pairings = pairUp(overlaps)
  pairings.forEach(({ a: as }, n) => {
    for (const area of as) family.set(area, n)
  })
  const sets = pairings.map(() => [] as number[])
  counted.forEach((face, n) => {
    const [inA, inB] = [holder(face, a), holder(face, b)]
    if (inA === null || inB === null || partnerOf.get(inA) === inB) return
    const of = family.get(inA)
    if (of !== undefined) sets[of]!.push(n)
  })
  return pairings.flatMap(({ kind, a: as, b: bs }, n) =>
    kind === 'same' || sets[n]!.length === 0 ? [] : [{ kind, layers: [a, b], areas: [as, bs], set: sets[n]! }],
  )
}

function regions(
  fabric: Fabric,
  counted: readonly Face[],
  wanted: (face: Face) => boolean,
  key: (face: Face) => string = () => '',
): number[][] {
  const set = counted.flatMap((face, n) => (wanted(face) ? [n] : []))
  return components(fabric, set, (n) => key(counted[n]!))
}

function placed(geos: Geos, { faces }: Fabric, set: readonly number[]): Pick<Conflict, 'areaM2' | 'at' | 'geometry'> {
  const members = set.map((n) => faces[n]!)
  const largest = members.reduce((best, face) => (face.areaM2 > best.areaM2 ? face : best))
  const parts = members.map(({ rings }): Polygon => ({ type: 'Polygon', coordinates: rings }))
  return {
    areaM2: members.reduce((sum, face) => sum + face.areaM2, 0),
    at: largest.at,
    geometry: dissolve(geos, parts),
  }
}
