import { type RequestHandler, Router } from 'express'
import { z } from 'zod'
import { accountOf, allow } from '../access/guard.ts'
import { EmergingQuery, ExposureIn, HotSpotsQuery, QuietQuery } from '../api/statistics.ts'
import { Id } from '../api.ts'
import { accept } from '../contract.ts'
import { whileThere } from '../whileThere.ts'
import type { Asker } from './ask.ts'
import { areaWords, importExposure, keptRun, type StatisticsRoom } from './flow.ts'

const RunId = z.strictObject({ id: Id })
const AreaOfRun = z.strictObject({ id: Id, code: z.string().min(1).max(64) })

/** /api/statistics: one endpoint a question. Answers carry a tag by the moment they stand at, and are not sent twice. */
export function statisticsRoutes(room: StatisticsRoom): Router {
  const readers = allow('leader', 'planner', 'operator', 'administrator')
  const planners = allow('planner', 'administrator')
  const { house } = room.parts
  return Router()
    .get('/hot-spots', readers, answering(HotSpotsQuery, room.hotSpots))
    .get('/emerging', readers, answering(EmergingQuery, room.emerging))
    .get('/quiet', readers, answering(QuietQuery, room.quiet))
    .get('/runs/:id', readers, async (req, res) => {
      res.json(await keptRun(house, accept(RunId, req.params).id))
    })
    .get('/runs/:id/areas/:code', readers, async (req, res) => {
      const { id, code } = accept(AreaOfRun, req.params)
      res.json(await areaWords(house, { run: id, code }))
    })
    .post('/exposure', planners, async (req, res) => {
      res.status(201).json(await importExposure(room.parts, accept(ExposureIn, req.body), accountOf(res).id))
    })
}

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
