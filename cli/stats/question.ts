import type { Graph } from '../../analytics/stats/graph.ts'
import { type AreaFile, metres, numbers, refusal, UNITS } from './areas.ts'
import { isPlaced, neighboursOf } from './neighbours.ts'

/** Options as they came from the command line. */
export type Wish = Readonly<Record<string, string | boolean | undefined>>

/** What a method is given; what it does not look at is neither read nor needed. */
export interface Question {
  /** The first column of `--values`. */
  readonly values: Float64Array
  /** All columns of `--values`, one after the other: row i of column t is at t · rows + i. */
  readonly slices: Float64Array
  /** How many columns. */
  readonly steps: number
  /** Null: the values are taken as they are. */
  readonly population: Float64Array | null
  readonly graph: Graph
  /** 1 for each row that the graph can place: all of them, unless it is drawn from shapes and a row has none. */
  readonly placed: Uint8Array
  /** Null: the normal approximation. */
  readonly draws: { permutations: number; seed: number } | null
  /** The rows that have a shape, with a point of each in metres. */
  readonly places: { rows: number[]; x: Float64Array; y: Float64Array }
  readonly rows: number
  /** The column that an option names. @throws Problem when it is not given or not there */
  column(option: string): Float64Array
  has(option: string): boolean
  /** The number that an option gives. @throws Problem when it is none or not above 0 */
  amount(option: string, unless?: number): number
  /** @throws Problem when it is none of these */
  choice<T extends string>(option: string, of: readonly T[]): T
}

export function questionOf(areas: AreaFile, wish: Wish): Question {
  const text = (option: string) => (typeof wish[option] === 'string' ? wish[option] : '')
  const needed = (option: string, what: string) => text(option) || fail(option, what, 'nothing')
  const names = () => columnsNamed(areas, needed('values', 'a column'))
  const column = (option: string) => numbers(areas, needed(option, 'a column'))
  const choice = <T extends string>(option: string, of: readonly T[]) => {
    const given = text(option) || of[0]!
    return of.find((one) => one === given) ?? fail(option, of.join(', '), given)
  }
  const amountOf = (option: string, least: number) => whole(option, text(option) || '1', least)
  const weights = text('weights') || 'queen'
  return {
    get values() {
      return numbers(areas, names()[0]!)
    },
    get slices() {
      return Float64Array.from(names().flatMap((name) => [...numbers(areas, name)]))
    },
    get steps() {
      return names().length
    },
    get population() {
      return text('population') === '' ? null : column('population')
    },
    get graph() {
      return neighboursOf(areas, { weights, id: text('id'), unit: choice('unit', UNITS) })
    },
    get placed() {
      return Uint8Array.from(areas.features, (feature) => Number(isPlaced(feature, weights)))
    },
    get draws() {
      if (text('permutations') === '') return null
      return { permutations: amountOf('permutations', 1), seed: amountOf('seed', 0) }
    },
    get places() {
      const { x, y, usable } = metres(areas, choice('unit', UNITS))
      const rows = [...usable.keys()].filter((i) => usable[i] === 1)
      const pick = (values: Float64Array) => Float64Array.from(rows, (i) => values[i]!)
      return { rows, x: pick(x), y: pick(y) }
    },
    rows: areas.features.length,
    column,
    has: (option) => text(option) !== '',
    amount: (option, unless) => {
      if (text(option) === '' && unless !== undefined) return unless
      const value = Number(needed(option, 'a number above 0'))
      return value > 0 && Number.isFinite(value) ? value : fail(option, 'a number above 0', text(option))
    },
    choice,
  }
}

/** `a,b,c` or `week*`: the columns of that beginning in the order of the file. @throws Problem when there is none */
function columnsNamed({ features }: AreaFile, wish: string): string[] {
  const all = [...new Set(features.flatMap(({ properties }) => Object.keys(properties ?? {})))]
  return wish.split(',').flatMap((part) => {
    const name = part.trim()
    if (!name.endsWith('*') || all.includes(name)) return [name]
    const found = all.filter((one) => one.startsWith(name.slice(0, -1)))
    if (found.length === 0) throw refusal(name, all.join(', ') || 'a property', 'no such column')
    return found
  })
}

function whole(option: string, value: string, least: number): number {
  const fits = /^\d{1,7}$/.test(value) && Number(value) >= least
  return fits ? Number(value) : fail(option, `a whole number from ${least}, of at most 7 digits`, value)
}

function fail(option: string, expected: string, got: string): never {
  throw refusal(`--${option}`, expected, got)
}
