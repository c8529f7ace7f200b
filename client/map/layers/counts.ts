import type { ExpressionSpecification, LayerSpecification } from 'maplibre-gl'
import type { Palette } from '../palette.ts'
import { emptySource, FONT, type Form, from, hidden, type LayerGroup } from './layer.ts'

const STREET_NAMES = 9.2

/** The colour of an area's class, 0 (none) to the last. */
const coloured = ({ ramp }: Palette): ExpressionSpecification => [
  'match',
  ['get', 'step'],
  ...(ramp.flatMap((colour, step) => [step, colour]) as [number, string]),
  ramp[0]!,
]

/** Areas coloured by how many reports they have. Those beside the chosen street step back. */
export const counts: LayerGroup = {
  name: 'counts',
  // Among the figures only a zone here and there would find room for its name.
  without: 'zone-names',
  sources: { counts: emptySource(), 'counts-points': emptySource() },
  layers: (palette) => [
    {
      id: 'counts-fill',
      type: 'fill',
      source: 'counts',
      paint: {
        'fill-color': coloured(palette),
        'fill-opacity': ['case', ['get', 'aside'], 0.25, 0.9],
        'fill-antialias': false,
      },
    },
    {
      id: 'counts-line',
      type: 'line',
      source: 'counts',
      layout: { 'line-join': 'round' },
      paint: {
        'line-color': palette.lines.street,
        'line-width': ['interpolate', ['linear'], ['zoom'], 9, 0.3, 14, 1],
        'line-opacity': 0.7,
      },
    },
  ],
}

const overlaid = (form: Form, palette: Palette): LayerSpecification[] => {
  const [streets, zones] = [from(form, 'street'), from(form, 'zones')]
  return [
    {
      ...streets,
      id: `counts-${streets.id}-line`,
      type: 'line',
      layout: { 'line-join': 'round' },
      paint: { 'line-color': palette.lines.street, 'line-width': 1 },
    },
    {
      ...zones,
      id: `counts-${zones.id}-line`,
      type: 'line',
      layout: { 'line-join': 'round' },
      paint: { 'line-color': palette.lines.zone, 'line-width': 1.8 },
    },
  ]
}

/** Borders of streets and zones over the colours. */
export const countBorders: LayerGroup = {
  name: 'counts',
  only: 'whole',
  sources: {},
  layers: (palette) => overlaid('whole', palette),
}

export const tiledCountBorders: LayerGroup = {
  name: 'counts',
  only: 'tiled',
  sources: {},
  layers: (palette) => overlaid('tiled', palette).map(hidden),
}

export const chosenCount: LayerGroup = {
  name: 'counts',
  sources: {},
  layers: (palette) => [
    {
      id: 'counts-chosen-line',
      type: 'line',
      source: 'counts',
      filter: ['get', 'chosen'],
      layout: { 'line-join': 'round' },
      paint: { 'line-color': palette.ink, 'line-width': 2.6 },
    },
  ],
}

/** The figure itself, under the name where both have room. */
export const countNumbers: LayerGroup = {
  name: 'counts',
  sources: {},
  layers: (palette) => [
    {
      id: 'counts-number',
      type: 'symbol',
      source: 'counts-points',
      layout: {
        // From this zoom on the streets' names stand there already.
        'text-field': ['step', ['zoom'], ['get', 'name'], STREET_NAMES, ['get', 'count']],
        'text-font': FONT,
        'text-size': 12,
        'text-offset': ['step', ['zoom'], ['literal', [0, 0]], STREET_NAMES, ['literal', [0, 1.25]]],
      },
      paint: { 'text-color': palette.label, 'text-halo-color': palette.halo, 'text-halo-width': 2 },
    },
  ],
}
