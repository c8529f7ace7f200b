import { scaleAt } from '../distance.ts'
import { type Arrangement, areasMeeting } from './arrangement.ts'
import type { EditArea } from './edit.ts'
import { boxOfShape, eachEdge, edgeKey } from './rings.ts'

/** The areas of its level that share edges with an area, the longest border first. */
export function neighboursOf(arrangement: Arrangement, code: string): EditArea[] {
  const area = arrangement.areas.get(code)
  if (area === undefined) return []
  const edges = new Set<string>()
  eachEdge(area.geometry, (a, b) => edges.add(edgeKey(a, b)))
  const scale = scaleAt(boxOfShape(area.geometry)[1])
  return areasMeeting(arrangement, boxOfShape(area.geometry))
    .filter((other) => other.level === area.level && other.code !== code)
    .map((other) => {
      let shared = 0
      eachEdge(other.geometry, (a, b) => {
        if (edges.has(edgeKey(a, b)))
          shared += Math.hypot((b[0]! - a[0]!) * scale.perLon, (b[1]! - a[1]!) * scale.perLat)
      })
      return { other, shared }
    })
    .filter(({ shared }) => shared > 0)
    .sort((p, q) => q.shared - p.shared)
    .map(({ other }) => other)
}
