import express, { type Express } from 'express'
import { signedIn } from './access/guard.ts'
import { accessRoutes } from './access/http.ts'
import { clientFiles } from './clientFiles.ts'
import { directoryRoutes } from './directory/http.ts'
import { answerErrors, noSuchRoute } from './errorAnswers.ts'
import { healthRoutes } from './health.ts'
import type { House } from './house.ts'
import { liveRoutes } from './live/http.ts'
import { ogcRoutes } from './ogc/http.ts'
import { open311Routes } from './open311/http.ts'
import { planRoutes } from './plan/http.ts'
import { batchRoutes } from './report/batchHttp.ts'
import { reportRoutes } from './report/http.ts'
import { securityHeaders } from './securityHeaders.ts'
import type { SituationRoom } from './situation/flow.ts'
import { situationRoutes } from './situation/http.ts'
import type { StatisticsRoom } from './statistics/flow.ts'
import { statisticsRoutes } from './statistics/http.ts'
import { aroundRoutes } from './territory/around/http.ts'
import { changeRoutes } from './territory/change/http.ts'
import { checkRoutes } from './territory/check/http.ts'
import { codeRoutes } from './territory/codes/http.ts'
import { comparisonRoutes } from './territory/compare/http.ts'
import { exportRoutes } from './territory/exportHttp.ts'
import { territoryRoutes } from './territory/http.ts'
import { importRoutes } from './territory/import/http.ts'
import { inspectRoutes } from './territory/inspect/http.ts'
import { layerRoutes } from './territory/layers/http.ts'
import { lifeRoutes } from './territory/lifeHttp.ts'
import { locateRoutes } from './territory/locateHttp.ts'
import { tileRoutes } from './territory/tiles/http.ts'
import { zoningRoutes } from './territory/zoning/http.ts'

/** Bodies of JSON beyond this are refused with 413; bulk files are streamed and have no such bound. */
const JSON_LIMIT = '1mb'

/** Routes that parse their own, larger bodies once they know who asks. */
const LARGE_BODIES = /^\/territory\/editions\/\d+\/changes$/

/**
 * The rooms in order, errors last. Before `signedIn` stands what needs no session.
 * @param situation the leader's figures; null in a process that holds no warehouse, as are the statistics made of them
 */
export function buildApp(
  house: House,
  situation: SituationRoom | null = null,
  statistics: StatisticsRoom | null = null,
): Express {
  const app = express()
  app.disable('x-powered-by')
  // A reverse proxy on this machine may say what the client's address and scheme are; nobody else.
  app.set('trust proxy', 'loopback')
  app.use(securityHeaders())
  const json = express.json({ limit: JSON_LIMIT })
  app.use('/api', (req, res, next) => (LARGE_BODIES.test(req.path) ? next() : json(req, res, next)))

  app.use('/api', healthRoutes(house))
  app.use('/api', accessRoutes(house))
  app.use('/api', signedIn(house))
  app.use('/api', directoryRoutes(house))
  app.use('/api', reportRoutes(house))
  app.use('/api', batchRoutes(house))
  app.use('/api', liveRoutes(house))
  app.use('/api', planRoutes(house))
  app.use('/api', territoryRoutes(house))
  app.use('/api', importRoutes(house))
  app.use('/api', lifeRoutes(house))
  app.use('/api', comparisonRoutes(house))
  app.use('/api', changeRoutes(house))
  app.use('/api', aroundRoutes(house))
  app.use('/api', checkRoutes(house))
  app.use('/api', tileRoutes(house))
  app.use('/api', inspectRoutes(house))
  app.use('/api', zoningRoutes(house))
  app.use('/api', codeRoutes(house))
  app.use('/api', layerRoutes(house))
  app.use('/api', exportRoutes(house))
  app.use('/api', locateRoutes(house))
  if (situation !== null) app.use('/api/situation', situationRoutes(house, situation))
  if (statistics !== null) app.use('/api/statistics', statisticsRoutes(statistics))
  app.use('/api', noSuchRoute)

  app.use('/ogc', ogcRoutes(house))
  app.use('/open311/v2', open311Routes(house))
  app.use(clientFiles())
  app.use(noSuchRoute)
  app.use(answerErrors(house))
  return app
}
