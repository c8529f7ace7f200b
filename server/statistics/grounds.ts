import type { Level } from '../../geo/types.ts'
import type { House } from '../house.ts'
import { coverOf, type Ground, streetOf } from './ground.ts'
import { plainAreas, shapesOf } from './store.ts'
import type { Thread } from './thread.ts'

/** Grounds that are held; a district looks at one or two editions and a few levels. */
const HELD = 8

/** The grounds of this process, each made once. */
export interface Grounds {
  of(edition: { id: number; version: number }, level: Level, signal: AbortSignal): Promise<Ground>
}

export function grounds(house: Pick<House, 'db'>, thread: Thread): Grounds {
  const held = new Map<string, Ground>()
  return {
    of: async ({ id, version }, level, signal) => {
      const key = `${id} ${version} ${level}`
      const ground = held.get(key) ?? (await made(house, thread, { id, version, level }, signal))
      held.delete(key)
      held.set(key, ground)
      for (const old of [...held.keys()].slice(0, -HELD)) held.delete(old)
      return ground
    },
  }
}

async function made(
  { db }: Pick<House, 'db'>,
  thread: Thread,
  { id, version, level }: { id: number; version: number; level: Level },
  signal: AbortSignal,
): Promise<Ground> {
  const all = await plainAreas(db, id)
  const tree = new Map(all.map((area) => [area.code, area]))
  const areas = coverOf(all, level)
  const codes = areas.map(({ code }) => code)
  const graph = await thread.compute('graph', { wkbs: await shapesOf(db, id, codes) }, signal)
  return { edition: id, version, level, areas, streets: codes.map((code) => streetOf(tree, code)), graph, tree }
}
