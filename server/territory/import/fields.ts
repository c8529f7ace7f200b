import { isStorable, textOf } from '../../../geo/gridcode/naming.ts'

/** What a file's column holds. */
export interface Field {
  name: string
  /** Features that have a usable value. */
  filled: number
  /** Different values; null beyond what is counted. */
  distinct: number | null
  samples: string[]
  /** Share of the usable values that are digits only. */
  numeric: number
}

const SAMPLES = 5
const MOST_FIELDS = 200
/** Different values held of all columns together. */
const MOST_VALUES = 400_000

/** Looks through the properties of every feature. */
export class Fields {
  readonly #seen = new Map<string, { filled: number; numeric: number; values: Set<string> | null; samples: string[] }>()
  #held = 0

  add(properties: Record<string, unknown>): void {
    for (const [name, value] of Object.entries(properties)) {
      let field = this.#seen.get(name)
      if (field === undefined) {
        if (this.#seen.size >= MOST_FIELDS || !isStorable(name)) continue
        field = { filled: 0, numeric: 0, values: new Set(), samples: [] }
        this.#seen.set(name, field)
      }
      const text = textOf(value)
      if (text === undefined) continue
      field.filled += 1
      if (/^\d+$/.test(text)) field.numeric += 1
      if (field.samples.length < SAMPLES && !field.samples.includes(text)) field.samples.push(text)
      if (field.values === null || field.values.has(text)) continue
      field.values.add(text)
      this.#held += 1
      if (this.#held > MOST_VALUES) this.#stopCounting()
    }
  }

  /** The column with the most values is no longer counted: it makes room for the others. */
  #stopCounting(): void {
    const [most] = [...this.#seen.values()].sort((a, b) => (b.values?.size ?? 0) - (a.values?.size ?? 0))
    this.#held -= most!.values!.size
    most!.values = null
  }

  list(): Field[] {
    return [...this.#seen].map(([name, { filled, numeric, values, samples }]) => ({
      name,
      filled,
      distinct: values?.size ?? null,
      samples,
      numeric: filled === 0 ? 0 : numeric / filled,
    }))
  }
}
