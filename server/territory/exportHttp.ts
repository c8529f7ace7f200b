import { Router } from 'express'
import { z } from 'zod'
import { accountOf } from '../access/guard.ts'
import { Id, LevelName } from '../api/terms.ts'
import { accept } from '../contract.ts'
import { Problem } from '../errors.ts'
import type { House } from '../house.ts'
import { exportEdition } from './export.ts'
import { sendText } from './sendText.ts'
import { visibleVersion } from './visibleStore.ts'

const EditionId = z.strictObject({ id: Id })
const ExportQuery = z.strictObject({ format: z.literal('geojson').default('geojson'), level: LevelName.optional() })

/** `GET /territory/editions/:id/export`: the boundaries of an edition as a file. Mounted below /api, behind `signedIn`. */
export function exportRoutes(house: House): Router {
  const routes = Router()
  routes.get('/territory/editions/:id/export', async (req, res) => {
    const { id } = accept(EditionId, req.params)
    const { level } = accept(ExportQuery, req.query)
    if ((await visibleVersion(house.db, id, accountOf(res).role)) === undefined)
      throw new Problem('not-found', { facts: { edition: id } })
    const { edition, text } = await exportEdition(house.db, id, level)
    const name = `${edition.name}${level === undefined ? '' : ` ${level}`}.geojson`
    res.set('Cache-Control', 'private, no-store')
    res.attachment(name.replaceAll(/[\\/:*?"<>|\p{Cc}]/gu, '_'))
    await sendText(house, res, id, text)
  })
  return routes
}
