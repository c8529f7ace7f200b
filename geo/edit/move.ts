import type { Position } from 'geojson'
import type { Words } from '../words.ts'
import { outcome } from './apply.ts'
import { type Arrangement, areasMeeting } from './arrangement.ts'
import type { EditArea, Outcome } from './edit.ts'
import { boxOfPositions, eachEdge, keyOf, mapRings, type Ring, same, WELD_DEG } from './rings.ts'
import { weld } from './weld.ts'

/** A position and where it goes. */
export type Move = readonly [from: Position, to: Position]

/**
 * Moves vertices in every area of every level that has them. Where the border of one area runs through a vertex of
 * another without having it, it gets it first, and a vertex that lands on another border joins that one.
 */
export function moveTogether(arrangement: Arrangement, moves: readonly Move[], words: Words): Outcome {
  const from = moves.map(([at]) => at)
  const touched = areasMeeting(arrangement, boxOfPositions(moves.flat(), WELD_DEG))
  const holding = weld(touched, boxOfPositions(from, WELD_DEG), from)
  const star = boxOfPositions(starOf(holding, new Set(from.map(keyOf))), WELD_DEG)
  const held = new Map(holding.map((area) => [area.code, area]))
  const around = areasMeeting(arrangement, star).map((area) => held.get(area.code) ?? area)
  const beyond = holding.filter((area) => !around.includes(area))
  const whole = [...weld(around, star), ...beyond]
  const goes = new Map(moves.map(([at, to]) => [keyOf(at), to]))
  const moved = whole.map((area) => shifted(area, goes))
  const landed = moves.map(([, to]) => to)
  return outcome(arrangement, { put: weld(moved, boxOfPositions(landed, WELD_DEG), landed), words })
}

/** Both ends of every edge at some vertices. */
function starOf(areas: readonly EditArea[], keys: ReadonlySet<string>): Position[] {
  const star: Position[] = []
  for (const { geometry } of areas) {
    eachEdge(geometry, (a, b) => {
      if (keys.has(keyOf(a)) || keys.has(keyOf(b))) star.push(a, b)
    })
  }
  return star
}

function shifted(area: EditArea, goes: ReadonlyMap<string, Position>): EditArea {
  const geometry = mapRings(area.geometry, (ring) =>
    ring.some((at) => goes.has(keyOf(at))) ? withoutRepeats(ring.map((at) => goes.get(keyOf(at)) ?? at)) : ring,
  )
  return geometry === area.geometry ? area : { ...area, geometry }
}

/** A ring whose neighbouring positions differ. */
export function withoutRepeats(ring: Ring): Ring {
  const open = ring.slice(1).filter((at, n) => !same(at, ring[n]!))
  return open.length === 0 ? [] : [open.at(-1)!, ...open]
}
