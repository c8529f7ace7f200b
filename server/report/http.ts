import { Router } from 'express'
import { z } from 'zod'
import { accountOf, allow } from '../access/guard.ts'
import { Command, Intake, Queue } from '../api/report.ts'
import { accept } from '../contract.ts'
import { Problem } from '../errors.ts'
import type { House } from '../house.ts'
import { actorOf } from './actorOf.ts'
import { bulkIntake } from './bulkHttp.ts'
import { reportDetail } from './detail.ts'
import { command } from './flow.ts'
import { gatherer } from './gather.ts'
import { queuePage } from './queueStore.ts'

const Paging = z.strictObject({
  queue: Queue.default('to-dispatch'),
  after: z.string().max(80).optional(),
  limit: z.coerce.number().int().min(1).max(500).default(100),
})

/**
 * `POST /reports` (201, or 200 for a repeated key), `POST /reports/bulk`, `GET /reports?queue=&after=&limit=`,
 * `GET /reports/:id`, `POST /reports/:id/moves`. Stands behind `signedIn`.
 */
export function reportRoutes(house: House): Router {
  const routes = Router()
  const receiveOne = gatherer(house)
  routes.post('/reports', allow('operator', 'officer'), async (req, res) => {
    const intake = accept(Intake, req.body)
    const receipt = await receiveOne(intake, await actorOf(house.db, accountOf(res)))
    if (receipt instanceof Problem) throw receipt
    res.status(receipt.repeated ? 200 : 201).json(receipt)
  })
  routes.post('/reports/bulk', allow('operator', 'administrator'), bulkIntake(house))
  routes.get('/reports', async (req, res) => {
    const by = await actorOf(house.db, accountOf(res))
    res.json(await queuePage(house.db, { ...accept(Paging, req.query), now: house.now(), by }))
  })
  routes.get('/reports/:id', async (req, res) => {
    res.json(await reportDetail(house, idOf(req.params.id), await actorOf(house.db, accountOf(res))))
  })
  routes.post('/reports/:id/moves', allow('operator', 'officer'), async (req, res) => {
    const wish = accept(Command, req.body)
    const id = idOf(req.params.id)
    const by = await actorOf(house.db, accountOf(res))
    const moved = await command(house, id, wish, by)
    if (moved instanceof Problem) throw moved
    res.json(await reportDetail(house, id, by))
  })
  return routes
}

function idOf(text: unknown): number {
  if (typeof text !== 'string' || !/^\d{1,15}$/.test(text))
    throw new Problem('not-found', { facts: { id: String(text).slice(0, 40) } })
  return Number(text)
}
