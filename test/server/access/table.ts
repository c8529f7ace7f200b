import { Role } from '../../../server/api.ts'

/** Open to strangers too. */
export const ANYBODY = 'anybody'
const ALL = Role.options
const PLANNING: readonly Role[] = ['planner', 'administrator']
const BOUNDARIES: readonly Role[] = ['administrator']
const OVERSEEING: readonly Role[] = ['operator', 'planner', 'leader', 'administrator']

/** The client's own page, whatever its path: a file without any data, open like every other file of the client. */
export const CLIENT_PAGE = /^GET \/\^/

export type Row = readonly [
  what: string,
  route: string,
  url: string,
  roles: typeof ANYBODY | readonly Role[],
  /** What those who may get; everybody else gets 401 without a session and 403 with one. */
  status: number,
  body?: unknown,
]

/** Who may do what. A route that is mounted and not named here fails the test beside this file. */
export const TABLE: readonly Row[] = [
  ['health', 'GET /api/health', '/api/health', ANYBODY, 200],
  ['sign in', 'POST /api/session', '/api/session', ANYBODY, 422, {}],
  ['who am I', 'GET /api/session', '/api/session', ALL, 200],
  ['sign out', 'DELETE /api/session', '/api/session', ALL, 204],
  ['new password', 'POST /api/session/password', '/api/session/password', ALL, 422, {}],
  ['names', 'GET /api/directory', '/api/directory', ALL, 409],
  ['live', 'GET /api/live', '/api/live', ALL, 200],
  ['plans', 'GET /api/plans', '/api/plans', OVERSEEING, 200],
  ['new plan', 'POST /api/plans', '/api/plans', PLANNING, 422, {}],
  ['plan', 'GET /api/plans/:id', '/api/plans/1', OVERSEEING, 404],
  ['rounds', 'POST /api/plans/:id/rounds', '/api/plans/1/rounds', PLANNING, 404, {}],
  ['ledger', 'GET /api/plans/:id/ledger', '/api/plans/1/ledger', OVERSEEING, 200],
  ['editions', 'GET /api/territory/editions', '/api/territory/editions', ALL, 200],
  ['new edition', 'POST /api/territory/editions', '/api/territory/editions', BOUNDARIES, 422, {}],
  ['import', 'POST /api/territory/editions/:id/import', '/api/territory/editions/1/import', BOUNDARIES, 422, {}],
  ['check', 'POST /api/territory/editions/:id/check', '/api/territory/editions/1/check', BOUNDARIES, 404, {}],
  ['faults', 'GET /api/territory/editions/:id/faults', '/api/territory/editions/1/faults', ALL, 404],
  ['publish', 'POST /api/territory/editions/:id/publish', '/api/territory/editions/1/publish', BOUNDARIES, 422, {}],
  ['drop edition', 'DELETE /api/territory/editions/:id', '/api/territory/editions/1', BOUNDARIES, 404],
  ['areas', 'GET /api/territory/areas', '/api/territory/areas?level=street', ALL, 409],
  ['zones', 'GET /api/territory/zones', '/api/territory/zones', ALL, 409],
  ['new zone', 'POST /api/territory/zones', '/api/territory/zones', BOUNDARIES, 422, {}],
]
