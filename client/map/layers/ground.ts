import type { LayerSpecification } from 'maplibre-gl'
import type { Palette } from '../palette.ts'
import { emptySource, type Form, from, type LayerGroup } from './layer.ts'

/** The sheet that lies under everything. */
export const ground: LayerGroup = {
  name: 'ground',
  sources: {},
  layers: (palette) => [{ id: 'ground', type: 'background', paint: { 'background-color': palette.ground } }],
}

/** The land, zones in quiet tints. */
export const landOf = (form: Form, palette: Palette): LayerSpecification[] => {
  const [streets, zones] = [from(form, 'street'), from(form, 'zones')]
  return [
    // What no zone covers is land all the same.
    {
      ...streets,
      id: `${streets.id}-ground`,
      type: 'fill',
      paint: { 'fill-color': palette.land, 'fill-antialias': false },
    },
    {
      ...zones,
      id: `${zones.id}-fill`,
      type: 'fill',
      paint: {
        'fill-color': ['match', ['%', ['get', 'turn'], palette.zones.length], ...turns(palette.zones), palette.land],
        'fill-antialias': false,
      },
    },
  ]
}

export const land: LayerGroup = {
  name: 'ground',
  only: 'whole',
  sources: { zones: emptySource() },
  layers: (palette) => landOf('whole', palette),
}

const turns = (tints: readonly string[]) => tints.flatMap((tint, at) => [at, tint]) as [number, string]
