import type { Position } from 'geojson'
import type { LonLat } from '../types.ts'
import { outcome } from './apply.ts'
import { type Arrangement, areasMeeting } from './arrangement.ts'
import { type EditArea, type Outcome, refuse } from './edit.ts'
import { lineCrossing } from './line.ts'
import { onBorder } from './onBorder.ts'
import { boxOfPositions, boxOfShape, keyOf, mapRings, near, type Ring, ringsOf, turning, WELD_DEG } from './rings.ts'
import { weld } from './weld.ts'

/**
 * Lets a border follow a drawn line between two of its points, on both sides and in all levels. No other border may
 * begin on the stretch that is given up.
 */
export function reshape(arrangement: Arrangement, { code, line }: { code: string; line: readonly LonLat[] }): Outcome {
  const area = arrangement.areas.get(code)
  if (area === undefined) return refuse('unknown-area', `没有区域 ${code}`, `There is no area ${code}`)
  const own = lineCrossing(line)
  if (own !== null) return refuse('line-crosses-itself', '所画的线自相交', 'The line crosses itself', own)
  const drawn = line.map(([lon, lat]): Position => [lon, lat])
  const ends = [drawn[0]!, drawn.at(-1)!]
  const box = boxOfShape(area.geometry)
  const welded = weld(areasMeeting(arrangement, box), box, ends)
  const target = welded.find((one) => one.code === code)!
  const paths = pathsBetween(target, ends[0]!, ends[1]!)
  if (paths === null)
    return refuse(
      'line-ends-off-border',
      '线的两端须在同一条边界上',
      'Both ends of the line must lie on one ring of the border',
      line.at(-1),
    )
  const given = paths.find((path) => path.slice(1, -1).every((at) => joinedBy(arrangement, at) <= 2))
  if (given === undefined) {
    const held = paths[0]!.slice(1, -1).find((at) => joinedBy(arrangement, at) > 2)!
    return refuse(
      'junction',
      '这一段上还有别的边界相接，请分段重画',
      'Other borders begin on this stretch; redraw it piece by piece',
      [held[0]!, held[1]!],
    )
  }
  const fresh = [given[0]!, ...drawn.slice(1, -1), given.at(-1)!]
  const put = welded.map((one) => replaced(one, given, fresh))
  const around = areasMeeting(arrangement, boxOfPositions(drawn, WELD_DEG))
  const others = around.filter((one) => !welded.some(({ code: there }) => there === one.code))
  return outcome(arrangement, {
    put: weld([...put, ...others], boxOfPositions(drawn, WELD_DEG)),
    words: {
      zh: `重画 ${area.name}（${code}）的一段边界`,
      en: `Redrew a stretch of the border of ${area.name} (${code})`,
    },
  })
}

function joinedBy(arrangement: Arrangement, at: Position): number {
  const sharing = onBorder(arrangement, at)
  return 'reasons' in sharing ? 0 : sharing.joined.size
}

/** Both ways along a ring from one position to another, the one that gives up less land first. */
function pathsBetween({ geometry }: EditArea, from: Position, to: Position): [Ring, Ring] | null {
  for (const ring of ringsOf(geometry)) {
    const open = ring.slice(1)
    const [start, end] = [open.findIndex((at) => near(at, from)), open.findIndex((at) => near(at, to))]
    if (start < 0 || end < 0 || start === end) continue
    const ahead = [...open.slice(start), ...open.slice(0, start)].slice(
      0,
      ((end - start + open.length) % open.length) + 1,
    )
    const back = [...open.slice(end), ...open.slice(0, end)]
      .slice(0, ((start - end + open.length) % open.length) + 1)
      .reverse()
    const size = (path: Ring) => Math.abs(turning([...path, path[0]!]))
    return size(ahead) <= size(back) ? [ahead, back] : [back, ahead]
  }
  return null
}

/** An area with a path of its border, in whichever direction it has it, replaced by another. */
function replaced(area: EditArea, path: Ring, by: Ring): EditArea {
  const geometry = mapRings(
    area.geometry,
    (ring) => withPath(ring, path, by) ?? withPath(ring, path.toReversed(), by.toReversed()) ?? ring,
  )
  return geometry === area.geometry ? area : { ...area, geometry }
}

function withPath(ring: Ring, path: Ring, by: Ring): Ring | null {
  const open = ring.slice(1)
  const start = open.findIndex((at) => keyOf(at) === keyOf(path[0]!))
  if (start < 0) return null
  const turned = [...open.slice(start), ...open.slice(0, start)]
  if (
    !path.every((at, n) => turned[n % turned.length] !== undefined && keyOf(turned[n % turned.length]!) === keyOf(at))
  )
    return null
  const next = [...by.slice(0, -1), ...turned.slice(path.length - 1)]
  return [...next, next[0]!]
}
