import { emptySource, FONT, type LayerGroup } from './layer.ts'

/** Rounds as they are driven: a line through the stops in order, each stop with its number; the chosen one stands out. */
export const rounds: LayerGroup = {
  name: 'rounds',
  sources: { 'round-lines': emptySource(), 'round-stops': emptySource() },
  layers: (palette) => [
    {
      id: 'round-line',
      type: 'line',
      source: 'round-lines',
      filter: ['!', ['get', 'chosen']],
      layout: { 'line-join': 'round', 'line-cap': 'round' },
      paint: {
        'line-color': ['match', ['%', ['get', 'turn'], palette.routes.length], ...turns(palette.routes), palette.ink],
        'line-width': 1.6,
        'line-opacity': ['case', ['get', 'aside'], 0.12, 0.85],
      },
    },
    {
      id: 'round-stop',
      type: 'circle',
      source: 'round-stops',
      filter: ['!', ['get', 'chosen']],
      paint: {
        'circle-color': [
          'case',
          ['get', 'unplaced'],
          palette.surface,
          ['match', ['%', ['get', 'turn'], palette.routes.length], ...turns(palette.routes), palette.ink],
        ],
        'circle-radius': ['interpolate', ['linear'], ['zoom'], 9, 3, 13, 8],
        'circle-stroke-color': ['case', ['get', 'unplaced'], palette.states.overdue, palette.ring],
        'circle-stroke-width': ['case', ['get', 'unplaced'], 2, 1],
        'circle-opacity': ['case', ['get', 'aside'], 0.3, 1],
        'circle-stroke-opacity': ['case', ['get', 'aside'], 0.3, 1],
      },
    },
    {
      id: 'round-number',
      type: 'symbol',
      source: 'round-stops',
      minzoom: 11.5,
      filter: ['all', ['!', ['get', 'chosen']], ['!', ['get', 'aside']]],
      layout: { 'text-field': ['get', 'nth'], 'text-font': FONT, 'text-size': 11, 'text-allow-overlap': true },
      paint: { 'text-color': palette.ring },
    },
    {
      id: 'round-chosen-line',
      type: 'line',
      source: 'round-lines',
      filter: ['get', 'chosen'],
      layout: { 'line-join': 'round', 'line-cap': 'round' },
      paint: { 'line-color': palette.selected, 'line-width': 3.5 },
    },
    {
      id: 'round-chosen-stop',
      type: 'circle',
      source: 'round-stops',
      filter: ['get', 'chosen'],
      paint: {
        'circle-color': palette.selected,
        'circle-radius': 11,
        'circle-stroke-color': palette.ring,
        'circle-stroke-width': 2,
      },
    },
    {
      id: 'round-chosen-number',
      type: 'symbol',
      source: 'round-stops',
      filter: ['get', 'chosen'],
      layout: { 'text-field': ['get', 'nth'], 'text-font': FONT, 'text-size': 12, 'text-allow-overlap': true },
      paint: { 'text-color': palette.ring },
    },
  ],
}

/** Colours in turn, as the branches of a `match`. */
export const turns = (colours: readonly string[]) => colours.flatMap((colour, at) => [at, colour]) as [number, string]
