import type { StyleSpecification } from 'maplibre-gl'
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

/** The group a layer belongs to, by layer id. */
export function groupsByLayer(palette: Palette): Map<string, string> {
  return new Map(ORDER.flatMap((group) => group.layers(palette).map(({ id }) => [id, group.name])))
}
