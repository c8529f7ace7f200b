import { ApiError } from '../ask.ts'
import { say, t } from '../i18n/i18n.svelte.ts'

/** The cause of an error in the language of the screens. */
export function causeOf(error: unknown): string {
  if (!(error instanceof ApiError)) return String(error)
  if (error.words !== null) return say(error.words)
  return t(error.code === 'contract' ? 'error.contract' : 'error.network')
}

export const codeOf = (error: unknown): string => (error instanceof ApiError ? error.code : 'client')
