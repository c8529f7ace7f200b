/** What the client asks of the product; doors of single screens stand in api/. */
import { z } from 'zod'
import { Me, type SignIn } from '../server/api/access.ts'
import { Directory } from '../server/api/directory.ts'
import { LedgerEntry, PlanOut, type PlanRequest, PlanSummary } from '../server/api/plan.ts'
import { type Command, type Intake, type Queue, QueuePage, Receipt, ReportDetail } from '../server/api/report.ts'
import { Refreshed, Situation, type SituationQuery } from '../server/api/situation.ts'
import { ask } from './ask.ts'
import { AreaCollection, type LevelName, ZoneCollection } from './map/area.ts'

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
export const makeRounds = (id: number, signal: AbortSignal) =>
  ask(PlanOut, 'POST', `/api/plans/${id}/rounds`, undefined, signal)
export const ledger = (id: number) => ask(z.array(LedgerEntry), 'GET', `/api/plans/${id}/ledger`)
/** The address EventSource opens; it carries the session cookie by itself. */
export const LIVE = '/api/live'
