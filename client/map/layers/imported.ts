import { emptySource, type LayerGroup } from './layer.ts'

/** A boundary file before it is imported: its outlines, thinned, and the problem that is looked at. */
export const imported: LayerGroup = {
  name: 'imported',
  sources: { 'import-outlines': emptySource(), 'import-problem': emptySource() },
  layers: (palette) => [
    {
      id: 'import-fill',
      type: 'fill',
      source: 'import-outlines',
      paint: { 'fill-color': palette.selected, 'fill-opacity': 0.12 },
    },
    {
      id: 'import-line',
      type: 'line',
      source: 'import-outlines',
      layout: { 'line-join': 'round' },
      paint: { 'line-color': palette.selected, 'line-width': 1.4 },
    },
    {
      id: 'import-problem-fill',
      type: 'fill',
      source: 'import-problem',
      filter: ['==', ['geometry-type'], 'Polygon'],
      paint: { 'fill-color': palette.rival, 'fill-opacity': 0.3 },
    },
    {
      id: 'import-problem-point',
      type: 'circle',
      source: 'import-problem',
      filter: ['==', ['geometry-type'], 'Point'],
      paint: {
        'circle-radius': 8,
        'circle-color': palette.rival,
        'circle-stroke-color': palette.ring,
        'circle-stroke-width': 2,
      },
    },
  ],
}
