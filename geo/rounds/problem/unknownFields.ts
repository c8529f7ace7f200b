import { faultWords } from './faultWords.ts'
import { problemSchema } from './problemSchema.ts'
import type { Report } from './rows.ts'

/** What is read of a JSON schema here. */
interface Schema {
  properties?: Record<string, Schema>
  items?: Schema
  anyOf?: Schema[]
  oneOf?: Schema[]
}

/** An editor's note of which schema a file follows. */
const NOTE = '$schema'

/** Reports each field of a problem file that nobody reads: where it stands first, and how often. */
export function reportUnknownFields(file: object, report: Report): void {
  const found = new Map<string, Unknown & { times: number }>()
  for (const one of unknownIn(problemSchema(), { ...file, [NOTE]: undefined }, '', '')) {
    const first = found.get(one.row)
    if (first === undefined) found.set(one.row, { ...one, times: 1 })
    else first.times++
  }
  for (const { path, name, known, times } of found.values()) {
    const fields = known.join(', ')
    const toDo = {
      zh: `该字段未读取（共 ${times} 处），请更名或删除`,
      en: `It is not read (${times} times); rename it or take it out`,
    }
    report(path, null, faultWords({ zh: `字段 ${fields} 之一`, en: `one of the fields ${fields}` }, name, toDo))
  }
}

interface Unknown {
  path: string
  /** The path without the numbers of rows. */
  row: string
  name: string
  known: string[]
}

function* unknownIn(schema: Schema, value: unknown, path: string, row: string): Generator<Unknown> {
  const kinds = schema.anyOf ?? schema.oneOf ?? [schema]
  if (Array.isArray(value)) {
    const items = kinds.find((kind) => kind.items !== undefined)?.items
    if (items === undefined) return
    for (const [at, one] of value.entries()) yield* unknownIn(items, one, `${path}[${at}]`, `${row}[]`)
  } else if (typeof value === 'object' && value !== null) {
    const fields: Record<string, Schema> = Object.assign({}, ...kinds.map(({ properties }) => properties))
    const known = Object.keys(fields)
    if (known.length === 0) return
    for (const [name, inner] of Object.entries(value)) {
      if (inner === undefined) continue
      const [at, of] = path === '' ? [name, name] : [`${path}.${name}`, `${row}.${name}`]
      if (Object.hasOwn(fields, name)) yield* unknownIn(fields[name]!, inner, at, of)
      else yield { path: at, row: of, name, known }
    }
  }
}
