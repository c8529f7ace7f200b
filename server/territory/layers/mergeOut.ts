import type { MultiPolygon, Polygon } from 'geojson'
import type { GridCodeProfile } from '../../../geo/gridcode/profiles.ts'
import { interiorPoint } from '../../../geo/interior.ts'
import { inCodeOrder, type Layer } from '../../../geo/overlay/layer.ts'
import { LOADS } from '../../../geo/overlay/loads.ts'
import type { MergedGrid } from '../../../geo/overlay/mergeLayers.ts'
import type { Because } from '../../../geo/overlay/rules.ts'
import type { Level } from '../../../geo/types.ts'
import type { BecauseOut, LineageOut, MergedAreaOut, MergeSummary, MovedOut } from '../../api/gridMerge.ts'
import { provisionalCodes } from './provisionalCode.ts'
import type { Tasks } from './task.ts'

/** A merged area with its shape. */
export type MergedRow = MergedAreaOut & { geometry: Polygon | MultiPolygon }
/** Where a source area went; `n` is the merged area with most of it. */
export type MovedRow = Omit<MovedOut, 'main'> & { n: number | null }

/** What the worker made, under numbers of layers, codes of areas, and numbers that run over all parents. */
export function mergeOut(
  given: readonly Layer[],
  { grids, moved }: Tasks['merge']['answer'],
  { into, profile }: { into: Level; profile: GridCodeProfile },
): { areas: MergedRow[]; moved: MovedRow[]; summary: Omit<MergeSummary, 'removes'> } {
  const layers = inCodeOrder(given)
  const numberOf = new Map<string, number>()
  const areas = grids.flatMap((grid) => {
    const codes = provisionalCodes(
      profile,
      into,
      grid.parent,
      grid.areas.map(({ geometry }) => interiorPoint(geometry)!),
    )
    const lineage = Map.groupBy(grid.lineage, ({ merged }) => merged)
    return grid.areas.map((area, index): MergedRow => {
      const n = numberOf.size + 1
      numberOf.set(`${grid.parent} ${index}`, n)
      const rows = lineage.get(index)!.map((row) => sourceOf(layers, row))
      const because = area.because.map((one) => becauseOut(layers, one))
      const { name, geometry, areaM2, loads } = area
      return { n, parent: grid.parent, code: codes[index]!, name, geometry, areaM2, loads, because, lineage: rows }
    })
  })
  const movedRows = moved.map(({ layer, area, went, moved: loads, ...sizes }): MovedRow => {
    const source = layers[layer]!.areas[area]!
    const [main] = went
    return {
      layer: layers[layer]!.id,
      layerName: layers[layer]!.name,
      code: source.code,
      name: source.name,
      unit: source.unit ?? null,
      ...sizes,
      parts: went.length,
      n: main === undefined ? null : numberOf.get(`${main.parent} ${main.merged}`)!,
      ...loads,
    }
  })
  return { areas, moved: movedRows, summary: summaryOf(layers, grids, areas, movedRows) }
}

function sourceOf(layers: readonly Layer[], row: MergedGrid['lineage'][number]): LineageOut {
  const { layer, area, merged: _, ...figures } = row
  if (layer === null || area === null)
    return { layer: null, layerName: null, code: null, name: null, unit: null, ...figures }
  const { id, name: layerName, areas } = layers[layer]!
  const { code, name, unit } = areas[area]!
  return { layer: id, layerName, code, name, unit: unit ?? null, ...figures }
}

function becauseOut(layers: readonly Layer[], because: Because): BecauseOut {
  return because.rule === 'split' ? { ...because, layer: layers[because.layer]!.id } : because
}

function summaryOf(
  layers: readonly Layer[],
  grids: readonly MergedGrid[],
  areas: readonly MergedRow[],
  moved: readonly MovedRow[],
): Omit<MergeSummary, 'removes'> {
  const sizes = areas.map(({ areaM2 }) => areaM2).sort((a, b) => a - b)
  const at = (share: number) => sizes[Math.floor((sizes.length - 1) * share)] ?? 0
  const rows = areas.flatMap(({ lineage }) => lineage)
  const given = (layer: number | null) => rows.reduce((sum, row) => (row.layer === layer ? sum + row.givenM2 : sum), 0)
  const sum = (pick: (row: MovedRow) => number) => moved.reduce((total, row) => total + pick(row), 0)
  const loads = Object.fromEntries(LOADS.map((load) => [load, sum((row) => row[load])])) as Record<
    (typeof LOADS)[number],
    number
  >
  return {
    parents: grids.length,
    areas: areas.length,
    areaM2: { least: at(0), median: at(0.5), most: at(1) },
    offBand: areas.filter(({ because }) => because.some(({ rule }) => rule.endsWith('-band'))).length,
    uncoveredM2: given(null),
    moved: { areaM2: sum(({ movedM2 }) => movedM2), areas: moved.filter(({ parts }) => parts > 1).length, ...loads },
    given: layers.map(({ id }) => ({ layer: id, areaM2: given(id) })),
  }
}
