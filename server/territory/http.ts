import { type Response, Router } from 'express'
import { z } from 'zod'
import { accountOf, allow } from '../access/guard.ts'
import { Id, LevelName } from '../api/terms.ts'
import { startOfDay } from '../clock/localTime.ts'
import { accept } from '../contract.ts'
import { Problem } from '../errors.ts'
import type { House } from '../house.ts'
import { areaText } from './areaText.ts'
import { AsOf, editionAsked } from './asOf.ts'
import { checkEdition } from './check/flow.ts'
import { deleteDraft, newEdition } from './flow.ts'
import { isFresh } from './fresh.ts'
import { drawnArea, exactArea, zonesAsGeoJson } from './geojson.ts'
import { sendText } from './sendText.ts'
import { areasOf, listEditions, readEdition, readFaults } from './store.ts'
import { isVisibleTo } from './visible.ts'
import { visibleVersion } from './visibleStore.ts'
import { addZone } from './zoneFlow.ts'
import { zonesInForce } from './zoneStore.ts'

const EditionId = z.strictObject({ id: Id })
/** `copyOf`: the edition whose areas it begins with. */
const NewEdition = z.strictObject({
  name: z.string().trim().min(1).max(128),
  copyOf: z.coerce.string().pipe(Id).optional(),
})
const code = z.string().trim().min(1).max(64)
const text = z.string().trim().min(1).max(256)
const NewZone = z.strictObject({
  code,
  name: text,
  nameEn: text,
  /** Where the zone works from: the depot of its rounds. */
  seat: z
    .strictObject({ name: text, lon: z.number().min(-180).max(180), lat: z.number().min(-90).max(90) })
    .nullable()
    .default(null),
  clause: text,
  from: z.iso.date(),
  streets: z.array(code).min(1).max(500),
})
const DraftAreasQuery = z.strictObject({ level: LevelName })
const AreasQuery = z.strictObject({
  level: LevelName,
  edition: z.coerce.number().int().positive().max(2_147_483_647).optional(),
  ...AsOf.shape,
})

/** Editions of boundaries, and what the map draws of them. Mounted below /api, behind `signedIn`. */
export function territoryRoutes(house: House): Router {
  const routes = Router()
  const administrator = allow('administrator')
  const by = (res: Response) => ({ account: accountOf(res).id })

  routes.get('/territory/editions', async (_req, res) => {
    const { role } = accountOf(res)
    res.json({ editions: (await listEditions(house.db)).filter((edition) => isVisibleTo(edition, role)) })
  })

  routes.post('/territory/editions', administrator, async (req, res) => {
    const { name, copyOf } = accept(NewEdition, req.body)
    res.status(201).json(await newEdition(house, name, { copyOf, ...by(res) }))
  })

  routes.post('/territory/editions/:id/check', administrator, async (req, res) => {
    const { id } = accept(EditionId, req.params)
    res.json({ edition: id, faults: await checkEdition(house, id, by(res)) })
  })

  routes.get('/territory/editions/:id/faults', async (req, res) => {
    const { id } = accept(EditionId, req.params)
    const seen = await visibleVersion(house.db, id, accountOf(res).role)
    const faults = seen === undefined ? undefined : await readFaults(house.db, id)
    if (faults === undefined) throw new Problem('not-found', { facts: { edition: id } })
    res.json({ edition: id, faults })
  })

  routes.delete('/territory/editions/:id', administrator, async (req, res) => {
    await deleteDraft(house, accept(EditionId, req.params).id, by(res))
    res.status(204).end()
  })

  routes.get('/territory/areas', async (req, res) => {
    const { level, ...asked } = accept(AreasQuery, req.query)
    const id = await editionAsked(house, asked)
    const edition = await readEdition(house.db, id)
    if (edition === undefined || !isVisibleTo(edition, accountOf(res).role)) {
      throw new Problem('not-found', { facts: { edition: id } })
    }
    // What is published cannot change; a draft may between any two requests.
    const name = `areas ${id} ${edition.publishedAt?.toISOString()} ${level} 1`
    if (edition.status === 'published' && isFresh(req, res, name)) return
    res.set('Cache-Control', 'private, no-cache')
    const facts = { edition: id, knownFaults: edition.knownFaults }
    await sendText(house, res, id, areaText(house.db, edition, [level], { facts, feature: drawnArea }))
  })

  routes.get('/territory/editions/:id/areas', administrator, async (req, res) => {
    const { id } = accept(EditionId, req.params)
    const { level } = accept(DraftAreasQuery, req.query)
    const edition = await readEdition(house.db, id)
    if (edition === undefined) throw new Problem('not-found', { facts: { edition: id } })
    if (isFresh(req, res, `exact areas ${id} ${edition.version} ${level}`)) return
    const facts = { edition: id, version: edition.version }
    await sendText(house, res, id, areaText(house.db, edition, [level], { facts, feature: exactArea }))
  })

  routes.get('/territory/zones', async (req, res) => {
    const { at } = accept(AsOf, req.query)
    const id = await editionAsked(house, { at })
    const { timeZone } = (await house.district())!
    const zones = await zonesInForce(house.db, at === undefined ? house.now() : startOfDay(at, timeZone))
    const streets = await areasOf(house.db, id, 'street')
    res.set('Cache-Control', 'private, no-cache').type('application/geo+json')
    res.send(JSON.stringify({ ...(await zonesAsGeoJson(zones, streets)), edition: id }))
  })

  routes.post('/territory/zones', administrator, async (req, res) => {
    const { from: validFrom, streets, ...zone } = accept(NewZone, req.body)
    await addZone(house, { ...zone, validFrom, validTo: null, streets: [...new Set(streets)].sort() }, by(res))
    res.status(201).json({ zone: zone.code, from: validFrom })
  })

  return routes
}
