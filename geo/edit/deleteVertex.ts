import type { LonLat } from '../types.ts'
import { outcome } from './apply.ts'
import { type Arrangement, areasAt } from './arrangement.ts'
import { type Outcome, refuse } from './edit.ts'
import { onBorder } from './onBorder.ts'
import { keyOf, mapRings, type Ring } from './rings.ts'

/** Takes a vertex out of a border, in all areas that have it. Where borders meet it stays: without it a gap would open. */
export function deleteVertex(arrangement: Arrangement, { at }: { at: LonLat }): Outcome {
  const key = keyOf([...at])
  const sharing = onBorder(arrangement, [...at])
  if ('reasons' in sharing) return sharing
  if (sharing.joined.size > 2)
    return refuse('junction', '几条边界在此相交，不能删除', 'Several borders meet here; it cannot be removed', at)
  const put = areasAt(arrangement, at).map((area) => {
    const geometry = mapRings(area.geometry, (ring) =>
      ring.some((vertex) => keyOf(vertex) === key) ? less(ring, key) : ring,
    )
    return geometry === area.geometry ? area : { ...area, geometry }
  })
  return outcome(arrangement, { put, words: { zh: '删除顶点', en: 'Removed a vertex' } })
}

function less(ring: Ring, key: string): Ring {
  const open = ring.slice(1).filter((at) => keyOf(at) !== key)
  return open.length === 0 ? [] : [open.at(-1)!, ...open]
}
