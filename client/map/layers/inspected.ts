import { emptySource, type LayerGroup } from './layer.ts'

/** The area that the inspector tells about. */
export const inspected: LayerGroup = {
  name: 'inspected',
  sources: { 'inspected-area': emptySource() },
  layers: (palette) => [
    {
      id: 'inspected-fill',
      type: 'fill',
      source: 'inspected-area',
      paint: { 'fill-color': palette.accent, 'fill-opacity': 0.12 },
    },
    {
      id: 'inspected-line',
      type: 'line',
      source: 'inspected-area',
      layout: { 'line-join': 'round' },
      paint: { 'line-color': palette.accent, 'line-width': 2.4 },
    },
  ],
}
