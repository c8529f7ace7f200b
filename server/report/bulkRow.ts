import { z } from 'zod'
import { Intake } from '../api/report.ts'
import { type Flaw, Problem } from '../errors.ts'

/** Columns a bulk file may have, in any order; columns of other names are left alone. */
export const COLUMNS = [
  'idempotency_key',
  'observed_at',
  'crs',
  'x',
  'y',
  'accuracy_m',
  'category',
  'matter',
  'description',
  'photo',
] as const
export type Column = (typeof COLUMNS)[number]
export type Raw = Partial<Record<Column, string>>

/** Which column of the file stands for which of ours, and a value for a column the file does not have. */
export const Mapping = z.strictObject({
  columns: z.partialRecord(z.enum(COLUMNS), z.string().min(1).max(200)).default({}),
  defaults: z.partialRecord(z.enum(COLUMNS), z.string().max(4000)).default({}),
})
export type Mapping = z.infer<typeof Mapping>

/** One raw row by our names: mapped columns first, columns that already bear our names, then the defaults. */
export function mapped(record: Readonly<Record<string, string>>, { columns, defaults }: Mapping): Raw {
  const fields = COLUMNS.flatMap((column) => {
    const value = record[columns[column] ?? column]?.trim() || defaults[column]
    return value === undefined || value === '' ? [] : [[column, value] as const]
  })
  return Object.fromEntries(fields)
}

/** What the header must have for this mapping but does not, or has twice. */
export function headerFlaws(header: readonly string[], { columns, defaults }: Mapping): Flaw[] {
  const got = header.join(', ').slice(0, 400)
  const has = (column: Column) => header.includes(columns[column] ?? column) || defaults[column] !== undefined
  const flaws: Flaw[] = []
  if (!has('observed_at')) flaws.push({ path: 'observed_at', expected: 'a column of this name', got })
  if (!has('category') && !has('matter')) {
    flaws.push({ path: 'category', expected: 'a column "category" or "matter"', got })
  }
  for (const [column, name] of Object.entries(columns)) {
    if (!header.includes(name)) flaws.push({ path: column, expected: `a column "${name}"`, got })
  }
  for (const column of COLUMNS) {
    const name = columns[column] ?? column
    if (header.indexOf(name) !== header.lastIndexOf(name)) {
      flaws.push({ path: column, expected: `one column "${name}"`, got })
    }
  }
  return flaws
}

/** A row as an intake, or every flaw of it. Rows without a position are taken; half a position is a flaw. */
export function intakeOf(raw: Raw, fallbackKey: string): Intake | Problem {
  const { idempotency_key = fallbackKey, observed_at, crs, x, y, accuracy_m, photo, description = '' } = raw
  const position = x === undefined && y === undefined ? null : { crs, x: number(x), y: number(y) }
  const accuracy = accuracy_m === undefined ? {} : { accuracyM: number(accuracy_m) }
  const result = Intake.safeParse({
    idempotencyKey: idempotency_key,
    observedAt: observed_at,
    position: position && { ...position, ...accuracy },
    category: raw.category,
    matter: raw.matter,
    description,
    photo,
  })
  return result.success ? result.data : new Problem('invalid-input', { flaws: flawsOf(result.error, raw) })
}

/** Decimal numbers only: no hexadecimal, no thousands separators, no blank that would count as 0. */
const number = (text: string | undefined): number | string | undefined =>
  text !== undefined && /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text) ? Number(text) : text

const COLUMN_OF: Readonly<Record<string, Column>> = {
  idempotencyKey: 'idempotency_key',
  observedAt: 'observed_at',
  'position.crs': 'crs',
  'position.x': 'x',
  'position.y': 'y',
  'position.accuracyM': 'accuracy_m',
}

const flawsOf = (error: z.ZodError, raw: Raw): Flaw[] =>
  error.issues.map((issue) => {
    const path = issue.path.join('.')
    const column = COLUMN_OF[path] ?? (path as Column)
    return { path: column, expected: issue.message, got: raw[column]?.slice(0, 80) ?? 'nothing' }
  })
