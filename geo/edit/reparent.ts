import { covers } from '../covers.ts'
import { LEVELS } from '../types.ts'
import { outcome } from './apply.ts'
import { type Arrangement, ancestorsOf, areasMeeting } from './arrangement.ts'
import { middleOf } from './check.ts'
import { type EditArea, type Outcome, refuse } from './edit.ts'
import { boxOfShape, eachEdge, edgeKey, type Ring, shapeOf } from './rings.ts'
import { unite, without } from './unite.ts'
import { weld } from './weld.ts'

/**
 * Hands an area to another parent. Its land goes with it: the borders of the old and the new parent, and of all above
 * them up to the one they have in common, follow.
 */
export function reparent(arrangement: Arrangement, { code, parent }: { code: string; parent: string }): Outcome {
  const area = arrangement.areas.get(code)
  const heir = arrangement.areas.get(parent)
  if (area === undefined || heir === undefined) {
    const missing = area === undefined ? code : parent
    return refuse('unknown-area', `没有区域 ${missing}`, `There is no area ${missing}`)
  }
  if (LEVELS.indexOf(heir.level) !== LEVELS.indexOf(area.level) - 1)
    return refuse('other-levels', `${parent} 不是上一级区域`, `${parent} is not of the level above`)
  const words = {
    zh: `${area.name}（${code}）改属 ${heir.name}（${parent}）`,
    en: `Moved ${area.name} (${code}) to ${heir.name} (${parent})`,
  }
  const moved = area.parent === parent ? [] : [{ ...area, parent }]
  const middle = middleOf(area.geometry)
  if (moved.length === 0 || (middle !== null && covers(heir.geometry, middle)))
    return outcome(arrangement, { put: moved, words })

  const box = boxOfShape(area.geometry)
  const welded = new Map(weld(areasMeeting(arrangement, box), box).map((one) => [one.code, one]))
  const whole = welded.get(code)!
  const losing = ancestorsOf(arrangement, code)
  const gaining = [heir, ...ancestorsOf(arrangement, parent)]
  const above = new Set(losing.map((one) => one.code))
  const shared = new Set(gaining.map((one) => one.code).filter((one) => above.has(one)))
  const lost = losing
    .filter((one) => !shared.has(one.code))
    .map((one) => changed(welded, one, (have) => without(have.geometry, [whole.geometry])))
  const gained = gaining
    .filter((one) => !shared.has(one.code))
    .map((one) => changed(welded, one, (have) => unite([have.geometry, whole.geometry])))
  const empty = lost.find(({ geometry }) => geometry.coordinates.length === 0)
  if (empty !== undefined)
    return refuse(
      'nothing-left',
      `${empty.name}（${empty.code}）将不剩任何区域`,
      `Nothing would be left of ${empty.name} (${empty.code})`,
    )
  if (!touches(whole, welded.get(parent) ?? heir))
    return refuse(
      'not-neighbours',
      `${area.name} 与 ${heir.name} 没有共同边界`,
      `${area.name} and ${heir.name} share no border`,
    )
  const put = new Map([...welded.values(), { ...whole, parent }, ...lost, ...gained].map((one) => [one.code, one]))
  return outcome(arrangement, { put: [...put.values()], words })
}

function changed(welded: ReadonlyMap<string, EditArea>, area: EditArea, work: (have: EditArea) => Ring[][]): EditArea {
  return { ...area, geometry: shapeOf(work(welded.get(area.code) ?? area)) }
}

function touches(a: EditArea, b: EditArea): boolean {
  const edges = new Set<string>()
  eachEdge(a.geometry, (p, q) => edges.add(edgeKey(p, q)))
  let found = false
  eachEdge(b.geometry, (p, q) => {
    found ||= edges.has(edgeKey(p, q))
  })
  return found
}
