import { Problem } from './errors.ts'

const NO_SUCH_TEXT = 'text without NUL characters and without halves of surrogate pairs'

/** What a contract lets through and the database does not, by SQLSTATE; which field it was is not known here. */
const UNSTORABLE: Readonly<Record<string, string>> = {
  '22021': NO_SUCH_TEXT,
  '22P05': NO_SUCH_TEXT,
  '22003': 'numbers the database can hold',
  '22008': 'days and times the database can hold',
}

/** JSON with half of a surrogate pair, which has no code of its own. */
const isHalfPair = (code?: string, message?: string) => code === '22P02' && /type json/.test(message ?? '')

/** `invalid-input` where the database refused a value; undefined for every other error. */
export function unstorable(error: unknown): Problem | undefined {
  const { code, message } = error as { code?: string; message?: string }
  const expected = isHalfPair(code, message) ? UNSTORABLE['22P05'] : UNSTORABLE[code ?? '']
  if (expected === undefined) return undefined
  return new Problem('invalid-input', { flaws: [{ path: '', expected, got: message ?? '' }], cause: error })
}
