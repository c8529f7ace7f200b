import type { ExpressionSpecification, SymbolLayerSpecification } from 'maplibre-gl'
import { emptySource, FONT, type LayerGroup } from './layer.ts'

const NAME = {
  'text-field': ['get', 'name'],
  'text-font': FONT,
  'text-anchor': 'bottom',
  'text-offset': [0, -0.6],
} satisfies SymbolLayerSpecification['layout']

/** Drawn more strongly where the fault is the one that is looked at. */
const chosen = (strong: number, soft: number): ExpressionSpecification => ['case', ['get', 'chosen'], strong, soft]

/**
 * The faults, the chosen one and its repair. Gap, overlap and the rest differ by the line as well as by their name: a gap is
 * dotted, an overlap is drawn twice, everything else is dashed. Of a repair the old border is dashed, the new solid.
 */
export const faults: LayerGroup = {
  name: 'faults',
  sources: { 'fault-shapes': emptySource(), 'fault-names': emptySource(), 'repair-areas': emptySource() },
  layers: (palette) => [
    {
      id: 'repair-after-fill',
      type: 'fill',
      source: 'repair-areas',
      filter: ['==', ['get', 'side'], 'after'],
      paint: { 'fill-color': palette.accent, 'fill-opacity': 0.1 },
    },
    {
      id: 'repair-after-line',
      type: 'line',
      source: 'repair-areas',
      filter: ['==', ['get', 'side'], 'after'],
      layout: { 'line-join': 'round' },
      paint: { 'line-color': palette.accent, 'line-width': 2.2 },
    },
    {
      id: 'fault-fill',
      type: 'fill',
      source: 'fault-shapes',
      paint: { 'fill-color': palette.rival, 'fill-opacity': chosen(0.4, 0.2) },
    },
    {
      id: 'fault-overlap',
      type: 'line',
      source: 'fault-shapes',
      filter: ['==', ['get', 'kind'], 'overlap'],
      paint: { 'line-color': palette.rival, 'line-width': 1.4, 'line-gap-width': 3 },
    },
    {
      id: 'fault-gap',
      type: 'line',
      source: 'fault-shapes',
      filter: ['==', ['get', 'kind'], 'gap'],
      layout: { 'line-cap': 'round' },
      paint: { 'line-color': palette.rival, 'line-width': 3, 'line-dasharray': [0.1, 2] },
    },
    {
      id: 'fault-other',
      type: 'line',
      source: 'fault-shapes',
      filter: ['!', ['in', ['get', 'kind'], ['literal', ['gap', 'overlap']]]],
      paint: { 'line-color': palette.rival, 'line-width': 2, 'line-dasharray': [4, 2] },
    },
    {
      id: 'repair-before-line',
      type: 'line',
      source: 'repair-areas',
      filter: ['==', ['get', 'side'], 'before'],
      paint: { 'line-color': palette.ink, 'line-width': 1.4, 'line-dasharray': [3, 3] },
    },
    {
      id: 'fault-point',
      type: 'circle',
      source: 'fault-names',
      paint: {
        'circle-radius': chosen(6, 4),
        'circle-color': palette.rival,
        'circle-stroke-color': palette.ring,
        'circle-stroke-width': 1.5,
      },
    },
    {
      id: 'fault-name',
      type: 'symbol',
      source: 'fault-names',
      filter: ['!', ['get', 'chosen']],
      layout: { ...NAME, 'text-size': 11, 'symbol-sort-key': ['get', 'n'] },
      paint: { 'text-color': palette.ink, 'text-halo-color': palette.halo, 'text-halo-width': 2 },
    },
    {
      id: 'fault-chosen-name',
      type: 'symbol',
      source: 'fault-names',
      filter: ['get', 'chosen'],
      layout: { ...NAME, 'text-size': 13, 'text-allow-overlap': true },
      paint: { 'text-color': palette.ink, 'text-halo-color': palette.halo, 'text-halo-width': 2 },
    },
  ],
}
