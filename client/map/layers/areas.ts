import type { LayerSpecification } from 'maplibre-gl'
import { LEVELS, type Level } from '../../../geo/types.ts'
import type { Palette } from '../palette.ts'
import { emptySource, type Form, fade, from, type LayerGroup } from './layer.ts'

/** From which zoom a level's borders show, and how strong they get. */
const SHOWN: Record<Exclude<Level, 'district'>, { zoom: number; width: [number, number] }> = {
  street: { zoom: 0, width: [0.8, 2.4] },
  community: { zoom: 10.5, width: [0.5, 1.8] },
  grid: { zoom: 12, width: [0.4, 1.4] },
  'micro-grid': { zoom: 13.2, width: [0.4, 1] },
}

/** The zoom at which anything of a level is first seen; its names come later than its borders. */
export const shownFrom = (level: Level): number => (level === 'district' ? 0 : SHOWN[level].zoom)

const LEVELS_BOTTOM_UP = ['micro-grid', 'grid', 'community', 'street'] as const

const border = (form: Form, level: (typeof LEVELS_BOTTOM_UP)[number], palette: Palette): LayerSpecification => {
  const areas = from(form, level)
  return {
    ...areas,
    id: `${areas.id}-line`,
    type: 'line',
    minzoom: SHOWN[level].zoom,
    layout: { 'line-join': 'round' },
    paint: {
      'line-color': palette.lines[level],
      'line-width': ['interpolate', ['linear'], ['zoom'], 9, SHOWN[level].width[0], 17, SHOWN[level].width[1]],
      'line-opacity': SHOWN[level].zoom === 0 ? 1 : fade(SHOWN[level].zoom, SHOWN[level].zoom + 0.6),
    },
  }
}

/** Borders of every level, the smallest at the bottom, and the outline of the zones on top. */
export const bordersOf = (form: Form, palette: Palette): LayerSpecification[] => {
  const [streets, zones, district] = [from(form, 'street'), from(form, 'zones'), from(form, 'district')]
  return [
    {
      ...streets,
      id: `${streets.id}-land`,
      type: 'fill',
      paint: { 'fill-color': palette.land, 'fill-opacity': ['interpolate', ['linear'], ['zoom'], 10, 0, 14, 0.75] },
    },
    ...LEVELS_BOTTOM_UP.map((level) => border(form, level, palette)),
    {
      ...zones,
      id: `${zones.id}-line`,
      type: 'line',
      layout: { 'line-join': 'round' },
      paint: {
        'line-color': palette.lines.zone,
        'line-width': ['interpolate', ['linear'], ['zoom'], 8, 1.6, 16, 3.2],
        'line-opacity': 0.8,
      },
    },
    {
      ...district,
      id: `${district.id}-line`,
      type: 'line',
      layout: { 'line-join': 'round' },
      paint: { 'line-color': palette.lines.zone, 'line-width': 2.4 },
    },
  ]
}

export const areas: LayerGroup = {
  name: 'areas',
  only: 'whole',
  sources: Object.fromEntries(LEVELS.map((level) => [level, emptySource()])),
  layers: (palette) => bordersOf('whole', palette),
}
