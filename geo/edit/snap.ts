import type { Position } from 'geojson'
import type { LonLat } from '../types.ts'
import { type Arrangement, areasMeeting } from './arrangement.ts'
import { along, eachEdge } from './rings.ts'

export interface Snapped {
  kind: 'vertex' | 'edge'
  at: LonLat
}

/**
 * The vertex within a reach of a point, else the nearest point of a border within it; null where there is neither.
 * @param reach degrees of latitude; `squeeze` degrees of longitude count as that many of latitude (cos of the latitude)
 * @param codes where given, only borders of these areas
 */
export function snap(
  arrangement: Arrangement,
  point: LonLat,
  { reach, squeeze, codes, avoid }: { reach: number; squeeze: number; codes?: ReadonlySet<string>; avoid?: LonLat },
): Snapped | null {
  const [lon, lat] = point
  const wide = reach / squeeze
  const areas = areasMeeting(arrangement, [lon - wide, lat - reach, lon + wide, lat + reach])
  const scaled = (at: Position): Position => [(at[0]! - lon) * squeeze, at[1]! - lat]
  let vertex: { at: Position; off: number } | null = null
  let edge: { at: Position; off: number } | null = null
  for (const { code, geometry } of areas) {
    if (codes !== undefined && !codes.has(code)) continue
    eachEdge(geometry, (a, b) => {
      if (avoid !== undefined && isAt(a, avoid)) return
      const [p, q] = [scaled(a), scaled(b)]
      const off = Math.hypot(p[0]!, p[1]!)
      if (off <= reach && (vertex === null || off < vertex.off)) vertex = { at: a, off }
      if (avoid !== undefined && isAt(b, avoid)) return
      const hit = along(p, q, [0, 0])
      if (hit.off > reach || (edge !== null && hit.off >= edge.off)) return
      edge = { at: [a[0]! + (b[0]! - a[0]!) * hit.t, a[1]! + (b[1]! - a[1]!) * hit.t], off: hit.off }
    })
  }
  const found = (vertex ?? edge) as { at: Position } | null
  return found === null ? null : { kind: vertex === null ? 'edge' : 'vertex', at: [found.at[0]!, found.at[1]!] }
}

const isAt = (at: Position, [lon, lat]: LonLat) => at[0] === lon && at[1] === lat
