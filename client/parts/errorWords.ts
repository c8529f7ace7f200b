import { z } from 'zod'
import { Words } from '../../server/api/terms.ts'
import { ApiError } from '../ask.ts'
import { say, t } from '../i18n/i18n.svelte.ts'

/** The cause of an error in the language of the screens. */
export function causeOf(error: unknown): string {
  if (!(error instanceof ApiError)) return String(error)
  if (error.words !== null) return say(error.words)
  return t(error.code === 'contract' ? 'error.contract' : 'error.network')
}

export const codeOf = (error: unknown): string => (error instanceof ApiError ? error.code : 'client')

const FLAWS_SHOWN = 5

/** What of the input does not fit, in the language of the screens where the flaw is told in both ("中文 / English"). */
export function flawsOf(error: unknown): string[] {
  if (!(error instanceof ApiError)) return []
  return error.flaws.slice(0, FLAWS_SHOWN).map(flawLine)
}

const Reasons = z.array(z.object({ feature: z.number().nullable(), reason: Words }))

/** Why a boundary file was refused, where the error tells: the first reasons, each with its feature. */
export function reasonsOf(error: unknown): string[] {
  const parsed = error instanceof ApiError ? Reasons.safeParse(error.facts.problems) : null
  return (parsed?.data ?? [])
    .slice(0, FLAWS_SHOWN)
    .map(({ feature, reason }) => [feature === null ? '' : t('import.problem', { n: feature }), say(reason)])
    .map((parts) => parts.filter((part) => part !== '').join(' · '))
}

/** One flaw as a line, in the language of the screens. */
export const flawLine = ({ path, expected, got }: { path: string; expected: string; got: string }): string =>
  `${path}: ${inOurTongue(got)} → ${inOurTongue(expected)}`

function inOurTongue(text: string): string {
  const [zh, en] = text.split(' / ', 2)
  return en === undefined || !/\p{Script=Han}/u.test(zh!) ? text : say({ zh: zh!, en })
}
