import type { z } from 'zod'
import type { Words } from '../../words.ts'
import type { Fault } from './fault.ts'
import { expectedAt, faultWords, ROW_LEFT_OUT } from './faultWords.ts'

/** A row that can be used, and where it stands. */
export interface Row<T> {
  path: string
  row: T
}

/** Takes faults as they are found. */
export type Report = (path: string, id: string | null, words: Words) => void

export const reportTo =
  (faults: Fault[]): Report =>
  (path, id, words) => {
    faults.push({ path, id, words })
  }

/** Reads a list row by row: those that fit the schema, each id (where rows have one) once; the others are reported. */
export function rowsOf<T>(
  list: { name: string; value: unknown; idOf: ((row: T) => string) | null },
  schema: z.ZodType<T>,
  report: Report,
): Row<T>[] {
  const { name, value, idOf } = list
  if (!Array.isArray(value)) {
    const toDo = { zh: '按空列表计算', en: 'It is taken as empty' }
    report(name, null, faultWords({ zh: '列表', en: 'a list' }, value, toDo))
    return []
  }
  const seen = new Map<string, string>()
  return value.flatMap((one: unknown, at) => {
    const path = `${name}[${at}]`
    const parsed = schema.safeParse(one)
    if (!parsed.success) {
      for (const issue of parsed.error.issues)
        report(path + pathOf(issue.path), idIn(one), issueWords(issue, one, ROW_LEFT_OUT))
      return []
    }
    if (idOf === null) return [{ path, row: parsed.data }]
    const id = idOf(parsed.data)
    const first = seen.get(id)
    if (first !== undefined) {
      report(path, id, faultWords({ zh: '唯一的编号', en: 'an id of its own' }, `${id} (${first})`, ROW_LEFT_OUT))
      return []
    }
    seen.set(id, path)
    return [{ path, row: parsed.data }]
  })
}

/** What is wrong with a value, and what to do; a rule of a whole row says itself what it asks for. */
export function issueWords({ path, message }: z.core.$ZodIssue, value: unknown, toDo: Words): Words {
  return faultWords(ROW_RULES[message] ?? expectedAt(path, message), valueAt(value, path), toDo)
}

const ROW_RULES: Record<string, Words> = {
  'release must not be after due': { zh: 'release 不晚于 due', en: 'release not after due' },
}

/** The value at a path of a schema's issue; undefined where there is none. */
export const valueAt = (row: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>((value, key) => (value as Record<PropertyKey, unknown> | null | undefined)?.[key], row)

/** A path of a schema's issue as text, such as '.hours[0].from'. */
export const pathOf = (path: readonly PropertyKey[]): string =>
  path.map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`)).join('')

function idIn(row: unknown): string | null {
  const { id, code } = (row ?? {}) as { id?: unknown; code?: unknown }
  if (typeof id === 'string') return id
  return typeof code === 'string' ? code : null
}
