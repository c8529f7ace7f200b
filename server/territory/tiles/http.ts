import { Router } from 'express'
import { z } from 'zod'
import { accountOf } from '../../access/guard.ts'
import { Id, type Role } from '../../api.ts'
import { accept } from '../../contract.ts'
import { Problem } from '../../errors.ts'
import type { House } from '../../house.ts'
import { isFresh } from '../fresh.ts'
import { visibleVersion } from '../visibleStore.ts'
import { NEAREST_TILE } from './tile.ts'
import { tilesets } from './tileset.ts'

const whole = z
  .string()
  .regex(/^(0|[1-9]\d{0,6})$/)
  .transform(Number)
const Tile = z
  .strictObject({ id: Id, z: whole.pipe(z.number().max(NEAREST_TILE)), x: whole, y: whole })
  .refine(({ z: zoom, x, y }) => Math.max(x, y) < 2 ** zoom, { path: ['x'], message: 'a column and row of that zoom' })
const EditionId = z.strictObject({ id: Id })

/** Vector tiles of any edition; what is not published yet is shown to administrators only. Mounted below /api. */
export function tileRoutes(house: House): Router {
  const routes = Router()
  const tilesetOf = tilesets()

  routes.get('/territory/editions/:id/tiles/:z/:x/:y', async (req, res) => {
    const { id, ...address } = accept(Tile, req.params)
    const version = await shown(id, accountOf(res).role)
    if (isFresh(req, res, `tile ${id} ${version} ${address.z} ${address.x} ${address.y} 1`)) return
    const tile = await tilesetOf((await house.atlasOf(id))!).tile(address)
    res.set('Content-Encoding', 'gzip')
    res.type('application/vnd.mapbox-vector-tile').send(Buffer.from(tile.buffer, tile.byteOffset, tile.byteLength))
  })

  routes.get('/territory/editions/:id/characters', async (req, res) => {
    const { id } = accept(EditionId, req.params)
    const version = await shown(id, accountOf(res).role)
    if (isFresh(req, res, `characters ${id} ${version} 1`)) return
    res.json({ characters: await tilesetOf((await house.atlasOf(id))!).characters() })
  })

  async function shown(id: number, role: Role): Promise<number> {
    const version = await visibleVersion(house.db, id, role)
    if (version === undefined) throw new Problem('not-found', { facts: { edition: id } })
    return version
  }

  return routes
}
