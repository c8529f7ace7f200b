import { Role } from '../../../server/api.ts'

/** Open to strangers too. */
export const ANYBODY = 'anybody'
const ALL = Role.options
const ADMINISTRATION: readonly Role[] = ['administrator']
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
  ['names', 'GET /api/directory', '/api/directory', ALL, 200],
  ['report', 'POST /api/reports', '/api/reports', ['operator', 'officer'], 422, {}],
  ['reports', 'GET /api/reports', '/api/reports', ALL, 200],
  ['reports in bulk', 'POST /api/reports/bulk', '/api/reports/bulk', ['operator', 'administrator'], 415, {}],
  ['detail', 'GET /api/reports/:id', '/api/reports/1', ALL, 404],
  ['move', 'POST /api/reports/:id/moves', '/api/reports/1/moves', ['operator', 'officer'], 422, {}],
  ['batch', 'GET /api/batches/:id', '/api/batches/1', ['operator', 'administrator'], 404],
  ['batch rows', 'GET /api/batches/:id/rows.csv', '/api/batches/1/rows.csv', ['operator', 'administrator'], 404],
  ['live', 'GET /api/live', '/api/live', ALL, 200],
  ['plans', 'GET /api/plans', '/api/plans', OVERSEEING, 200],
  ['new plan', 'POST /api/plans', '/api/plans', PLANNING, 422, {}],
  ['plan', 'GET /api/plans/:id', '/api/plans/1', OVERSEEING, 404],
  ['rounds', 'POST /api/plans/:id/rounds', '/api/plans/1/rounds', PLANNING, 404, {}],
  ['ledger', 'GET /api/plans/:id/ledger', '/api/plans/1/ledger', OVERSEEING, 404],
  ['editions', 'GET /api/territory/editions', '/api/territory/editions', ALL, 200],
  ['new edition', 'POST /api/territory/editions', '/api/territory/editions', ADMINISTRATION, 422, {}],
  ['import', 'POST /api/territory/editions/:id/import', '/api/territory/editions/99/import', ADMINISTRATION, 422, {}],
  ['check', 'POST /api/territory/editions/:id/check', '/api/territory/editions/99/check', ADMINISTRATION, 404],
  ['faults', 'GET /api/territory/editions/:id/faults', '/api/territory/editions/99/faults', ALL, 404],
  [
    'publish',
    'POST /api/territory/editions/:id/publish',
    '/api/territory/editions/99/publish',
    ADMINISTRATION,
    422,
    {},
  ],
  [
    'approve',
    'POST /api/territory/editions/:id/approve',
    '/api/territory/editions/99/approve',
    ADMINISTRATION,
    404,
    {},
  ],
  [
    'withdraw',
    'POST /api/territory/editions/:id/withdraw',
    '/api/territory/editions/99/withdraw',
    ADMINISTRATION,
    422,
    {},
  ],
  ['delete edition', 'DELETE /api/territory/editions/:id', '/api/territory/editions/99', ADMINISTRATION, 404],
  [
    'exact areas',
    'GET /api/territory/editions/:id/areas',
    '/api/territory/editions/99/areas?level=street',
    ADMINISTRATION,
    404,
  ],
  ['changes', 'GET /api/territory/editions/:id/changes', '/api/territory/editions/99/changes', ADMINISTRATION, 404],
  [
    'new change',
    'POST /api/territory/editions/:id/changes',
    '/api/territory/editions/99/changes',
    ADMINISTRATION,
    422,
    {},
  ],
  [
    'undo',
    'POST /api/territory/editions/:id/changes/undo',
    '/api/territory/editions/99/changes/undo',
    ADMINISTRATION,
    422,
    {},
  ],
  [
    'redo',
    'POST /api/territory/editions/:id/changes/redo',
    '/api/territory/editions/99/changes/redo',
    ADMINISTRATION,
    422,
    {},
  ],
  ['areas', 'GET /api/territory/areas', '/api/territory/areas?level=street', ALL, 200],
  ['zones', 'GET /api/territory/zones', '/api/territory/zones', ALL, 200],
  ['new zones', 'POST /api/territory/zones', '/api/territory/zones', ADMINISTRATION, 422, {}],
  ['locate', 'POST /api/locate', '/api/locate', ALL, 422, {}],
  ['situation', 'GET /api/situation', '/api/situation', OVERSEEING, 200],
  ['refresh', 'POST /api/situation/refresh', '/api/situation/refresh', OVERSEEING, 200],

  // Boundaries and zones are public (漳龙政〔2024〕40号: the zones are published); nothing else is behind these doors.
  ['maps', 'GET /ogc', '/ogc', ANYBODY, 200],
  ['maps: definition', 'GET /ogc/api', '/ogc/api', ANYBODY, 200],
  ['maps: conformance', 'GET /ogc/conformance', '/ogc/conformance', ANYBODY, 200],
  ['maps: collections', 'GET /ogc/collections', '/ogc/collections', ANYBODY, 200],
  ['maps: collection', 'GET /ogc/collections/:collection', '/ogc/collections/zone', ANYBODY, 200],
  ['maps: items', 'GET /ogc/collections/:collection/items', '/ogc/collections/zone/items', ANYBODY, 200],
  ['maps: item', 'GET /ogc/collections/:collection/items/:feature', '/ogc/collections/zone/items/1', ANYBODY, 404],
  ['editions', 'GET /api/territory/editions', '/api/territory/editions', ALL, 200],
  ['new edition', 'POST /api/territory/editions', '/api/territory/editions', BOUNDARIES, 422, {}],
  ['import', 'POST /api/territory/editions/:id/import', '/api/territory/editions/99/import', BOUNDARIES, 422, {}],
  ['check', 'POST /api/territory/editions/:id/check', '/api/territory/editions/99/check', BOUNDARIES, 404, {}],
  ['faults', 'GET /api/territory/editions/:id/faults', '/api/territory/editions/99/faults', ALL, 404],
  ['publish', 'POST /api/territory/editions/:id/publish', '/api/territory/editions/99/publish', BOUNDARIES, 422, {}],
  ['drop edition', 'DELETE /api/territory/editions/:id', '/api/territory/editions/99', BOUNDARIES, 404],
  [
    'exact areas',
    'GET /api/territory/editions/:id/areas',
    '/api/territory/editions/99/areas?level=street',
    ADMINISTRATION,
    404,
  ],
  ['changes', 'GET /api/territory/editions/:id/changes', '/api/territory/editions/99/changes', ADMINISTRATION, 404],
  [
    'new change',
    'POST /api/territory/editions/:id/changes',
    '/api/territory/editions/99/changes',
    ADMINISTRATION,
    422,
    {},
  ],
  [
    'undo',
    'POST /api/territory/editions/:id/changes/undo',
    '/api/territory/editions/99/changes/undo',
    ADMINISTRATION,
    422,
    {},
  ],
  [
    'redo',
    'POST /api/territory/editions/:id/changes/redo',
    '/api/territory/editions/99/changes/redo',
    ADMINISTRATION,
    422,
    {},
  ],
  ['areas', 'GET /api/territory/areas', '/api/territory/areas?level=street', ALL, 200],
  ['zones', 'GET /api/territory/zones', '/api/territory/zones', ALL, 200],
  ['new zone', 'POST /api/territory/zones', '/api/territory/zones', BOUNDARIES, 422, {}],

  // Open311: what may be reported is public; requests need a key, which is no session (see test/server/open311).
  ['open311: discovery', 'GET /open311/v2/discovery.:format', '/open311/v2/discovery.json', ANYBODY, 200],
  ['open311: services', 'GET /open311/v2/services.:format', '/open311/v2/services.json', ANYBODY, 200],
  ['open311: service', 'GET /open311/v2/services/:file', '/open311/v2/services/general.json', ANYBODY, 200],
  ['open311: report', 'POST /open311/v2/requests.:format', '/open311/v2/requests.json', ANYBODY, 403, {}],
  ['open311: requests', 'GET /open311/v2/requests.:format', '/open311/v2/requests.json', ANYBODY, 403],
  ['open311: request', 'GET /open311/v2/requests/:file', '/open311/v2/requests/1.json', ANYBODY, 403],
  ['open311: token', 'GET /open311/v2/tokens/:file', '/open311/v2/tokens/1.json', ANYBODY, 403],
]
