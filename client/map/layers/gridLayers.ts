import type { LayerSpecification } from 'maplibre-gl'
import { emptySource, FONT, type LayerGroup } from './layer.ts'

/** Patterns that tell layers apart beside their colours, in units of the line's width; the first is unbroken. */
export const PATTERNS: readonly (readonly number[] | null)[] = [null, [4, 2], [1, 1.5], [6, 2, 1, 2]]

/** Colour and pattern of the nth layer: pairs that repeat only after sixteen. */
export const lookOf = (turn: number): { colour: number; pattern: number } => ({
  colour: turn % 4,
  pattern: (turn + Math.floor(turn / 4)) % 4,
})

/** Grids of several authorities over each other, the places where they disagree, and what they become. */
export const gridLayers: LayerGroup = {
  name: 'grid-layers',
  sources: {
    'layer-areas': emptySource(),
    conflicts: emptySource(),
    merged: emptySource(),
    'merged-names': emptySource(),
  },
  layers: (palette) => [
    {
      id: 'merged-fill',
      type: 'fill',
      source: 'merged',
      paint: {
        'fill-color': ['case', ['get', 'chosen'], palette.selected, palette.accent],
        'fill-opacity': ['case', ['get', 'chosen'], 0.35, 0.08],
      },
    },
    {
      id: 'merged-line',
      type: 'line',
      source: 'merged',
      layout: { 'line-join': 'round' },
      paint: { 'line-color': palette.accent, 'line-width': ['interpolate', ['linear'], ['zoom'], 9, 1, 16, 3.5] },
    },
    {
      id: 'conflict-fill',
      type: 'fill',
      source: 'conflicts',
      paint: {
        'fill-color': palette.states.overdue,
        'fill-opacity': ['case', ['get', 'chosen'], 0.4, 0.06],
      },
    },
    {
      id: 'conflict-line',
      type: 'line',
      source: 'conflicts',
      paint: { 'line-color': palette.states.overdue, 'line-width': ['case', ['get', 'chosen'], 2.5, 0.8] },
    },
    ...PATTERNS.map(
      (pattern, n): LayerSpecification => ({
        id: `layer-line-${n}`,
        type: 'line',
        source: 'layer-areas',
        filter: ['==', ['get', 'pattern'], n],
        layout: { 'line-join': 'round' },
        paint: {
          'line-color': [
            'match',
            ['get', 'colour'],
            ...palette.routes.flatMap((colour, at) => [at, colour]),
            palette.ink,
          ] as never,
          'line-width': ['interpolate', ['linear'], ['zoom'], 9, 1, 16, 2.4],
          ...(pattern !== null && { 'line-dasharray': [...pattern] }),
        },
      }),
    ),
    {
      id: 'merged-name',
      type: 'symbol',
      source: 'merged-names',
      minzoom: 13,
      layout: { 'text-field': ['get', 'name'], 'text-font': FONT, 'text-size': 12, 'text-max-width': 8 },
      paint: { 'text-color': palette.label, 'text-halo-color': palette.halo, 'text-halo-width': 1.6 },
    },
  ],
}
