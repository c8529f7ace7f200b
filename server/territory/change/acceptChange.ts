import type { Geos } from '../../../geo/geos.ts'
import { boundingBox } from '../../../geo/interior.ts'
import { type Box, LEVELS, type Level } from '../../../geo/types.ts'
import type { Flaw } from '../../errors.ts'
import type { Change, NewArea } from './change.ts'

/** An area of the draft as far as a change is judged by it. */
export interface Standing {
  code: string
  level: Level
  parent: string | null
}

/** What a change is judged by. */
export interface ChangeFacts {
  geos: Geos
  /** The areas the change names, their new parents, and what lies below those it removes. */
  present: readonly Standing[]
  /** The draft's district; null where it has none. */
  district: Box | null
}

/** Borders of the district may be moved outwards, but not by more than this share of its size. */
const ROOM = 0.1

/**
 * Whether a change may be applied; what a client sends is not believed. Every area is a valid polygon in the district's
 * neighbourhood, every code comes once and stays at its level, every parent exists at a level above, and nothing is
 * left without its parent.
 */
export function acceptChange(change: Change, facts: ChangeFacts): Flaw[] {
  const { put, remove } = change
  const after = new Map(facts.present.map((area): [string, Standing] => [area.code, area]))
  for (const code of remove) after.delete(code)
  for (const area of put) after.set(area.code, area)
  const touched = new Set([...remove, ...put.map(({ code }) => code)])
  const orphans = [...after.values()].filter(
    ({ code, parent }) => !touched.has(code) && parent !== null && remove.includes(parent) && !after.has(parent),
  )
  return [
    ...unknownOnes(remove, facts.present),
    ...put.flatMap((area, n) => [
      ...codeFlaws(area, put.slice(0, n), change, facts.present),
      ...parentFlaws(area, after),
      ...geometryFlaws(area, facts),
    ]),
    ...orphans.map(({ code, parent }) => flaw('remove', `an area with nothing below it; ${code} lies in it`, parent!)),
  ]
}

const flaw = (path: string, expected: string, got: string): Flaw => ({ path, expected, got })

function unknownOnes(remove: readonly string[], present: readonly Standing[]): Flaw[] {
  const known = new Set(present.map(({ code }) => code))
  return remove.filter((code) => !known.has(code)).map((code) => flaw('remove', 'a code of this draft', code))
}

function codeFlaws(area: NewArea, earlier: readonly NewArea[], change: Change, present: readonly Standing[]): Flaw[] {
  const path = `put.${area.code}`
  const standing = present.find(({ code }) => code === area.code)
  if (earlier.some(({ code }) => code === area.code)) return [flaw(path, 'every code once', area.code)]
  if (standing === undefined || standing.level === area.level || change.remove.includes(area.code)) return []
  return [flaw(path, `a code that no ${standing.level} has`, area.code)]
}

function parentFlaws(area: NewArea, after: ReadonlyMap<string, Standing>): Flaw[] {
  const path = `put.${area.code}.parent`
  if (area.parent === null) return area.level === LEVELS[0] ? [] : [flaw(path, 'a code of the level above', 'none')]
  const parent = after.get(area.parent)
  if (parent === undefined) return [flaw(path, 'a code of this draft', area.parent)]
  if (LEVELS.indexOf(parent.level) < LEVELS.indexOf(area.level)) return []
  return [flaw(path, `an area above the level ${area.level}`, `${parent.level} ${parent.code}`)]
}

function geometryFlaws(area: NewArea, { geos, district }: ChangeFacts): Flaw[] {
  const path = `put.${area.code}.geometry`
  const box = boundingBox(area.geometry)
  const invalid = geos.scope((shapes) => shapes.invalidity(shapes.of(area.geometry)))
  if (box === null || invalid !== null) {
    const got = invalid === null ? 'no edges' : `${invalid.reason} at ${invalid.at.join(', ')}`
    return [flaw(path, 'a valid polygon', got)]
  }
  return district === null || inRoom(box, district) ? [] : [flaw(path, `inside ${district.join(', ')}`, box.join(', '))]
}

function inRoom([west, south, east, north]: Box, district: Box): boolean {
  const [wide, high] = [(district[2] - district[0]) * ROOM, (district[3] - district[1]) * ROOM]
  return (
    west >= district[0] - wide &&
    south >= district[1] - high &&
    east <= district[2] + wide &&
    north <= district[3] + high
  )
}
