import { emptySource, FONT, type LayerGroup } from './layer.ts'

/** The chosen report: its grid, the rivals its accuracy leaves, the circle of that accuracy, and a pin being placed. */
export const selected: LayerGroup = {
  name: 'selected',
  sources: { 'selected-areas': emptySource(), 'selected-circle': emptySource(), 'selected-points': emptySource() },
  layers: (palette) => [
    {
      id: 'rival-fill',
      type: 'fill',
      source: 'selected-areas',
      filter: ['==', ['get', 'role'], 'rival'],
      paint: { 'fill-color': palette.rival, 'fill-opacity': 0.16 },
    },
    {
      id: 'selected-fill',
      type: 'fill',
      source: 'selected-areas',
      filter: ['==', ['get', 'role'], 'own'],
      paint: { 'fill-color': palette.selected, 'fill-opacity': 0.16 },
    },
    {
      id: 'rival-line',
      type: 'line',
      source: 'selected-areas',
      filter: ['==', ['get', 'role'], 'rival'],
      paint: { 'line-color': palette.rival, 'line-width': 1.5, 'line-dasharray': [3, 2] },
    },
    {
      id: 'selected-line',
      type: 'line',
      source: 'selected-areas',
      filter: ['in', ['get', 'role'], ['literal', ['own', 'street']]],
      layout: { 'line-join': 'round' },
      paint: { 'line-color': palette.selected, 'line-width': ['case', ['==', ['get', 'role'], 'own'], 2.2, 1.6] },
    },
    {
      id: 'accuracy-fill',
      type: 'fill',
      source: 'selected-circle',
      paint: { 'fill-color': palette.selected, 'fill-opacity': 0.1 },
    },
    {
      id: 'accuracy-line',
      type: 'line',
      source: 'selected-circle',
      paint: { 'line-color': palette.selected, 'line-width': 1.2, 'line-dasharray': [2, 2] },
    },
  ],
}

/** Stands above the reports: the chosen one is never hidden in a cluster. */
export const chosen: LayerGroup = {
  name: 'chosen',
  sources: {},
  layers: (palette) => [
    {
      id: 'chosen-halo',
      type: 'circle',
      source: 'selected-points',
      filter: ['!=', ['get', 'role'], 'rival'],
      paint: {
        'circle-radius': 17,
        'circle-color': palette.selected,
        'circle-opacity': 0.18,
        'circle-stroke-color': palette.selected,
        'circle-stroke-width': 2,
      },
    },
    {
      id: 'chosen-point',
      type: 'symbol',
      source: 'selected-points',
      filter: ['==', ['get', 'role'], 'report'],
      layout: { 'icon-image': ['concat', 'state-', ['get', 'standing']], 'icon-allow-overlap': true },
    },
    {
      id: 'chosen-pin',
      type: 'circle',
      source: 'selected-points',
      filter: ['==', ['get', 'role'], 'pin'],
      paint: {
        'circle-radius': 6,
        'circle-color': palette.selected,
        'circle-stroke-color': palette.ring,
        'circle-stroke-width': 2,
      },
    },
    {
      id: 'rival-label',
      type: 'symbol',
      source: 'selected-points',
      filter: ['==', ['get', 'role'], 'rival'],
      layout: { 'text-field': ['get', 'name'], 'text-font': FONT, 'text-size': 12, 'text-allow-overlap': true },
      paint: { 'text-color': palette.rival, 'text-halo-color': palette.halo, 'text-halo-width': 2 },
    },
  ],
}
