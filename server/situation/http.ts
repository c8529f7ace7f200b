import { Router } from 'express'
import { allow } from '../access/guard.ts'
import { SituationQuery } from '../api/situation.ts'
import { accept } from '../contract.ts'
import type { House } from '../house.ts'
import { whileThere } from '../whileThere.ts'
import type { SituationRoom } from './flow.ts'

/** /api/situation: the leader's figures, and their refresh by hand. */
export function situationRoutes(_house: House, situation: SituationRoom): Router {
  const readers = allow('leader', 'planner', 'operator', 'administrator')
  return Router()
    .get('/', readers, async (req, res) => {
      const query = accept(SituationQuery, req.query)
      const answer = await whileThere(res, (signal) => situation.ask(query, signal))
      if (answer === undefined) return
      const { situation: figures, tag } = answer
      res.setHeader('etag', `W/"${tag}"`)
      res.setHeader('cache-control', 'private, no-cache')
      if (req.fresh) res.status(304).end()
      else res.json(figures)
    })
    .post('/refresh', readers, async (_req, res) => {
      res.json(await situation.refresh())
    })
}
