import type { Flaw } from './errors.ts'

/** What PostgreSQL cannot store as text: NUL, and halves of surrogate pairs. Each string of a value is looked at. */
export function textFlaws(value: unknown, path = ''): Flaw[] {
  if (typeof value === 'string') {
    return value.includes('\0') || !value.isWellFormed()
      ? [
          {
            path,
            expected: 'text without NUL and without half surrogate pairs',
            got: JSON.stringify(value.slice(0, 80)),
          },
        ]
      : []
  }
  if (value === null || typeof value !== 'object') return []
  return Object.entries(value).flatMap(([key, inner]) => textFlaws(inner, path === '' ? key : `${path}.${key}`))
}

/** A text as PostgreSQL can store it: what it cannot is replaced by U+FFFD. For what is kept only to be looked at. */
export const storable = (text: string): string => text.replaceAll('\0', '\ufffd').toWellFormed()
