import Flatbush from 'flatbush'
import type { Atlas } from './atlas.ts'
import { boundingBox } from './interior.ts'
import { type Area, type Box, LEVELS, type Level } from './types.ts'

/** The areas of each level of an edition, found by box. */
export interface LevelBoxes {
  /** Areas of a level whose boxes meet this one, by code. */
  meeting(level: Level, box: Box): Area[]
  /** All areas of a level, by code. */
  all(level: Level): readonly Area[]
}

/** Walks an atlas from the top and lays a tree of boxes over every level; areas without extent are left out. */
export function levelBoxes(atlas: Atlas): LevelBoxes {
  const byLevel = new Map<Level, Area[]>(LEVELS.map((level) => [level, []]))
  const walk = (code: string | null) => {
    for (const area of atlas.children(code)) {
      byLevel.get(area.level)!.push(area)
      walk(area.code)
    }
  }
  walk(null)
  const indexes = new Map([...byLevel].map(([level, areas]) => [level, indexOf(areas)]))
  return {
    meeting: (level, box) => indexes.get(level)!(box),
    all: (level) => byLevel.get(level)!,
  }
}

function indexOf(areas: readonly Area[]): (box: Box) => Area[] {
  const boxed = areas.flatMap((area) => {
    const box = boundingBox(area.geometry)
    return box === null ? [] : [{ area, box }]
  })
  if (boxed.length === 0) return () => []
  const index = new Flatbush(boxed.length)
  for (const { box } of boxed) index.add(...box)
  index.finish()
  return (box) =>
    index
      .search(...box)
      .sort((a, b) => a - b)
      .map((at) => boxed[at]!.area)
}
