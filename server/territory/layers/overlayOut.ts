import type { MultiPolygon, Polygon } from 'geojson'
import { type Agreement, summed } from '../../../geo/overlay/agreement.ts'
import { inCodeOrder, type Layer, type Parent } from '../../../geo/overlay/layer.ts'
import type { Overlay } from '../../../geo/overlay/overlay.ts'
import type { AgreementOut, ConflictKindName, OverlayOut } from '../../api/gridOverlay.ts'

/** A conflict under the numbers of layers and the codes of areas. */
export interface FoundConflict {
  kind: ConflictKindName
  parent: string
  layers: number[]
  areas: { code: string; name: string }[][]
  areaM2: number
  at: readonly [number, number]
  geometry: Polygon | MultiPolygon
}

/** What the worker found, under the numbers of layers and the codes of areas; conflicts from the largest. */
export function overlayOut(
  given: readonly Layer[],
  parents: readonly Parent[],
  found: readonly Overlay[],
): { summary: Omit<OverlayOut, 'id' | 'version' | 'madeAt' | 'options'>; conflicts: FoundConflict[] } {
  const layers = inCodeOrder(given)
  const name = new Map(parents.map((parent) => [parent.code, parent.name]))
  const named = (all: readonly Agreement[]): AgreementOut[] =>
    all.map((one) => ({ ...one, a: layers[one.a]!.id, b: layers[one.b]!.id }))
  const conflicts = found
    .flatMap(({ parent, conflicts: all }) =>
      all.map(
        ({ kind, layers: of, areas, areaM2, at, geometry }): FoundConflict => ({
          kind,
          parent,
          layers: of.map((layer) => layers[layer]!.id),
          areas: areas.map((list, n) =>
            list.map((area) => {
              const { code, name: called } = layers[of[n]!]!.areas[area]!
              return { code, name: called }
            }),
          ),
          areaM2,
          at,
          geometry,
        }),
      ),
    )
    .sort((a, b) => b.areaM2 - a.areaM2)
  const kinds = [...Map.groupBy(conflicts, ({ kind }) => kind)].map(
    ([kind, all]) => [kind, { count: all.length, areaM2: all.reduce((sum, { areaM2 }) => sum + areaM2, 0) }] as const,
  )
  const sum = (pick: (one: Overlay) => number) => found.reduce((total, one) => total + pick(one), 0)
  return {
    summary: {
      areaM2: sum((one) => one.areaM2),
      faces: sum((one) => one.faces),
      slivers: sum((one) => one.slivers),
      total: named(summed(found.map(({ agreements }) => agreements))),
      parents: found.map(({ parent, areaM2, agreements }) => ({
        code: parent,
        name: name.get(parent)!,
        areaM2,
        agreements: named(agreements),
      })),
      conflicts: Object.fromEntries(kinds),
    },
    conflicts,
  }
}
