import type { Words } from '../../analytics/stats/explain.ts'
import { readAreas, refusal } from './areas.ts'
import { METHODS } from './methods.ts'
import { questionOf, type Wish } from './question.ts'
import { withTable } from './table.ts'
import { writeAnswer } from './write.ts'

/** Methods that look at places alone. */
const WITHOUT_VALUES = new Set(['clusters', 'knox', 'density'])

/**
 * Reads `wish.areas`, asks the method, writes `wish.out` and says what was found.
 * @throws Problem naming the option that is missing or does not fit
 */
export async function answer(name: string, wish: Wish): Promise<Words> {
  const method = Object.hasOwn(METHODS, name) ? METHODS[name] : undefined
  if (method === undefined) throw refusal('METHOD', Object.keys(METHODS).join(', '), name || 'nothing')
  const file = needed('--areas', wish.areas)
  if (!WITHOUT_VALUES.has(name)) needed('--values', wish.values)
  const out = needed('--out', wish.out)
  if (!/\.(csv|geojson|json)$/.test(out)) throw refusal('--out', 'a file named .geojson, .json or .csv', out)
  const drawn = await readAreas(file)
  const areas = typeof wish.table === 'string' ? await withTable(drawn, wish.table, needed('--id', wish.id)) : drawn
  const found = fitting(name, () => method(questionOf(areas, wish)))
  const { areas: _from, out: _to, help: _help, ...asked } = wish
  await writeAnswer(out, areas, { ...found, facts: { method: name, ...asked, ...found.facts } })
  return found.words
}

/** What a statistic cannot take, as its docstring says, is a fault of what it was given. */
function fitting<T>(name: string, method: () => T): T {
  try {
    return method()
  } catch (error) {
    if (error instanceof RangeError) throw refusal(name, 'values and neighbours that fit the method', error.message)
    throw error
  }
}

function needed(name: string, value: string | boolean | undefined): string {
  if (typeof value !== 'string' || value === '') throw refusal(name, 'a value', 'nothing')
  return value
}
