import { STEP, type Steps } from './steps.ts'
import { type Area, LEVELS, type Level } from './types.ts'

/**
 * What is said of areas beside their shapes, as JSON texts one behind the other, and where each ends. The first text is
 * the codes of all parents, so that siblings share a string; the others are rows of STEP areas each.
 */
export interface Table {
  table: Uint8Array
  tableEnds: Float64Array
}

/** Level by its number, code, name, parent by its place among the parents. */
type AreaRow = [level: number, code: string, name: string, parent: number | null]

export function tableOf(areas: readonly Area[]): Table {
  const parents = [...new Set(areas.flatMap(({ parent }) => parent ?? []))]
  const places = new Map(parents.map((code, place) => [code, place]))
  const texts = [encoded(parents)]
  for (let from = 0; from < areas.length; from += STEP) {
    const rows = areas.slice(from, from + STEP).map(({ level, code, name, parent }): AreaRow => {
      return [LEVELS.indexOf(level), code, name, parent === null ? null : places.get(parent)!]
    })
    texts.push(encoded(rows))
  }
  const tableEnds = new Float64Array(texts.length)
  texts.forEach((text, k) => {
    tableEnds[k] = (tableEnds[k - 1] ?? 0) + text.length
  })
  const table = new Uint8Array(tableEnds.at(-1)!)
  texts.forEach((text, k) => {
    table.set(text, tableEnds[k]! - text.length)
  })
  return { table, tableEnds }
}

/** The areas of a table; each reads its geometry, by its place in the table, when it is first asked for it. */
export function* areasIn({ table, tableEnds }: Table, read: ReadGeometry): Steps<Area[]> {
  const text = (k: number): unknown => JSON.parse(decoder.decode(table.subarray(tableEnds[k - 1] ?? 0, tableEnds[k])))
  const parents = text(0) as string[]
  const areas: Area[] = []
  for (let k = 1; k < tableEnds.length; k++) {
    yield
    for (const [level, code, name, parent] of text(k) as AreaRow[]) {
      const said = { level: LEVELS[level]!, code, name, parent: parent === null ? null : parents[parent]! }
      areas.push(new KeptArea(said, areas.length, read))
    }
  }
  return areas
}

const decoder = new TextDecoder()
const encoded = (value: unknown) => new TextEncoder().encode(JSON.stringify(value))

type ReadGeometry = (place: number) => Area['geometry']

/**
 * One property for all areas: an object literal with a getter of its own takes four times as long and much memory. It is
 * the area's own, so that copies of an area have a geometry.
 */
const GEOMETRY = {
  enumerable: true,
  get(this: KeptArea) {
    return KeptArea.geometryOf(this)
  },
}

class KeptArea implements Area {
  readonly level: Level
  readonly code: string
  readonly name: string
  readonly parent: string | null
  declare readonly geometry: Area['geometry']
  readonly #place: number
  readonly #read: ReadGeometry
  #made: Area['geometry'] | undefined

  constructor({ level, code, name, parent }: Omit<Area, 'geometry'>, place: number, read: ReadGeometry) {
    this.level = level
    this.code = code
    this.name = name
    this.parent = parent
    this.#place = place
    this.#read = read
    Object.defineProperty(this, 'geometry', GEOMETRY)
  }

  static geometryOf(area: KeptArea): Area['geometry'] {
    area.#made ??= area.#read(area.#place)
    return area.#made
  }
}
