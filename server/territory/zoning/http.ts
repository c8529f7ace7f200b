import { type Response, Router } from 'express'
import { z } from 'zod'
import { accountOf, allow } from '../../access/guard.ts'
import { FactsQuery, ResidentsIn, ZoneSetIn, ZoningAskedIn } from '../../api/zoning.ts'
import { accept } from '../../contract.ts'
import { Problem } from '../../errors.ts'
import type { House } from '../../house.ts'
import { zoningFacts } from './facts.ts'
import { declareZones, importResidents, zoneHistory, zoningProblem } from './flow.ts'
import { newZoningRuns } from './runs.ts'

const RunId = z.strictObject({ id: z.coerce.number().int().positive().max(2_147_483_647) })
const OnDay = z.strictObject({ day: z.iso.date().optional() })

/** Zones in their history, the redraw assistant, and whole sets declared at once. Below /api, behind `signedIn`. */
export function zoningRoutes(house: House): Router {
  const routes = Router()
  const administrator = allow('administrator')
  const by = (res: Response) => ({ account: accountOf(res).id })
  const runs = newZoningRuns(house)
  const known = <T>(run: T | undefined, id: number): T => {
    if (run === undefined) throw new Problem('not-found', { facts: { run: id } })
    return run
  }

  routes.get('/territory/zones/history', async (req, res) => {
    res.json(await zoneHistory(house, accept(OnDay, req.query).day))
  })

  routes.post('/territory/zones/set', administrator, async (req, res) => {
    res.status(201).json(await declareZones(house, accept(ZoneSetIn, req.body), by(res)))
  })

  routes.get('/territory/zoning/facts', administrator, async (req, res) => {
    res.json(await zoningFacts(house, accept(FactsQuery, req.query)))
  })

  routes.post('/territory/zoning/residents', administrator, async (req, res) => {
    res.status(201).json(await importResidents(house, accept(ResidentsIn, req.body), by(res)))
  })

  routes.post('/territory/zoning/proposals', administrator, async (req, res) => {
    const asked = accept(ZoningAskedIn, req.body)
    const problem = await zoningProblem(house, asked)
    res.status(202).json(runs.start({ problem, options: { seed: asked.seed, slack: asked.slack } }))
  })

  routes.get('/territory/zoning/proposals/:id', administrator, (req, res) => {
    const { id } = accept(RunId, req.params)
    res.json(known(runs.find(id), id))
  })

  routes.delete('/territory/zoning/proposals/:id', administrator, async (req, res) => {
    const { id } = accept(RunId, req.params)
    res.json(known(await runs.cancel(id), id))
  })

  return routes
}
