import type { ExpressionSpecification } from 'maplibre-gl'
import type { Palette } from '../palette.ts'
import { emptySource, FONT, type LayerGroup } from './layer.ts'

/** From this zoom on the words stand under the streets' names. */
const STREET_NAMES = 9.2

/** The colour of a finding: ±3, ±2, ±1 for 99, 95 and 90 %; what is neither, and what has none, stays ground. */
const coloured = ({ hot, cold, ramp }: Palette): ExpressionSpecification => [
  'match',
  ['get', 'bin'],
  ...([1, 2, 3].flatMap((bin) => [bin, hot[bin - 1]!, -bin, cold[bin - 1]!]) as [number, string]),
  ramp[0]!,
]

/** Areas that are hot or cold more clearly than chance makes them. */
export const hotSpots: LayerGroup = {
  name: 'hot-spots',
  sources: { 'hot-spots': emptySource(), 'hot-spots-points': emptySource() },
  layers: (palette) => [
    {
      id: 'hot-spots-fill',
      type: 'fill',
      source: 'hot-spots',
      paint: {
        'fill-color': coloured(palette),
        'fill-opacity': ['case', ['get', 'aside'], 0.2, 0.92],
        'fill-antialias': false,
      },
    },
    {
      id: 'hot-spots-line',
      type: 'line',
      source: 'hot-spots',
      layout: { 'line-join': 'round' },
      paint: {
        'line-color': palette.lines.street,
        'line-width': ['interpolate', ['linear'], ['zoom'], 9, 0.3, 14, 1],
        'line-opacity': 0.6,
      },
    },
    {
      id: 'hot-spots-street-line',
      type: 'line',
      source: 'street',
      layout: { 'line-join': 'round' },
      paint: { 'line-color': palette.lines.street, 'line-width': 1 },
    },
    {
      id: 'hot-spots-zone-line',
      type: 'line',
      source: 'zones',
      layout: { 'line-join': 'round' },
      paint: { 'line-color': palette.lines.zone, 'line-width': 1.8 },
    },
    {
      id: 'hot-spots-chosen-line',
      type: 'line',
      source: 'hot-spots',
      filter: ['get', 'chosen'],
      layout: { 'line-join': 'round' },
      paint: { 'line-color': palette.ink, 'line-width': 2.6 },
    },
  ],
}

/** The finding in words, where it is one: colour alone never says it. */
export const hotSpotNames: LayerGroup = {
  name: 'hot-spots',
  sources: {},
  layers: (palette) => [
    {
      id: 'hot-spots-words',
      type: 'symbol',
      source: 'hot-spots-points',
      layout: {
        'text-field': ['get', 'words'],
        'text-font': FONT,
        'text-size': 11,
        'text-offset': ['step', ['zoom'], ['literal', [0, 0]], STREET_NAMES, ['literal', [0, 1.25]]],
      },
      paint: { 'text-color': palette.label, 'text-halo-color': palette.halo, 'text-halo-width': 2 },
    },
  ],
}
