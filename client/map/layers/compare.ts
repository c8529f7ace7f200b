import type { ExpressionSpecification } from 'maplibre-gl'
import type { Palette } from '../palette.ts'
import { emptySource, FONT, type LayerGroup } from './layer.ts'

/** Colours of what became of an area; each also carries its mark, so that nothing is told by colour alone. */
export const kindColours = ({ states }: Palette): Record<string, string> => ({
  renamed: states.closed,
  reparented: states.closed,
  moved: states.ambiguous,
  split: states['to-dispatch'],
  merged: states['in-hand'],
  recut: states.unlocated,
  new: states['in-hand'],
  gone: states.overdue,
})

const coloured = (palette: Palette): ExpressionSpecification => [
  'match',
  ['get', 'kind'],
  ...(Object.entries(kindColours(palette)).flat() as [string, string]),
  palette.ink,
]

/** What two editions differ in: areas by what became of them, and the land that changes hands. */
export const compare: LayerGroup = {
  name: 'compare',
  sources: { 'compare-areas': emptySource(), 'compare-land': emptySource() },
  layers: (palette) => [
    {
      id: 'compare-fill',
      type: 'fill',
      source: 'compare-areas',
      paint: { 'fill-color': coloured(palette), 'fill-opacity': 0.22 },
    },
    {
      id: 'compare-line',
      type: 'line',
      source: 'compare-areas',
      layout: { 'line-join': 'round' },
      paint: { 'line-color': coloured(palette), 'line-width': 2 },
    },
    {
      id: 'compare-land',
      type: 'fill',
      source: 'compare-land',
      paint: { 'fill-color': palette.states.overdue, 'fill-opacity': 0.45 },
    },
    {
      id: 'compare-land-line',
      type: 'line',
      source: 'compare-land',
      paint: { 'line-color': palette.states.overdue, 'line-width': 1.4, 'line-dasharray': [2, 2] },
    },
  ],
}

/** The name of each changed area and what becomes of it, in words; before the names of areas that did not change. */
export const compareMarks: LayerGroup = {
  name: 'compare',
  sources: { 'compare-marks': emptySource() },
  layers: (palette) => [
    {
      id: 'compare-mark',
      type: 'symbol',
      source: 'compare-marks',
      layout: { 'text-field': ['get', 'name'], 'text-font': FONT, 'text-size': 12, 'text-max-width': 9 },
      paint: { 'text-color': palette.ink, 'text-halo-color': palette.halo, 'text-halo-width': 2 },
    },
  ],
}
