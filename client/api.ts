/** The only fetch: every answer is parsed by the contract, every refusal becomes one typed error. */
import { z } from 'zod'
import {
  type Command,
  Directory,
  type Intake,
  LedgerEntry,
  Me,
  PlanOut,
  type PlanRequest,
  PlanSummary,
  ProblemOut,
  type Queue,
  QueuePage,
  Receipt,
  Refreshed,
  ReportDetail,
  type SignIn,
  Situation,
  type SituationQuery,
} from '../server/api.ts'
import { AreaCollection, type LevelName, ZoneCollection } from './map/area.ts'

export class ApiError extends Error {
  /** Code of server/errors.ts, or 'network' or 'contract' for what never reached or never fitted. */
  readonly code: string
  readonly words: { zh: string; en: string } | null
  readonly facts: Record<string, unknown>

  constructor(code: string, words: ApiError['words'] = null, facts: Record<string, unknown> = {}, cause?: unknown) {
    super(words?.en ?? code, { cause })
    this.code = code
    this.words = words
    this.facts = facts
  }
}

/** The session's CSRF token, and what to do when the server no longer knows us. Set by state/session. */
export const door = { csrf: '', onSignedOut: () => {} }

async function ask<T>(schema: z.ZodType<T>, method: string, path: string, body?: unknown): Promise<T> {
  const answer = await fetch(path, {
    method,
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

async function refusal(answer: Response): Promise<ApiError> {
  const parsed = ProblemOut.safeParse(await answer.json().catch(() => undefined))
  if (!parsed.success) return new ApiError(`http-${answer.status}`)
  const { code, zh, en, facts } = parsed.data.error
  if (code === 'not-signed-in') door.onSignedOut()
  return new ApiError(code, { zh, en }, facts)
}

const nothing = z.unknown().transform(() => undefined)

export const signIn = (input: z.input<typeof SignIn>) => ask(Me, 'POST', '/api/session', input)
export const whoAmI = () => ask(Me, 'GET', '/api/session')
export const signOut = () => ask(nothing, 'DELETE', '/api/session')
export const directory = () => ask(Directory, 'GET', '/api/directory')
export const queuePage = (queue: Queue, after: string | null) =>
  ask(QueuePage, 'GET', `/api/reports?${new URLSearchParams({ queue, ...(after === null ? {} : { after }) })}`)
export const report = (id: number) => ask(ReportDetail, 'GET', `/api/reports/${id}`)
export const move = (id: number, command: Command) => ask(ReportDetail, 'POST', `/api/reports/${id}/moves`, command)
export const file = (intake: z.input<typeof Intake>) => ask(Receipt, 'POST', '/api/reports', intake)
export const areas = (level: LevelName) => ask(AreaCollection, 'GET', `/api/territory/areas?level=${level}`)
export const zones = () => ask(ZoneCollection, 'GET', '/api/territory/zones')
export const situation = (query: z.input<typeof SituationQuery>) =>
  ask(Situation, 'GET', `/api/situation?${new URLSearchParams(query as Record<string, string>)}`)
export const refreshSituation = () => ask(Refreshed, 'POST', '/api/situation/refresh')
export const plans = () => ask(z.array(PlanSummary), 'GET', '/api/plans')
export const plan = (id: number) => ask(PlanOut, 'GET', `/api/plans/${id}`)
export const makePlan = (request: PlanRequest) => ask(PlanOut, 'POST', '/api/plans', request)
export const makeRounds = (id: number) => ask(PlanOut, 'POST', `/api/plans/${id}/rounds`)
export const ledger = (id: number) => ask(z.array(LedgerEntry), 'GET', `/api/plans/${id}/ledger`)
/** The address EventSource opens; it carries the session cookie by itself. */
export const LIVE = '/api/live'
