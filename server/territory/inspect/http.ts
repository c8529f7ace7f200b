import { Router } from 'express'
import { z } from 'zod'
import { accountOf } from '../../access/guard.ts'
import type { Role } from '../../api/terms.ts'
import { accept } from '../../contract.ts'
import { Problem } from '../../errors.ts'
import type { House } from '../../house.ts'
import { editionInForce } from '../store.ts'
import { visibleVersion } from '../visibleStore.ts'
import { inspectArea, inspectPlace } from './flow.ts'

const edition = z.coerce.number().int().positive().max(2_147_483_647).optional()
const ByCode = z.strictObject({ code: z.string().min(1).max(64), edition })
const degrees = (most: number) => z.string().min(1).transform(Number).pipe(z.number().min(-most).max(most))
const ByPlace = z.strictObject({ lon: degrees(180), lat: degrees(90), edition })

/** The area inspector: path, codes, size, neighbours, counts. Mounted below /api, behind `signedIn`. */
export function inspectRoutes(house: House): Router {
  const routes = Router()

  /** The edition asked for, or the one in force, where the asking role may see it. */
  async function shown(wanted: number | undefined, role: Role): Promise<number> {
    const edition = wanted ?? (await editionInForce(house.db, house.now()))
    if (edition === undefined) throw new Problem('no-edition')
    const version = await visibleVersion(house.db, edition, role)
    if (version === undefined) throw new Problem('not-found', { facts: { edition } })
    return edition
  }

  routes.get('/territory/areas/:code', async (req, res) => {
    const { code, edition } = accept(ByCode, { ...req.params, ...req.query })
    const asked = { edition: await shown(edition, accountOf(res).role), code }
    res.json(await inspectArea(house, asked))
  })

  routes.get('/territory/area-at', async (req, res) => {
    const { lon, lat, edition } = accept(ByPlace, req.query)
    const asked = { edition: await shown(edition, accountOf(res).role), at: [lon, lat] as const }
    res.json(await inspectPlace(house, asked))
  })

  return routes
}
