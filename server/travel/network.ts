import type { TravelMatrix } from '../../geo/travel.ts'
import { askJson, PATIENCE, type Patience } from './askJson.ts'
import type { Block, Cells, Dialect } from './dialect.ts'
import type { Adapter, Question, TravelRefusal } from './travel.ts'

export interface Network extends Patience {
  /**
   * At most so many sources × as many destinations a request. OSRM's --max-table-size of 100 coordinates and Valhalla's
   * max_matrix_location_pairs of 2,500 allow 50 as they come.
   */
  blockSide: number
  /** Requests under way at once. */
  atOnce: number
}

export const NETWORK: Network = { ...PATIENCE, blockSide: 50, atOnce: 4 }

/** Longer is no travel but a fault of the server: 776 days, or as many kilometres. */
const LONGEST = 2 ** 26

/**
 * A routing server as a source of travel: the matrix is asked block by block, a few at once. Where no way leads, or a
 * place is near no road, the pairs are -1; nothing is guessed. One block that cannot be had refuses the whole.
 */
export function network(dialect: Dialect, limits: Network = NETWORK): Adapter {
  return async (question) => {
    const run = new Run(question, dialect, limits)
    const blocks = blocksOf(question, limits.blockSide)
    let next = 0
    const work = async () => {
      while (next < blocks.length && run.refusal === undefined) await run.fill(blocks[next++]!)
    }
    await Promise.all(Array.from({ length: limits.atOnce }, work))
    return run.refusal ?? run.matrix
  }
}

/** Rows and columns of the matrix that are asked in one request. */
interface Span {
  rows: readonly number[]
  columns: readonly number[]
}

function blocksOf({ sources, destinations }: Question, side: number): Span[] {
  const cut = (count: number) =>
    Array.from({ length: Math.ceil(count / side) }, (_, k) =>
      Array.from({ length: Math.min(side, count - k * side) }, (_, i) => k * side + i),
    )
  return cut(sources.length).flatMap((rows) => cut(destinations.length).map((columns) => ({ rows, columns })))
}

/** One matrix while it is being asked for. */
class Run {
  readonly matrix: TravelMatrix
  refusal: TravelRefusal | undefined
  readonly #question: Question
  readonly #dialect: Dialect
  readonly #limits: Network
  /** Whether a point is near a road, once that was asked. */
  readonly #onRoad = new Map<number, Promise<boolean>>()

  constructor(question: Question, dialect: Dialect, limits: Network) {
    this.#question = question
    this.#dialect = dialect
    this.#limits = limits
    const [from, to] = [question.sources.length, question.destinations.length]
    const cells = () => new Int32Array(from * to).fill(-1)
    this.matrix = { from, to, seconds: cells(), metres: cells() }
  }

  async fill(span: Span): Promise<void> {
    const cells = await this.#ask(span)
    if (cells !== 'off-road') return this.#put(span, cells)
    const { sources, destinations } = this.#question
    const rows = await this.#near(span.rows, sources)
    const columns = await this.#near(span.columns, destinations)
    const left = { rows, columns }
    if (rows.length === 0 || columns.length === 0 || this.refusal !== undefined) return
    const again = await this.#ask(left)
    if (again !== 'off-road') return this.#put(left, again)
    this.#refuse('wrong-answer', {
      zh: '路程服务称有地点不在路网附近，而逐一询问时每个地点都在',
      en: 'The travel server says that a place is near no road, and of each alone that it is near one',
    })
  }

  /** Of these rows or columns, those whose place is near a road: each is asked alone, from itself to itself. */
  async #near(lines: readonly number[], points: readonly number[]): Promise<number[]> {
    const near: number[] = []
    for (const line of lines) {
      const point = points[line]!
      if (!this.#onRoad.has(point)) this.#onRoad.set(point, this.#isOnRoad(point))
      if (await this.#onRoad.get(point)) near.push(line)
    }
    return near
  }

  async #isOnRoad(point: number): Promise<boolean> {
    const at = [this.#question.places.points[point]!]
    return (await this.#hear({ sources: at, destinations: at })) !== 'off-road'
  }

  #ask({ rows, columns }: Span): Promise<Cells | 'off-road' | undefined> {
    const { places, sources, destinations } = this.#question
    return this.#hear({
      sources: rows.map((row) => places.points[sources[row]!]!),
      destinations: columns.map((column) => places.points[destinations[column]!]!),
    })
  }

  /** Undefined where there is no usable answer; the refusal says why. */
  async #hear(block: Block): Promise<Cells | 'off-road' | undefined> {
    const { url, init } = this.#dialect.request(block)
    const heard = await askJson(url, init, this.#limits)
    if ('failure' in heard) return this.#refuse('unavailable', heard.failure)
    const said = this.#dialect.read(heard.status, heard.body)
    if ('offRoad' in said) return 'off-road'
    if ('fault' in said) return this.#refuse('wrong-answer', said.fault)
    if (fits(said.seconds, block) && fits(said.metres, block)) return said
    const shape = `${block.sources.length} × ${block.destinations.length}`
    return this.#refuse('wrong-answer', {
      zh: `路程表应为 ${shape}，且不超过 ${LONGEST} 秒和米；实际不符`,
      en: `The table must be ${shape} with at most ${LONGEST} seconds and metres; what came does not fit`,
    })
  }

  #put({ rows, columns }: Span, cells: Cells | undefined): void {
    if (cells === undefined) return
    const { to, seconds, metres } = this.matrix
    for (const [i, row] of rows.entries()) {
      for (const [j, column] of columns.entries()) {
        const [s, m] = [cells.seconds[i]![j] ?? null, cells.metres[i]![j] ?? null]
        if (s === null || m === null) continue
        seconds[row * to + column] = Math.round(s)
        metres[row * to + column] = Math.round(m)
      }
    }
  }

  #refuse(refusal: TravelRefusal['refusal'], words: { zh: string; en: string }): undefined {
    this.refusal ??= { refusal, ...words }
    return undefined
  }
}

const fits = (table: Cells['seconds'], { sources, destinations }: Block) =>
  table.length === sources.length &&
  table.every((row) => row.length === destinations.length && row.every((cell) => cell === null || cell <= LONGEST))
