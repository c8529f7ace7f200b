import type { GeoJSONSource, Map as MapLibre, MapMouseEvent, VectorTileSource } from 'maplibre-gl'
import type { Box, LonLat } from '../../geo/types.ts'
import { calm } from '../state/prefs.svelte.ts'
import type { Look } from '../state/url.svelte.ts'
import { loadFaces } from './fonts.ts'
import { stateImages } from './icons.ts'
import { type Form, type LayerGroup, TILES } from './layers/layer.ts'
import { ORDER, shownGroups } from './layers/order.ts'
import { readPalette } from './palette.ts'
import { styleOf, visibility } from './style.ts'

export type StageStatus = 'closed' | 'opening' | 'ready' | 'no-webgl' | 'failed'

/** Room that floating parts take from the map, px. */
const PADDING = 48
/** Steps of zoom that make no difference to what is seen. */
const NEAR_ENOUGH = 1
const DIGITS = '0123456789.kK'

/** The one map of the page. Views borrow it: they hang it where they like, fill sources and name the groups to show. */
class Stage {
  status = $state<StageStatus>('closed')
  error = $state.raw<unknown>(null)
  look = $state.raw<Look | null>(null)
  /** Turns true when everything asked for has been drawn once. */
  idle = $state(false)
  #map: MapLibre | undefined
  #holder: HTMLDivElement | undefined
  #shown: readonly LayerGroup[] = shownGroups([], [])
  #data = new Map<string, GeoJSON.GeoJSON>()
  #tiles: string | null = null
  #clicks: (event: MapMouseEvent) => void = () => {}
  /** While the inspector is open, clicks are its own. */
  #inspecting: ((event: MapMouseEvent) => void) | null = null

  /** Hangs the map into `place`; opens it on the first call. */
  async hang(place: HTMLElement, start: { look: Look | null; box: Box | null }): Promise<void> {
    this.#holder ??= newHolder()
    place.append(this.#holder)
    if (this.#map !== undefined) {
      this.#map.resize()
      return
    }
    if (!hasWebgl2()) {
      this.status = 'no-webgl'
      return
    }
    if (this.status === 'opening') return
    this.status = 'opening'
    try {
      const map = await this.#open(this.#holder.firstElementChild as HTMLDivElement, start)
      this.#map = map
      for (const [source, data] of this.#data) void map.getSource<GeoJSONSource>(source)?.setData(data)
      if (this.#tiles !== null) map.getSource<VectorTileSource>(TILES)?.setTiles([this.#tiles])
      this.status = 'ready'
    } catch (error) {
      this.error = error
      this.status = 'failed'
    }
  }

  async #open(container: HTMLDivElement, start: { look: Look | null; box: Box | null }): Promise<MapLibre> {
    const [maplibre] = await Promise.all([import('./maplibre.ts'), loadFaces([DIGITS])])
    const palette = readPalette()
    const { look, box } = start
    const map = new maplibre.MapLibreMap({
      container,
      style: styleOf(palette),
      attributionControl: false,
      dragRotate: false,
      pitchWithRotate: false,
      touchPitch: false,
      maxZoom: 19,
      minZoom: 6,
      fadeDuration: calm() ? 0 : 150,
      ...(look !== null
        ? { center: [look.lon, look.lat] as [number, number], zoom: look.zoom }
        : box !== null
          ? { bounds: [...box] as [number, number, number, number], fitBoundsOptions: { padding: PADDING } }
          : {}),
    })
    map.touchZoomRotate.disableRotation()
    map.keyboard.disableRotation()
    map.getCanvas().setAttribute('aria-label', container.closest('[aria-label]')?.getAttribute('aria-label') ?? '')
    map.addControl(new maplibre.ScaleControl({ unit: 'metric' }), 'bottom-left')
    map.on('click', (event) => (this.#inspecting ?? this.#clicks)(event))
    map.on('moveend', () => this.#noteLook(map))
    map.on('error', ({ error }) => {
      this.error = error
      console.error(error)
    })
    await new Promise((resolve) => map.once('load', resolve))
    map.on('idle', () => {
      this.idle = true
    })
    for (const { name, image, pixelRatio } of stateImages(palette)) map.addImage(name, image, { pixelRatio })
    this.#show(map, this.#shown)
    this.#noteLook(map)
    new ResizeObserver(() => map.resize()).observe(container)
    return map
  }

  #noteLook(map: MapLibre) {
    const { lng, lat } = map.getCenter()
    this.look = { zoom: map.getZoom(), lat, lon: lng }
  }

  get map(): MapLibre | undefined {
    return this.status === 'ready' ? this.#map : undefined
  }

  /** Fills a source of one of the groups of layers/order.ts; kept when the map is not open yet. The same again is no work. */
  fill(source: string, data: GeoJSON.GeoJSON) {
    const before = this.#data.get(source)
    if (before !== undefined && (before === data || JSON.stringify(before) === JSON.stringify(data))) return
    this.#data.set(source, data)
    this.idle = false
    void this.#map?.getSource<GeoJSONSource>(source)?.setData(data)
  }

  /** Fills a source of names after their characters are there to be drawn. */
  async fillNames(source: string, data: GeoJSON.FeatureCollection) {
    await loadFaces(data.features.map(({ properties }) => String(properties?.name ?? '')))
    this.fill(source, data)
  }

  /** Shows these groups beside the base, of an edition that is drawn in these forms; hides the rest. */
  show(groups: readonly string[], forms: readonly Form[]) {
    this.#shown = shownGroups(groups, forms)
    if (this.#map !== undefined) this.#show(this.#map, this.#shown)
  }

  #show(map: MapLibre, groups: readonly LayerGroup[]) {
    for (const [layer, seen] of visibility(readPalette(), groups)) {
      map.setLayoutProperty(layer, 'visibility', seen ? 'visible' : 'none')
    }
  }

  /** Repaints in the theme that stands on the page; sources keep their data. */
  repaint() {
    const map = this.map
    if (map === undefined) return
    const palette = readPalette()
    for (const { name, image } of stateImages(palette)) map.updateImage(name, image)
    for (const layer of ORDER.flatMap((group) => group.layers(palette))) repaintLayer(map, layer)
  }

  onClick(work: (event: MapMouseEvent) => void) {
    this.#clicks = work
  }

  /** Gives every click to the inspector until `null` gives them back. */
  inspectWith(work: ((event: MapMouseEvent) => void) | null) {
    this.#inspecting = work
  }

  /** Takes what is drawn out of tiles from here; the characters of its names must have been loaded. */
  showTiles(url: string) {
    if (this.#tiles === url) return
    this.#tiles = url
    this.#map?.getSource<VectorTileSource>(TILES)?.setTiles([url])
  }

  cursor(style: string) {
    const canvas = this.#map?.getCanvas()
    if (canvas !== undefined) canvas.style.cursor = style
  }

  fit(box: Box, maxZoom = 16) {
    this.#map?.fitBounds([...box] as [number, number, number, number], {
      padding: PADDING,
      maxZoom,
      duration: calm() ? 0 : 150,
    })
  }

  /** The zoom at which a box fills the map. */
  zoomToFit(box: Box): number | null {
    const bounds = [...box] as [number, number, number, number]
    return this.#map?.cameraForBounds(bounds, { padding: PADDING })?.zoom ?? null
  }

  /** Brings a point into the middle; a zoom near the wanted one is left as the person set it. */
  approach(at: LonLat, zoom: number) {
    const map = this.#map
    if (map === undefined) return
    const duration = calm() ? 0 : 150
    const kept = Math.abs(map.getZoom() - zoom) <= NEAR_ENOUGH
    map.easeTo({ center: [at[0], at[1]], zoom: kept ? map.getZoom() : zoom, duration })
  }

  zoomBy(step: number) {
    this.#map?.zoomTo(this.#map.getZoom() + step, { duration: calm() ? 0 : 150 })
  }

  focus() {
    this.#map?.getCanvas().focus()
  }
}

function repaintLayer(map: MapLibre, layer: { id: string; paint?: object | undefined }) {
  for (const [property, value] of Object.entries(layer.paint ?? {})) {
    map.setPaintProperty(layer.id, property as never, value as never)
  }
}

/** MapLibre sets the position of its own element, so a positioned one stands around it. */
function newHolder(): HTMLDivElement {
  const holder = Object.assign(document.createElement('div'), { className: 'stage' })
  holder.append(document.createElement('div'))
  return holder
}

function hasWebgl2(): boolean {
  return document.createElement('canvas').getContext('webgl2') !== null
}

export const stage = new Stage()
