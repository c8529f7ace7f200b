import { EMPTY, FONT, type LayerGroup } from './layer.ts'

/** Reports of the list: clusters where they are dense, else an icon of their standing. */
export const reports: LayerGroup = {
  name: 'reports',
  sources: {
    reports: {
      type: 'geojson',
      data: EMPTY,
      cluster: true,
      clusterMaxZoom: 14,
      clusterRadius: 34,
      clusterMinPoints: 4,
      clusterProperties: { late: ['+', ['case', ['get', 'late'], 1, 0]] },
    },
  },
  layers: (palette) => [
    {
      id: 'report-clusters',
      type: 'circle',
      source: 'reports',
      filter: ['has', 'point_count'],
      paint: {
        'circle-color': palette.surface,
        'circle-radius': ['interpolate', ['linear'], ['get', 'point_count'], 4, 13, 50, 18, 500, 26],
        'circle-stroke-width': 2,
        'circle-stroke-color': ['case', ['>', ['get', 'late'], 0], palette.states.overdue, palette.accent],
      },
    },
    {
      id: 'report-counts',
      type: 'symbol',
      source: 'reports',
      filter: ['has', 'point_count'],
      layout: {
        'text-field': ['get', 'point_count_abbreviated'],
        'text-font': FONT,
        'text-size': 12,
        'text-allow-overlap': true,
        'text-ignore-placement': true,
      },
      paint: { 'text-color': palette.ink },
    },
    {
      id: 'report-points',
      type: 'symbol',
      source: 'reports',
      filter: ['!', ['has', 'point_count']],
      layout: {
        'icon-image': ['concat', 'state-', ['get', 'standing']],
        'icon-allow-overlap': true,
        // A report may stand on a name; it never makes the name vanish.
        'icon-ignore-placement': true,
        'icon-size': ['interpolate', ['linear'], ['zoom'], 9, 0.62, 14, 0.85],
        'symbol-sort-key': ['case', ['get', 'late'], 1, 0],
      },
    },
  ],
}
