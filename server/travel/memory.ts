import type { TravelMatrix } from '../../geo/travel.ts'
import type { LonLat } from '../../geo/types.ts'
import { type Adapter, isTravelRefusal, type Question } from './travel.ts'

/** Pairs that may be remembered: some 50 MB. */
const PAIRS = 1_000_000

/**
 * Remembers what an adapter answered, so that only new pairs are asked: a place that joins a zone costs its row and its
 * column. Places are told apart to 1e-5 degrees (a metre). Bounded: sources not asked for longest are forgotten. A
 * refusal is not remembered.
 */
export function remembering(adapter: Adapter, limit = PAIRS): Adapter {
  const memory = new Memory(limit)
  return async (question) => {
    const { places, sources, destinations } = question
    const from = sources.map((index) => keyOf(places.points[index]!))
    const to = destinations.map((index) => keyOf(places.points[index]!))
    const fresh = new Memory(Infinity)
    for (const { rows, columns } of unknown(from, to, memory)) {
      const asked = { places, sources: pick(sources, rows), destinations: pick(destinations, columns) }
      const answer = await adapter(asked)
      if (isTravelRefusal(answer)) return answer
      fresh.take(pick(from, rows), pick(to, columns), answer)
    }
    const matrix = assembled(question, from, to, [fresh, memory])
    memory.take(from, to, matrix)
    return matrix
  }
}

const pick = <T>(items: readonly T[], indexes: readonly number[]): T[] => indexes.map((index) => items[index]!)

const keyOf = ([lon, lat]: LonLat) => `${lon.toFixed(5)},${lat.toFixed(5)}`

/** Seconds and metres of a pair in one number: seconds · 2^27 + metres; NO_WAY where there is none. */
const SECOND = 2 ** 27
const NO_WAY = -1

class Memory {
  readonly #limit: number
  readonly #rows = new Map<string, Map<string, number>>()
  #pairs = 0

  constructor(limit: number) {
    this.#limit = limit
  }

  of(from: string, to: string): number | undefined {
    return this.#rows.get(from)?.get(to)
  }

  take(from: readonly string[], to: readonly string[], { seconds, metres }: TravelMatrix): void {
    for (const [i, a] of from.entries()) {
      const row = this.#rows.get(a) ?? new Map<string, number>()
      this.#pairs -= row.size
      for (const [j, b] of to.entries()) {
        const cell = i * to.length + j
        row.set(b, seconds[cell]! < 0 ? NO_WAY : seconds[cell]! * SECOND + metres[cell]!)
      }
      this.#pairs += row.size
      // A Map keeps the order of insertion: what was asked for last stands last.
      this.#rows.delete(a)
      this.#rows.set(a, row)
    }
    this.#forget()
  }

  #forget(): void {
    for (const [from, row] of this.#rows) {
      if (this.#pairs <= this.#limit) return
      this.#pairs -= row.size
      this.#rows.delete(from)
    }
  }
}

interface Block {
  rows: number[]
  columns: number[]
}

/** What has to be asked: rows with the same unknown columns make one block. A place that stands twice is asked once. */
function unknown(from: readonly string[], to: readonly string[], memory: Memory): Block[] {
  const blocks = new Map<string, Block>()
  const columnsOnce = [...new Map(to.map((key, j) => [key, j]))]
  for (const [a, row] of new Map(from.map((key, i) => [key, i]))) {
    const columns = columnsOnce.filter(([b]) => memory.of(a, b) === undefined).map(([, j]) => j)
    if (columns.length === 0) continue
    const block = blocks.get(columns.join())
    if (block === undefined) blocks.set(columns.join(), { rows: [row], columns })
    else block.rows.push(row)
  }
  return [...blocks.values()]
}

function assembled(
  { sources, destinations }: Question,
  from: readonly string[],
  to: readonly string[],
  memories: readonly Memory[],
): TravelMatrix {
  const cells = sources.length * destinations.length
  const [seconds, metres] = [new Int32Array(cells).fill(-1), new Int32Array(cells).fill(-1)]
  for (const [i, a] of from.entries()) {
    for (const [j, b] of to.entries()) {
      const pair = memories.map((memory) => memory.of(a, b)).find((found) => found !== undefined) ?? NO_WAY
      if (pair === NO_WAY) continue
      seconds[i * to.length + j] = Math.floor(pair / SECOND)
      metres[i * to.length + j] = pair % SECOND
    }
  }
  return { from: sources.length, to: destinations.length, seconds, metres }
}
