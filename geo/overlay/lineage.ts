import { holder, ruling } from './authority.ts'
import type { Fabric } from './fabric.ts'
import { LOADS, type Loads } from './loads.ts'

/** What one merged area has of one source area, square metres. `layer` and `area` null: of nobody. */
export interface Lineage {
  merged: number
  layer: number | null
  area: number | null
  /** What lies in both. */
  sharedM2: number
  /** Of that, what this source holds in its layer: with what the layer leaves out it adds up to the merged area. */
  heldM2: number
  /** Of that, what this source gave: over all layers, and nobody, it adds up to the merged area. */
  givenM2: number
  /** What is known to live and stand in the shared part. */
  residents: number
  premises: number
  reports: number
}

const NOTHING = { sharedM2: 0, heldM2: 0, givenM2: 0, residents: 0, premises: 0, reports: 0 }

/** Where every merged area comes from, by the true borders (slivers not rounded away). */
export function lineageOf(
  { faces, layers }: Fabric,
  order: readonly number[],
  merged: readonly { faces: readonly number[] }[],
  loads: Loads,
): Lineage[] {
  return merged.flatMap((one, index) => {
    const rows = new Map<string, Lineage>()
    const row = (layer: number | null, area: number | null) => {
      const key = `${layer} ${area}`
      const there = rows.get(key) ?? { merged: index, layer, area, ...NOTHING }
      rows.set(key, there)
      return there
    }
    for (const n of one.faces) {
      const face = faces[n]!
      const by = ruling(face, order)
      row(by?.layer ?? null, by?.area ?? null).givenM2 += face.areaM2
      layers.forEach((_, layer) => {
        const held = holder(face, layer)
        for (const area of face.covers[layer]!) {
          const shared = row(layer, area)
          shared.sharedM2 += face.areaM2
          for (const load of LOADS) shared[load] += loads[load][n]!
        }
        if (held !== null) row(layer, held).heldM2 += face.areaM2
      })
    }
    return [...rows.values()].sort((a, b) => b.givenM2 - a.givenM2 || b.sharedM2 - a.sharedM2)
  })
}
