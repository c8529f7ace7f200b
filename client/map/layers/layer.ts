import type { ExpressionSpecification, LayerSpecification, SourceSpecification } from 'maplibre-gl'
import type { Palette } from '../palette.ts'

/** An edition is drawn whole, from sources of its own, or out of vector tiles where it is large; while one is edited, both. */
export type Form = 'whole' | 'tiled'

/** One thing the map can show: its sources (filled later by setData) and its layers, bottom first. */
export interface LayerGroup {
  name: string
  /** How the edition that is shown must be drawn for this group to be seen; absent: in either form. */
  only?: Form
  /** A group of the base that steps back while this one is shown. */
  without?: string
  sources: Record<string, SourceSpecification>
  layers(palette: Palette): LayerSpecification[]
}

/** The source whose tiles are those of the edition shown; until one is, nothing asks for them. */
export const TILES = 'tiles'

/** Where a layer of a kind of areas gets them from, and what its id begins with. */
export const from = (form: Form, areas: string) =>
  form === 'whole'
    ? { id: areas, source: areas }
    : { id: `${TILES}-${areas}`, source: TILES, 'source-layer': areas === 'zones' ? 'zone' : areas }

/** A layer out of tiles: until it is shown none is asked for. */
export const hidden = (layer: LayerSpecification): LayerSpecification =>
  ({ ...layer, layout: { ...layer.layout, visibility: 'none' } }) as LayerSpecification

export const EMPTY: GeoJSON.FeatureCollection = { type: 'FeatureCollection', features: [] }

export const emptySource = (): SourceSpecification => ({ type: 'geojson', data: EMPTY })

/** Rises from 0 to 1 over one step of zoom, or falls where `from` is greater than `to`. */
export const fade = (from: number, to: number, full = 1): ExpressionSpecification =>
  from < to
    ? ['interpolate', ['linear'], ['zoom'], from, 0, to, full]
    : ['interpolate', ['linear'], ['zoom'], to, full, from, 0]

/** Text is drawn on this device from the page's own font: no glyph server. */
export const FONT = ['Noto Sans SC']
