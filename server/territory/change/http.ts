import express, { Router } from 'express'
import { z } from 'zod'
import { accountOf, allow } from '../../access/guard.ts'
import { Id } from '../../api/terms.ts'
import { ChangeIn, SeenVersion } from '../../api/territoryChange.ts'
import { accept } from '../../contract.ts'
import { Problem } from '../../errors.ts'
import type { House } from '../../house.ts'
import { applyChange, redoChange, undoChange } from './flow.ts'
import { listChanges, versionOf } from './store.ts'

/** A change may carry large areas at full precision. */
export const CHANGE_LIMIT = '32mb'

const EditionId = z.strictObject({ id: Id })

/** Changes of a draft, their undo and redo. Mounted below /api, behind `signedIn`. */
export function changeRoutes(house: House): Router {
  const routes = Router()
  const administrator = allow('administrator')

  routes.get('/territory/editions/:id/changes', administrator, async (req, res) => {
    const { id } = accept(EditionId, req.params)
    const version = await versionOf(house.db, id)
    if (version === undefined) throw new Problem('not-found', { facts: { edition: id } })
    res.json({ version, changes: await listChanges(house.db, id) })
  })

  routes.post(
    '/territory/editions/:id/changes',
    administrator,
    express.json({ limit: CHANGE_LIMIT }),
    async (req, res) => {
      const { id } = accept(EditionId, req.params)
      const { version, ...change } = accept(ChangeIn, req.body)
      const asked = { edition: id, version, account: accountOf(res).id }
      res.status(201).json(await applyChange(house, { ...change, kind: 'edit' }, asked))
    },
  )

  for (const [way, work] of [
    ['undo', undoChange],
    ['redo', redoChange],
  ] as const) {
    routes.post(`/territory/editions/:id/changes/${way}`, administrator, async (req, res) => {
      const { id } = accept(EditionId, req.params)
      const { version } = accept(SeenVersion, req.body)
      res.json(await work(house, { edition: id, version, account: accountOf(res).id }))
    })
  }

  return routes
}
