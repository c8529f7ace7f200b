import { emptySource, FONT, type LayerGroup } from './layer.ts'

/** The boundary editor: what is chosen, what an action would make, the line being drawn, vertices, and what is wrong. */
export const edit: LayerGroup = {
  name: 'edit',
  sources: { 'edit-areas': emptySource(), 'edit-lines': emptySource(), 'edit-points': emptySource() },
  layers: (palette) => [
    {
      id: 'edit-chosen-fill',
      type: 'fill',
      source: 'edit-areas',
      filter: ['==', ['get', 'role'], 'chosen'],
      paint: { 'fill-color': palette.selected, 'fill-opacity': 0.16 },
    },
    {
      id: 'edit-chosen-line',
      type: 'line',
      source: 'edit-areas',
      filter: ['==', ['get', 'role'], 'chosen'],
      layout: { 'line-join': 'round' },
      paint: { 'line-color': palette.selected, 'line-width': 2.4 },
    },
    {
      id: 'edit-next-line',
      type: 'line',
      source: 'edit-areas',
      filter: ['==', ['get', 'role'], 'next'],
      layout: { 'line-join': 'round' },
      paint: { 'line-color': palette.states['to-dispatch'], 'line-width': 2, 'line-dasharray': [2, 1.5] },
    },
    {
      id: 'edit-line',
      type: 'line',
      source: 'edit-lines',
      layout: { 'line-join': 'round', 'line-cap': 'round' },
      paint: {
        'line-color': ['case', ['get', 'wrong'], palette.states.overdue, palette.states['to-dispatch']],
        'line-width': 2.4,
      },
    },
    {
      id: 'edit-vertices',
      type: 'circle',
      source: 'edit-points',
      filter: ['in', ['get', 'role'], ['literal', ['vertex', 'corner']]],
      paint: {
        'circle-radius': ['case', ['==', ['get', 'role'], 'corner'], 4.5, 3.5],
        'circle-color': palette.ring,
        'circle-stroke-color': [
          'case',
          ['==', ['get', 'role'], 'corner'],
          palette.states['to-dispatch'],
          palette.selected,
        ],
        'circle-stroke-width': 1.8,
      },
    },
    {
      id: 'edit-snap',
      type: 'circle',
      source: 'edit-points',
      filter: ['in', ['get', 'role'], ['literal', ['snap-vertex', 'snap-edge']]],
      paint: {
        'circle-radius': ['case', ['==', ['get', 'role'], 'snap-vertex'], 8, 6],
        'circle-color': 'transparent',
        'circle-stroke-color': palette.rival,
        'circle-stroke-width': 2.4,
      },
    },
    {
      id: 'edit-reasons',
      type: 'circle',
      source: 'edit-points',
      filter: ['==', ['get', 'role'], 'reason'],
      paint: {
        'circle-radius': 9,
        'circle-color': palette.states.overdue,
        'circle-opacity': 0.3,
        'circle-stroke-color': palette.states.overdue,
        'circle-stroke-width': 2,
      },
    },
    {
      id: 'edit-reason-words',
      type: 'symbol',
      source: 'edit-points',
      filter: ['==', ['get', 'role'], 'reason'],
      layout: {
        'text-field': ['get', 'name'],
        'text-font': FONT,
        'text-size': 13,
        'text-offset': [0, 1.2],
        'text-anchor': 'top',
        'text-max-width': 18,
        'text-allow-overlap': true,
      },
      paint: { 'text-color': palette.label, 'text-halo-color': palette.halo, 'text-halo-width': 2 },
    },
  ],
}
