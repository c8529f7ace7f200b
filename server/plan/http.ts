import { Router } from 'express'
import { accountOf, allow } from '../access/guard.ts'
import { PlanRequest } from '../api/plan.ts'
import { Id } from '../api/terms.ts'
import { accept } from '../contract.ts'
import type { House } from '../house.ts'
import { whileThere } from '../whileThere.ts'
import { makePlan, makeRounds, showLedger, showPlan } from './flow.ts'
import { listPlans } from './store.ts'

/** `/plans`: merge planned checks into visits, build rounds, read the ledger of visits saved. */
export function planRoutes(house: House): Router {
  const planners = allow('planner', 'administrator')
  const readers = allow('planner', 'administrator', 'leader', 'operator')
  return Router()
    .get('/plans', readers, async (_req, res) => {
      res.json(await listPlans(house.db))
    })
    .post('/plans', planners, async (req, res) => {
      res.status(201).json(await makePlan(house, accept(PlanRequest, req.body), accountOf(res).id))
    })
    .get('/plans/:id', readers, async (req, res) => {
      res.json(await showPlan(house, accept(Id, req.params.id)))
    })
    .post('/plans/:id/rounds', planners, async (req, res) => {
      const made = await whileThere(res, (signal) => makeRounds(house, accept(Id, req.params.id), signal))
      if (made !== undefined) res.json(made)
    })
    .get('/plans/:id/ledger', readers, async (req, res) => {
      res.json(await showLedger(house, accept(Id, req.params.id)))
    })
}
