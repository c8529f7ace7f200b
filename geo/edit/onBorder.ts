import type { Position } from 'geojson'
import { type Arrangement, areasAt } from './arrangement.ts'
import { type Refusal, refuse } from './edit.ts'
import { along, eachEdge, keyOf, near, type Shape, WELD_DEG } from './rings.ts'

/** The areas whose border has a position, as a vertex or on an edge, and the vertices next to it. */
export interface OnBorder {
  codes: string[]
  /** Names of the distinct vertices it is joined to. */
  joined: Set<string>
}

/** Who shares a place of the border. */
export function onBorder(arrangement: Arrangement, at: Position): OnBorder | Refusal {
  const areas = areasAt(arrangement, [at[0]!, at[1]!])
  const joined = new Set<string>()
  const codes = areas.filter(({ geometry }) => joins(geometry, at, joined)).map(({ code }) => code)
  if (codes.length > 0) return { codes, joined }
  return refuse('unknown-vertex', '此处没有边界', 'No border runs here', [at[0]!, at[1]!])
}

function joins(shape: Shape, at: Position, joined: Set<string>): boolean {
  const before = joined.size
  let found = false
  eachEdge(shape, (a, b) => {
    if (near(a, at)) joined.add(keyOf(b))
    else if (near(b, at)) joined.add(keyOf(a))
    else if (along(a, b, at).off <= WELD_DEG) joined.add(keyOf(a)).add(keyOf(b))
    else return
    found = true
  })
  return found || joined.size > before
}
