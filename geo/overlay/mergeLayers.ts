import type { MultiPolygon, Polygon } from 'geojson'
import { dissolve } from '../dissolve.ts'
import type { Geos } from '../geos.ts'
import { type Fabric, weave } from './fabric.ts'
import type { Layer, Parent } from './layer.ts'
import { type Lineage, lineageOf } from './lineage.ts'
import { LOADS, type Load, type Loads, loadsOf, type Points } from './loads.ts'
import { merge } from './merge.ts'
import { namesOf } from './names.ts'
import type { Because, MergeRules } from './rules.ts'
import { absorbSlivers } from './slivers.ts'

/** One area of the merged grid. */
export interface MergedArea {
  name: string
  geometry: Polygon | MultiPolygon
  areaM2: number
  loads: Record<Load, number>
  because: Because[]
}

/** The merged grid of one parent: its areas fill it, `lineage` counts them by index. */
export interface MergedGrid {
  parent: string
  areas: MergedArea[]
  lineage: Lineage[]
}

/** Makes one grid of several inside one parent. */
export function mergeLayers(
  geos: Geos,
  parent: Parent,
  layers: readonly Layer[],
  rules: MergeRules,
  points: Points,
): MergedGrid {
  const fabric = weave(geos, parent, layers)
  const { faces: counted } = absorbSlivers(fabric, rules.order, rules.smallest)
  const loads = loadsOf(fabric, rules.order, points)
  const measure = rules.band?.measure ?? 'area'
  const sizes = measure === 'area' ? fabric.faces.map((face) => face.areaM2) : loads[measure]
  const merged = merge(fabric, counted, rules, sizes)
  const lineage = lineageOf(fabric, rules.order, merged, loads)
  const names = namesOf(fabric, lineage, merged.length)
  return {
    parent: parent.code,
    areas: merged.map(({ faces, because }, n) => ({
      name: names[n]!,
      ...outlined(geos, fabric, faces),
      loads: loadOf(loads, faces),
      because,
    })),
    lineage,
  }
}

function outlined(geos: Geos, { faces }: Fabric, set: readonly number[]): Pick<MergedArea, 'geometry' | 'areaM2'> {
  const parts = set.map((n): Polygon => ({ type: 'Polygon', coordinates: faces[n]!.rings }))
  return { geometry: dissolve(geos, parts), areaM2: set.reduce((sum, n) => sum + faces[n]!.areaM2, 0) }
}

const loadOf = (loads: Loads, set: readonly number[]) =>
  Object.fromEntries(LOADS.map((load) => [load, set.reduce((sum, n) => sum + loads[load][n]!, 0)])) as Record<
    Load,
    number
  >
