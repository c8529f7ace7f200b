import type { ZodType } from 'zod'
import { type Flaw, Problem } from './errors.ts'
import { textFlaws } from './text.ts'

/** The value as its contract has it, defaults filled in; `invalid-input` with every flaw otherwise. */
export function accept<T>(contract: ZodType<T>, value: unknown): T {
  const result = contract.safeParse(value)
  if (result.success) {
    const unstorable = textFlaws(result.data)
    if (unstorable.length > 0) throw new Problem('invalid-input', { flaws: unstorable })
    return result.data
  }
  const flaws = result.error.issues.map(
    (issue): Flaw => ({ path: issue.path.join('.'), expected: issue.message, got: shown(at(value, issue.path)) }),
  )
  throw new Problem('invalid-input', { flaws })
}

function at(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>((inner, key) => (inner as Record<PropertyKey, unknown> | undefined)?.[key], value)
}

const shown = (value: unknown): string => (value === undefined ? 'nothing' : JSON.stringify(value).slice(0, 80))
