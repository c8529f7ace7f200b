import type { LayerSpecification } from 'maplibre-gl'
import type { Palette } from '../palette.ts'
import { emptySource, FONT, type Form, from, hidden, type LayerGroup } from './layer.ts'

interface Label {
  source: 'zones' | 'street' | 'community' | 'grid' | 'micro-grid'
  from: number
  to: number
  size: number
  soft: boolean
}

/** Which names stand at which zoom: one or two levels at a time, never all. */
const LABELS: readonly Label[] = [
  { source: 'micro-grid', from: 15.2, to: 24, size: 11, soft: true },
  { source: 'grid', from: 13.4, to: 17, size: 12, soft: true },
  { source: 'community', from: 11.6, to: 16, size: 12, soft: false },
  { source: 'street', from: 9.2, to: 14.5, size: 14, soft: false },
  { source: 'zones', from: 0, to: 10.4, size: 17, soft: false },
]

const OF_ZONES = LABELS.filter(({ source }) => source === 'zones')
const OF_STREETS = LABELS.filter(({ source }) => source === 'street')
const BELOW = LABELS.filter(({ source }) => source !== 'zones' && source !== 'street')

const sourcesOf = (some: readonly Label[]) =>
  Object.fromEntries(some.map(({ source }) => [`${source}-points`, emptySource()]))

const named = (form: Form, label: Label, palette: Palette): LayerSpecification => ({
  ...from(form, `${label.source}-points`),
  type: 'symbol',
  minzoom: label.from,
  maxzoom: label.to,
  layout: {
    'text-field': ['get', 'name'],
    'text-font': FONT,
    'text-size': label.size,
    'text-max-width': 8,
    'text-padding': 6,
    // A name that another one covers steps aside before it is left out.
    ...(label.source === 'street' && {
      'text-variable-anchor': ['center', 'top', 'bottom', 'left', 'right'],
      'text-radial-offset': 0.9,
    }),
    'text-letter-spacing': label.source === 'zones' ? 0.12 : 0,
  },
  paint: {
    'text-color': label.source === 'zones' ? palette.selected : label.soft ? palette.labelSoft : palette.label,
    'text-halo-color': palette.halo,
    'text-halo-width': 1.6,
  },
})

/** Names of streets, from a point source: a label of a polygon would be drawn once in every tile. */
export const labels: LayerGroup = {
  name: 'labels',
  sources: sourcesOf(OF_STREETS),
  layers: (palette) => OF_STREETS.map((label) => named('whole', label, palette)),
}

/** Names of the levels below the streets. */
export const smallNames: LayerGroup = {
  name: 'labels',
  only: 'whole',
  sources: sourcesOf(BELOW),
  layers: (palette) => BELOW.map((label) => named('whole', label, palette)),
}

/** The same out of the tiles of a large edition. */
export const tiledNames: LayerGroup = {
  name: 'labels',
  only: 'tiled',
  sources: {},
  layers: (palette) => BELOW.map((label) => hidden(named('tiled', label, palette))),
}

/** Names of zones, for the view from afar. */
export const zoneNames: LayerGroup = {
  name: 'zone-names',
  sources: sourcesOf(OF_ZONES),
  layers: (palette) => OF_ZONES.map((label) => named('whole', label, palette)),
}
