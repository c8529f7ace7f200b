import { type Response, Router } from 'express'
import { z } from 'zod'
import { accountOf, allow } from '../access/guard.ts'
import { ApprovalIn, PublicationIn, WithdrawalIn } from '../api/edition.ts'
import { Id } from '../api/terms.ts'
import { accept } from '../contract.ts'
import type { House } from '../house.ts'
import { approveEdition, publishEdition, withdrawEdition } from './lifeFlow.ts'

const EditionId = z.strictObject({ id: Id })

/** The steps in the life of an edition that an administrator answers for. Mounted below /api, behind `signedIn`. */
export function lifeRoutes(house: House): Router {
  const routes = Router()
  const administrator = allow('administrator')
  const by = (res: Response) => ({ account: accountOf(res).id })

  routes.post('/territory/editions/:id/approve', administrator, async (req, res) => {
    const { id } = accept(EditionId, req.params)
    const { knownFaults: acceptFaults } = accept(ApprovalIn, req.body)
    res.json(await approveEdition(house, id, { acceptFaults, ...by(res) }))
  })

  routes.post('/territory/editions/:id/publish', administrator, async (req, res) => {
    const { id } = accept(EditionId, req.params)
    res.json(await publishEdition(house, id, { ...accept(PublicationIn, req.body), ...by(res) }))
  })

  routes.post('/territory/editions/:id/withdraw', administrator, async (req, res) => {
    const { id } = accept(EditionId, req.params)
    res.json(await withdrawEdition(house, id, { ...accept(WithdrawalIn, req.body), ...by(res) }))
  })

  return routes
}
