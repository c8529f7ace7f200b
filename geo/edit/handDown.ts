import { covers } from '../covers.ts'
import { areaM2 } from '../interior.ts'
import { type Arrangement, childrenOf } from './arrangement.ts'
import { middleOf } from './check.ts'
import { cut } from './cut.ts'
import type { EditArea } from './edit.ts'
import { nextCode } from './nextCode.ts'
import { nextName } from './nextName.ts'
import { type Ring, type Segment, shapeOf } from './rings.ts'

/** What the areas below need when the land of an area above them is divided. */
export interface Division {
  arrangement: Arrangement
  /** The areas as they are after noding, by code. */
  noded: ReadonlyMap<string, EditArea>
  segments: readonly Segment[]
  /** Codes and names in use; new ones join them. */
  taken: Taken
  action: string
}

export interface Taken {
  codes: Set<string>
  names: Set<string>
}

export const takenIn = ({ areas }: Arrangement): Taken => ({
  codes: new Set(areas.keys()),
  names: new Set(Array.from(areas.values(), ({ name }) => name)),
})

/**
 * The areas below one whose land now lies in several parts: each goes to the part that has it, and one that lies in
 * several is divided in turn, its largest piece keeping the code. Levels keep agreeing with each other.
 */
export function handDown(division: Division, code: string, parts: readonly EditArea[]): EditArea[] {
  return childrenOf(division.arrangement, code).flatMap((child) => {
    const whole = division.noded.get(child.code) ?? child
    const pieces = Map.groupBy(cut(whole.geometry, division.segments), (piece) => partWith(piece, parts))
    if (pieces.size === 1) {
      const [owner] = pieces.keys()
      return [owner!.code === whole.parent ? whole : { ...whole, parent: owner!.code }]
    }
    const shares = [...pieces]
      .map(([owner, polygons]) => ({ owner, geometry: shapeOf(polygons) }))
      .sort((a, b) => areaM2(b.geometry) - areaM2(a.geometry))
    const divided = shares.map(
      ({ owner, geometry }, n): EditArea =>
        n === 0
          ? { ...whole, parent: owner.code, geometry }
          : { ...newBeside(division, whole), parent: owner.code, geometry },
    )
    return [...divided, ...handDown(division, child.code, divided)]
  })
}

function partWith(piece: Ring[], parts: readonly EditArea[]): EditArea {
  const middle = middleOf({ type: 'Polygon', coordinates: piece })
  return parts.find(({ geometry }) => middle !== null && covers(geometry, middle)) ?? parts[0]!
}

/** A further area like one that was divided, with a code and a name of its own. */
export function newBeside({ taken, action }: Division, area: EditArea): EditArea {
  const code = nextCode(area.code, area.parent, taken.codes)
  const name = nextName(area.name, taken.names)
  taken.codes.add(code)
  taken.names.add(name)
  return { ...area, code, name, source: { editor: action, from: area.code } }
}
