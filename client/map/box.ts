import type { Geometry, Position } from 'geojson'
import type { Box } from '../../geo/types.ts'

/** The box around some outlines; null where there is none. */
export function boxOf(geometries: readonly Geometry[]): Box | null {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity]
  const walk = (part: unknown): void => {
    if (!Array.isArray(part)) return
    if (typeof part[0] !== 'number') {
      part.forEach(walk)
      return
    }
    const [x, y] = part as Position
    west = Math.min(west, x!)
    east = Math.max(east, x!)
    south = Math.min(south, y!)
    north = Math.max(north, y!)
  }
  for (const geometry of geometries) if (geometry.type !== 'GeometryCollection') walk(geometry.coordinates)
  return west <= east ? [west, south, east, north] : null
}
