import { type Response, Router } from 'express'
import { z } from 'zod'
import { accountOf } from '../../access/guard.ts'
import { Id, type Role } from '../../api/terms.ts'
import { accept } from '../../contract.ts'
import { Problem } from '../../errors.ts'
import type { House } from '../../house.ts'
import { isFresh } from '../fresh.ts'
import { visibleVersion } from '../visibleStore.ts'
import { zonesInForce } from '../zoneStore.ts'
import { NEAREST_TILE } from './cut.ts'
import { tilesets } from './tileset.ts'
import type { TiledZone } from './upper.ts'

const whole = z
  .string()
  .regex(/^(0|[1-9]\d{0,6})$/)
  .transform(Number)
const Tile = z
  .strictObject({ id: Id, z: whole.pipe(z.number().max(NEAREST_TILE)), x: whole, y: whole })
  .refine(({ z: zoom, x, y }) => Math.max(x, y) < 2 ** zoom, { path: ['x'], message: 'a column and row of that zoom' })
const EditionId = z.strictObject({ id: Id })
/** `version` only makes the address of a changed draft another one. */
const TileQuery = z.strictObject({
  zones: z.literal('in-force').optional(),
  version: z
    .string()
    .regex(/^\d{1,10}$/)
    .optional(),
})

/** Vector tiles and thinned outlines of any edition; what is not published yet is shown to administrators only. Mounted below /api. */
export function tileRoutes(house: House): Router {
  const routes = Router()
  const tilesetOf = tilesets()

  routes.get('/territory/editions/:id/tiles/:z/:x/:y', async (req, res) => {
    const { id, ...address } = accept(Tile, req.params)
    const asked = accept(TileQuery, req.query)
    const version = await shown(id, accountOf(res).role)
    const zones = asked.zones === undefined ? [] : await zonesNow()
    if (isFresh(req, res, `tile ${id} ${version} ${address.z} ${address.x} ${address.y} ${JSON.stringify(zones)} 2`))
      return
    send(res.type('application/vnd.mapbox-vector-tile'), await (await tilesetAt(id)).tile(address, zones))
  })

  routes.get('/territory/editions/:id/characters', async (req, res) => {
    const { id } = accept(EditionId, req.params)
    const version = await shown(id, accountOf(res).role)
    if (isFresh(req, res, `characters ${id} ${version} 1`)) return
    send(res.type('application/json'), await (await tilesetAt(id)).characters())
  })

  routes.get('/territory/editions/:id/outlines', async (req, res) => {
    const { id } = accept(EditionId, req.params)
    const version = await shown(id, accountOf(res).role)
    if (isFresh(req, res, `outlines ${id} ${version} 1`)) return
    send(res.type('application/json'), await (await tilesetAt(id)).outlines())
  })

  const tilesetAt = async (id: number) => tilesetOf((await house.atlasOf(id))!)

  async function zonesNow(): Promise<TiledZone[]> {
    const zones = await zonesInForce(house.db, house.now())
    return zones.map(({ code, streets }) => ({ code, streets }))
  }

  async function shown(id: number, role: Role): Promise<number> {
    const version = await visibleVersion(house.db, id, role)
    if (version === undefined) throw new Problem('not-found', { facts: { edition: id } })
    return version
  }

  return routes
}

function send(res: Response, { buffer, byteOffset, byteLength }: Uint8Array): void {
  res.set('Content-Encoding', 'gzip').send(Buffer.from(buffer, byteOffset, byteLength))
}
