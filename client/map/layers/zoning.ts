import { emptySource, type LayerGroup } from './layer.ts'
import { turns } from './rounds.ts'

/** Streets in the colour of their zone; a locked or moved one has a strong border. */
export const zoning: LayerGroup = {
  name: 'zoning',
  sources: { zoning: emptySource() },
  layers: (palette) => [
    {
      id: 'zoning-fill',
      type: 'fill',
      source: 'zoning',
      paint: {
        'fill-color': ['match', ['%', ['get', 'zone'], palette.routes.length], ...turns(palette.routes), palette.ink],
        'fill-opacity': 0.35,
      },
    },
    {
      id: 'zoning-line',
      type: 'line',
      source: 'zoning',
      filter: ['get', 'strong'],
      layout: { 'line-join': 'round' },
      paint: { 'line-color': palette.ink, 'line-width': 2.4, 'line-dasharray': [2, 1] },
    },
  ],
}
