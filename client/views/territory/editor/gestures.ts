import type { Map as MapLibre, MapMouseEvent, MapTouchEvent } from 'maplibre-gl'
import type { LonLat } from '../../../../geo/types.ts'
import { editor, type Reach } from './editor.svelte.ts'
import { isDrawing } from './tools.ts'

/** A finger or a pointer takes hold of what is within this many pixels, even where snapping is off. */
const LEAST_PX = 6

/** Pixels as degrees of latitude at a place, and how much shorter degrees of longitude are there. */
export function reachAt(map: MapLibre, [, lat]: LonLat, px = Math.max(LEAST_PX, editor.snapPx)): Reach {
  const squeeze = Math.cos((lat * Math.PI) / 180)
  return { reach: (px * 360 * squeeze) / (512 * 2 ** map.getZoom()), squeeze }
}

/** Lets pointer and finger work on the map's borders until the answered function is called. */
export function listen(map: MapLibre): () => void {
  const at = ({ lngLat }: MapMouseEvent | MapTouchEvent): LonLat => [lngLat.lng, lngLat.lat]
  const move = (event: MapMouseEvent | MapTouchEvent) => {
    const point = at(event)
    editor.hover(point, reachAt(map, point))
    map.getCanvas().style.cursor =
      editor.drag !== null
        ? 'grabbing'
        : isDrawing(editor.tool)
          ? 'crosshair'
          : editor.snapped !== null
            ? 'grab'
            : 'default'
  }
  const down = (event: MapMouseEvent | MapTouchEvent) => {
    const point = at(event)
    if (editor.grab(point, reachAt(map, point), event.originalEvent.shiftKey)) event.preventDefault()
  }
  const up = () => editor.drop()
  const click = (event: MapMouseEvent) => {
    const point = at(event)
    editor.click(point, reachAt(map, point), event.originalEvent.shiftKey)
  }
  const twice = (event: MapMouseEvent) => {
    if (editor.tool === 'select') return
    event.preventDefault()
    editor.finish()
  }
  map.on('mousemove', move)
  map.on('touchmove', move)
  map.on('mousedown', down)
  map.on('touchstart', down)
  map.on('mouseup', up)
  map.on('touchend', up)
  map.on('click', click)
  map.on('dblclick', twice)
  map.boxZoom.disable()
  return () => {
    map.off('mousemove', move)
    map.off('touchmove', move)
    map.off('mousedown', down)
    map.off('touchstart', down)
    map.off('mouseup', up)
    map.off('touchend', up)
    map.off('click', click)
    map.off('dblclick', twice)
    map.boxZoom.enable()
    map.getCanvas().style.cursor = ''
  }
}
