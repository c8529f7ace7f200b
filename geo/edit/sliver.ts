import { scaleAt } from '../distance.ts'
import { areaM2 } from '../interior.ts'
import type { EditArea } from './edit.ts'
import { eachEdge, ringsOf } from './rings.ts'

/** Below this an area is hardly meant, square metres. */
const SMALL_M2 = 100
/** 1 for a circle, 0.79 for a square; below this a shape is a strip. */
const THIN = 0.01

/** Whether an area is a strip or a scrap, as they are left over when borders are drawn past each other. */
export function isSliver({ geometry }: EditArea): boolean {
  const size = areaM2(geometry)
  if (size < SMALL_M2) return true
  const scale = scaleAt(ringsOf(geometry)[0]?.[0]?.[1] ?? 0)
  let border = 0
  eachEdge(geometry, (a, b) => {
    border += Math.hypot((b[0]! - a[0]!) * scale.perLon, (b[1]! - a[1]!) * scale.perLat)
  })
  return (4 * Math.PI * size) / (border * border) < THIN
}
