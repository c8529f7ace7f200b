import { areaM2 } from '../interior.ts'
import type { Layer } from './layer.ts'
import { LOADS, type Load } from './loads.ts'
import type { MergedGrid } from './mergeLayers.ts'

/** Where one source area went: into which merged areas, and what of it moved out of its main one. */
export interface Moved {
  /** By index, areas in code order. */
  layer: number
  area: number
  areaM2: number
  /** What lies outside every parent that was merged. */
  outsideM2: number
  /** Merged areas with what they took, the main one first. */
  went: ({ parent: string; merged: number; m2: number } & Record<Load, number>)[]
  /** What is no longer in one area with the main part. */
  movedM2: number
  moved: Record<Load, number>
}

/** The account of every source area over the grids of all parents. `layers` must have their areas in code order. */
export function movedOf(layers: readonly Layer[], grids: readonly MergedGrid[]): Moved[] {
  const rows = grids.flatMap(({ parent, lineage }) => lineage.map((row) => ({ ...row, parent })))
  const bySource = Map.groupBy(rows, ({ layer, area }) => `${layer} ${area}`)
  return layers.flatMap(({ areas }, layer) =>
    areas.map((source, area): Moved => {
      const went = (bySource.get(`${layer} ${area}`) ?? [])
        .filter(({ sharedM2 }) => sharedM2 > 0)
        .map(({ parent, merged, sharedM2: m2, residents, premises, reports }) => ({
          parent,
          merged,
          m2,
          residents,
          premises,
          reports,
        }))
        .sort((a, b) => b.m2 - a.m2)
      const size = areaM2(source.geometry)
      const inside = went.reduce((sum, { m2 }) => sum + m2, 0)
      const rest = went.slice(1)
      return {
        layer,
        area,
        areaM2: size,
        outsideM2: Math.max(0, size - inside),
        went,
        movedM2: rest.reduce((sum, { m2 }) => sum + m2, 0),
        moved: Object.fromEntries(
          LOADS.map((load) => [load, rest.reduce((sum, one) => sum + one[load], 0)]),
        ) as Moved['moved'],
      }
    }),
  )
}
