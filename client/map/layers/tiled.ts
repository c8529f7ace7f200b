import { bordersOf } from './areas.ts'
import { landOf } from './ground.ts'
import { hidden, type LayerGroup, TILES } from './layer.ts'

/** Land, zones and borders of a large edition, out of vector tiles. */
export const tiled: LayerGroup = {
  name: 'areas',
  only: 'tiled',
  sources: {
    [TILES]: { type: 'vector', tiles: [`${location.origin}/no-edition/{z}/{x}/{y}`], maxzoom: 16 },
  },
  layers: (palette) => [...landOf('tiled', palette), ...bordersOf('tiled', palette)].map(hidden),
}
