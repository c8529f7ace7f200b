import { type RequestHandler, Router } from 'express'
import { z } from 'zod'
import { accountOf, allow } from '../access/guard.ts'
import {
  CellsQuery,
  EmergingQuery,
  ExposureIn,
  ForecastQuery,
  HotSpotsQuery,
  HoursQuery,
  type MartChecks,
  QuietQuery,
  RankingQuery,
  RepeatsQuery,
  SeriesQuery,
  TrendQuery,
} from '../api/statistics.ts'
import { Id } from '../api/terms.ts'
import { accept } from '../contract.ts'
import { Problem } from '../errors.ts'
import { checkMarts, isEqual } from '../situation/checkMarts.ts'
import { lastChecks, type MartCheck } from '../situation/martStore.ts'
import { whileThere } from '../whileThere.ts'
import type { Asker } from './ask.ts'
import { areaWords, importExposure, keptRun, type StatisticsRoom } from './flow.ts'
import { hexagons, hours, repeatPlaces } from './plainQuestions.ts'
import { ranking } from './ranking.ts'
import { series } from './series.ts'

const RunId = z.strictObject({ id: Id })
const AreaOfRun = z.strictObject({ id: Id, code: z.string().min(1).max(64) })

/** /api/statistics: one endpoint a question. Answers carry a tag by the moment they stand at, and are not sent twice. */
export function statisticsRoutes(room: StatisticsRoom): Router {
  const readers = allow('leader', 'planner', 'operator', 'administrator')
  const planners = allow('planner', 'administrator')
  const { parts } = room
  const { house } = parts
  return Router()
    .get('/hot-spots', readers, answering(HotSpotsQuery, room.hotSpots))
    .get('/emerging', readers, answering(EmergingQuery, room.emerging))
    .get('/trend', readers, answering(TrendQuery, room.trend))
    .get('/quiet', readers, answering(QuietQuery, room.quiet))
    .get('/forecast', readers, answering(ForecastQuery, room.forecast))
    .get(
      '/series',
      readers,
      answering(SeriesQuery, (query, asker) => series(parts, query, asker)),
    )
    .get(
      '/ranking',
      readers,
      answering(RankingQuery, (query, asker) => ranking(parts, query, asker)),
    )
    .get(
      '/hours',
      readers,
      answering(HoursQuery, (query, asker) => hours(parts, query, asker)),
    )
    .get(
      '/cells',
      readers,
      answering(CellsQuery, (query, asker) => hexagons(parts, query, asker)),
    )
    .get(
      '/repeats',
      readers,
      answering(RepeatsQuery, (query, asker) => repeatPlaces(parts, query, asker)),
    )
    .get('/runs/:id', readers, async (req, res) => {
      res.json(await keptRun(house, accept(RunId, req.params).id))
    })
    .get('/runs/:id/areas/:code', readers, async (req, res) => {
      const { id, code } = accept(AreaOfRun, req.params)
      res.json(await areaWords(house, { run: id, code }))
    })
    .get('/checks', readers, async (_req, res) => {
      res.json(checksOut(await lastChecks(house.db)))
    })
    .post('/checks', planners, async (_req, res) => {
      const checks = await checkMarts(house, parts.situation)
      if (checks === null) throw new Problem('too-busy')
      res.json(checksOut(checks))
    })
    .post('/exposure', planners, async (req, res) => {
      res.status(201).json(await importExposure(parts, accept(ExposureIn, req.body), accountOf(res).id))
    })
}

const checksOut = (checks: readonly MartCheck[]): MartChecks =>
  checks.map((check) => ({
    mart: check.mart,
    checkedAt: check.checkedAt.toISOString(),
    rows: check.held.rows,
    expectedRows: check.expected.rows,
    equal: isEqual(check),
  }))

/** Answers one question; computes nothing for somebody who has gone away or holds the answer already. */
function answering<Q, O>(contract: z.ZodType<Q>, ask: (query: Q, asker: Asker) => Promise<O | null>): RequestHandler {
  return async (req, res) => {
    const query = accept(contract, req.query)
    const holds = (tag: string) => {
      res.setHeader('etag', `W/"${tag}"`)
      res.setHeader('cache-control', 'private, no-cache')
      return req.fresh
    }
    const answer = await whileThere(res, (signal) => ask(query, { account: accountOf(res).id, signal, holds }))
    if (answer === undefined) return
    if (answer === null) res.status(304).end()
    else res.json(answer)
  }
}
