import { type Request, Router } from 'express'
import { sessionOf } from '../access/guard.ts'
import { Problem } from '../errors.ts'
import type { House } from '../house.ts'
import { openHub } from './hub.ts'
import { isSnapshot, type Snapshot } from './store.ts'
import { openStream } from './stream.ts'

/**
 * `GET /live`: server-sent events `reports` (ReportSummary[]), `gone` (ids no longer to be seen), `reload` (too much
 * changed: load the list anew) and `beat` ({ now, edition in force }). The id of each resumes it: `Last-Event-ID`, or `?since=`.
 */
export function liveRoutes(house: House): Router {
  const routes = Router()
  const hub = openHub(house)
  routes.get('/live', (req, res) => {
    const stream = openStream(res, sessionOf(res), sinceOf(req), house.log)
    res.on('error', () => hub.leave(stream))
    res.on('close', () => hub.leave(stream))
    hub.join(stream)
  })
  return routes
}

function sinceOf(req: Request): Snapshot | undefined {
  const given = req.get('last-event-id') ?? req.query.since
  if (given === undefined || given === '') return undefined
  if (typeof given === 'string' && isSnapshot(given)) return given
  const flaw = { path: 'since', expected: 'the id of an event of this stream', got: String(given).slice(0, 80) }
  throw new Problem('invalid-input', { flaws: [flaw] })
}
