import { stringify } from 'csv-stringify/sync'
import { type Request, Router } from 'express'
import { z } from 'zod'
import { accountOf, allow } from '../../access/guard.ts'
import { CodesQuery, LabelsQuery, RenumberIn } from '../../api/codes.ts'
import { Id } from '../../api/terms.ts'
import { accept } from '../../contract.ts'
import type { House } from '../../house.ts'
import { codesOf, formerCodes, renumberDraft } from './flow.ts'
import { labelsOf } from './labelFlow.ts'

const EditionId = z.strictObject({ id: Id })
/** Spreadsheets take UTF-8 for the local encoding unless it is marked. */
const BYTE_ORDER_MARK = '\ufeff'

/** Codes of an edition: report, numbering anew, old and new as CSV, sheets of labels. Below /api, behind `signedIn`. */
export function codeRoutes(house: House): Router {
  const routes = Router()
  const administrator = allow('administrator')

  routes.get('/territory/editions/:id/codes', administrator, async (req, res) => {
    const { id } = accept(EditionId, req.params)
    res.json(await codesOf(house, id, accept(CodesQuery, req.query).profile))
  })

  routes.post('/territory/editions/:id/codes', administrator, async (req, res) => {
    const { id } = accept(EditionId, req.params)
    res.json(await renumberDraft(house, id, accept(RenumberIn, req.body), accountOf(res).id))
  })

  routes.get('/territory/editions/:id/former-codes.csv', administrator, async (req, res) => {
    const { id } = accept(EditionId, req.params)
    const rows = await formerCodes(house, id)
    res.attachment(`codes-${id}.csv`).type('text/csv; charset=utf-8')
    res.send(BYTE_ORDER_MARK + stringify([['level', 'formerCode', 'code', 'name'], ...rows]))
  })

  routes.get('/territory/labels', administrator, async (req, res) => {
    const { html, policy } = await labelsOf(house, { ...accept(LabelsQuery, req.query), origin: originOf(req) })
    res.set('Content-Security-Policy', policy).set('Cache-Control', 'private, no-cache')
    res.type('html').send(html)
  })

  return routes
}

/** Scheme and host as the browser sees them; a reverse proxy on this machine may say so (app.ts). */
const originOf = (req: Request): string => `${req.protocol}://${req.host}`
