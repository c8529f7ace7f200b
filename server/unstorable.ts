import { Problem } from './errors.ts'

/** What a contract lets through and the database does not, by SQLSTATE; which field it was is not known here. */
const UNSTORABLE: Readonly<Record<string, string>> = {
  '22021': 'text without NUL characters',
  '22P05': 'text without NUL characters',
  '22003': 'numbers the database can hold',
  '22008': 'days and times the database can hold',
}

/** `invalid-input` where the database refused a value; undefined for every other error. */
export function unstorable(error: unknown): Problem | undefined {
  const { code, message } = error as { code?: string; message?: string }
  const expected = UNSTORABLE[code ?? '']
  if (expected === undefined) return undefined
  return new Problem('invalid-input', { flaws: [{ path: '', expected, got: message ?? '' }], cause: error })
}
