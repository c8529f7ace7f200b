import type { StyleSpecification } from 'maplibre-gl'
import type { LayerGroup } from './layers/layer.ts'
import { ORDER } from './layers/order.ts'
import type { Palette } from './palette.ts'

/** The whole style: no glyph server, no sprite, no tile of anybody else's. */
export function styleOf(palette: Palette): StyleSpecification {
  return {
    version: 8,
    sources: Object.assign({}, ...ORDER.map(({ sources }) => structuredClone(sources))),
    layers: ORDER.flatMap((group) => group.layers(palette)),
  }
}

/** Whether each layer is seen while these groups are, by layer id. */
export function visibility(palette: Palette, shown: readonly LayerGroup[]): Map<string, boolean> {
  return new Map(ORDER.flatMap((group) => group.layers(palette).map(({ id }) => [id, shown.includes(group)])))
}
