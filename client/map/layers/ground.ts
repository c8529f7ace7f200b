import { emptySource, type LayerGroup } from './layer.ts'

/** What lies under everything: the sheet, the land, zones in quiet tints. */
export const ground: LayerGroup = {
  name: 'ground',
  sources: { zones: emptySource() },
  layers: (palette) => [
    { id: 'ground', type: 'background', paint: { 'background-color': palette.ground } },
    // What no zone covers is land all the same.
    {
      id: 'land-ground',
      type: 'fill',
      source: 'street',
      paint: { 'fill-color': palette.land, 'fill-antialias': false },
    },
    {
      id: 'zones-fill',
      type: 'fill',
      source: 'zones',
      paint: {
        'fill-color': ['match', ['%', ['get', 'turn'], palette.zones.length], ...turns(palette.zones), palette.land],
        'fill-antialias': false,
      },
    },
  ],
}

const turns = (tints: readonly string[]) => tints.flatMap((tint, at) => [at, tint]) as [number, string]
