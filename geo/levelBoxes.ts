import Flatbush from 'flatbush'
import type { Atlas } from './atlas.ts'
import { type Area, type Box, LEVELS, type Level } from './types.ts'

/** The areas of each level of an edition, found by box. */
export interface LevelBoxes {
  /** Areas of a level whose boxes meet this one, by code. */
  meeting(level: Level, box: Box): Area[]
  /** All areas of a level, by code. */
  all(level: Level): readonly Area[]
}

const laid = new WeakMap<Atlas, LevelBoxes>()

/**
 * Walks an atlas from the top and lays a tree of boxes over a level when it is first asked for; areas without extent
 * are left out. Made once an atlas, and gone with it.
 */
export function levelBoxes(atlas: Atlas): LevelBoxes {
  const known = laid.get(atlas) ?? layOver(atlas)
  laid.set(atlas, known)
  return known
}

function layOver(atlas: Atlas): LevelBoxes {
  const byLevel = new Map<Level, Area[]>(LEVELS.map((level) => [level, []]))
  const walk = (code: string | null) => {
    for (const area of atlas.children(code)) {
      byLevel.get(area.level)!.push(area)
      walk(area.code)
    }
  }
  walk(null)
  const indexes = new Map<Level, ReturnType<typeof indexOf>>()
  return {
    meeting: (level, box) => {
      const index = indexes.get(level) ?? indexOf(byLevel.get(level)!, atlas)
      indexes.set(level, index)
      return index(box)
    },
    all: (level) => byLevel.get(level)!,
  }
}

function indexOf(areas: readonly Area[], atlas: Atlas): (box: Box) => Area[] {
  const boxed = areas.flatMap((area) => {
    const box = atlas.box(area)
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
