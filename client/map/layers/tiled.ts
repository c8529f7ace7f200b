import type { LayerSpecification } from 'maplibre-gl'
import { border } from './areas.ts'
import { tiledNames } from './labels.ts'
import type { LayerGroup } from './layer.ts'

/** The source whose tiles are those of the edition shown; until one is, nothing asks for them. */
export const TILES = 'tiles'

/** The levels below the streets of a large edition, out of vector tiles. */
export const tiled: LayerGroup = {
  name: 'tiled',
  sources: {
    [TILES]: { type: 'vector', tiles: [`${location.origin}/no-edition/{z}/{x}/{y}`], minzoom: 10, maxzoom: 16 },
  },
  layers: (palette) =>
    [
      ...(['micro-grid', 'grid', 'community'] as const).map((level) => border(level, palette, TILES)),
      ...tiledNames(palette, TILES),
    ].map(hidden),
}

/** Until the group is shown no tile is asked for. */
const hidden = (layer: LayerSpecification): LayerSpecification =>
  ({ ...layer, layout: { ...layer.layout, visibility: 'none' } }) as LayerSpecification
