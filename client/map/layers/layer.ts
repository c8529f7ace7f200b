import type { ExpressionSpecification, LayerSpecification, SourceSpecification } from 'maplibre-gl'
import type { Palette } from '../palette.ts'

/** One thing the map can show: its sources (filled later by setData) and its layers, bottom first. */
export interface LayerGroup {
  name: string
  /** A group of the base that steps back while this one is shown. */
  without?: string
  sources: Record<string, SourceSpecification>
  layers(palette: Palette): LayerSpecification[]
}

export const EMPTY: GeoJSON.FeatureCollection = { type: 'FeatureCollection', features: [] }

export const emptySource = (): SourceSpecification => ({ type: 'geojson', data: EMPTY })

/** Rises from 0 to 1 over one step of zoom, or falls where `from` is greater than `to`. */
export const fade = (from: number, to: number, full = 1): ExpressionSpecification =>
  from < to
    ? ['interpolate', ['linear'], ['zoom'], from, 0, to, full]
    : ['interpolate', ['linear'], ['zoom'], to, full, from, 0]

/** Text is drawn on this device from the page's own font: no glyph server. */
export const FONT = ['Noto Sans SC']
