/** The only fetch: every answer is parsed by the contract, every refusal becomes one typed error. */
import type { z } from 'zod'
import { ProblemOut } from '../server/api/problem.ts'

type Flaw = ProblemOut['error']['flaws'][number]

export class ApiError extends Error {
  /** Code of server/errors.ts, or 'network' or 'contract' for what never reached or never fitted. */
  readonly code: string
  readonly words: { zh: string; en: string } | null
  readonly facts: Record<string, unknown>
  /** What of the input does not fit; empty where that is not the trouble. */
  readonly flaws: readonly Flaw[]

  constructor(
    code: string,
    words: ApiError['words'] = null,
    facts: Record<string, unknown> = {},
    cause?: unknown,
    flaws: readonly Flaw[] = [],
  ) {
    super(words?.en ?? code, { cause })
    this.code = code
    this.words = words
    this.facts = facts
    this.flaws = flaws
  }
}

/** The session's CSRF token, and what to do when the server no longer knows us. Set by state/session. */
export const door = { csrf: '', onSignedOut: () => {} }

/** Asks one door; the answer is parsed by its contract. The signal gives the question up. */
export async function ask<T>(
  schema: z.ZodType<T>,
  method: string,
  path: string,
  body?: unknown,
  signal?: AbortSignal,
): Promise<T> {
  const answer = await fetch(path, {
    method,
    ...(signal && { signal }),
    headers: {
      accept: 'application/json',
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(method === 'GET' ? {} : { 'x-csrf-token': door.csrf }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  }).catch((cause: unknown) => {
    throw new ApiError('network', null, {}, cause)
  })
  if (!answer.ok) throw await refusal(answer)
  const value: unknown = answer.status === 204 ? undefined : await answer.json().catch(() => undefined)
  const parsed = schema.safeParse(value)
  if (!parsed.success) throw new ApiError('contract', null, { path, issues: parsed.error.issues.slice(0, 3) })
  return parsed.data
}

/** The typed error of an answer that is not ok. */
export async function refusal(answer: Response): Promise<ApiError> {
  const parsed = ProblemOut.safeParse(await answer.json().catch(() => undefined))
  if (!parsed.success) return new ApiError(`http-${answer.status}`)
  const { code, zh, en, facts, flaws } = parsed.data.error
  if (code === 'not-signed-in') door.onSignedOut()
  return new ApiError(code, { zh, en }, facts, undefined, flaws)
}
