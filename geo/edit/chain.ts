import type { Position } from 'geojson'
import type { Level, LonLat } from '../types.ts'
import { type Arrangement, areasMeeting, isAtLeast } from './arrangement.ts'
import type { EditArea } from './edit.ts'
import { along, boxOfShape, eachEdge, keyOf, WELD_DEG } from './rings.ts'
import { weld } from './weld.ts'

/** A border between two junctions. */
export interface Chain {
  /** From end to end; the first and last are the same where the border runs around. */
  path: Position[]
  codes: string[]
  closed: boolean
}

/**
 * The border of a level through a place, from junction to junction as that level and the ones above it see them;
 * junctions of smaller levels lie inside it. Null where none runs.
 */
export function chainAt(arrangement: Arrangement, at: LonLat, level: Level): Chain | null {
  const here = areasMeeting(arrangement, [...at, ...at] as [number, number, number, number])
  const owners = here.filter((area) => isAtLeast(area.level, level) && runsThrough(area, at))
  const [first] = owners.filter((area) => area.level === level).concat(owners)
  if (first === undefined) return null
  const around = areasMeeting(arrangement, boxOfShape(first.geometry)).filter((area) => isAtLeast(area.level, level))
  const whole = weld(around, boxOfShape(first.geometry))
  const graph = graphOf(whole)
  const start = edgeThrough(whole.find(({ code }) => code === first.code)!, at)
  if (start === null) return null
  const ahead = follow(start[0], start[1], graph)
  const closed = keyOf(ahead.at(-1)!) === keyOf(start[0])
  const back = closed ? [start[0]] : follow(start[1], start[0], graph).slice(1)
  return { path: [...back.reverse(), ...ahead.slice(1)], codes: owners.map(({ code }) => code), closed }
}

function runsThrough({ geometry }: EditArea, at: LonLat): boolean {
  let found = false
  eachEdge(geometry, (a, b) => {
    found ||= along(a, b, [...at]).off <= WELD_DEG
  })
  return found
}

function edgeThrough({ geometry }: EditArea, at: LonLat): [Position, Position] | null {
  let best: { off: number; edge: [Position, Position] } | null = null
  eachEdge(geometry, (a, b) => {
    const { off } = along(a, b, [...at])
    if (off <= WELD_DEG && (best === null || off < best.off)) best = { off, edge: [a, b] }
  })
  return (best as { edge: [Position, Position] } | null)?.edge ?? null
}

type Graph = Map<string, Map<string, Position>>

function graphOf(areas: readonly EditArea[]): Graph {
  const graph: Graph = new Map()
  const join = (a: Position, b: Position) => {
    const key = keyOf(a)
    const ends = graph.get(key)
    if (ends === undefined) graph.set(key, new Map([[keyOf(b), b]]))
    else ends.set(keyOf(b), b)
  }
  for (const { geometry } of areas) {
    eachEdge(geometry, (a, b) => {
      join(a, b)
      join(b, a)
    })
  }
  return graph
}

/** The path from a vertex over the next until borders meet or it comes round. */
function follow(from: Position, over: Position, graph: Graph): Position[] {
  const path = [from, over]
  for (;;) {
    const at = path.at(-1)!
    const ends = graph.get(keyOf(at))!
    if (ends.size !== 2 || keyOf(at) === keyOf(from)) return path
    const last = keyOf(path.at(-2)!)
    path.push([...ends].find(([key]) => key !== last)![1])
  }
}
