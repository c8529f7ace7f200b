import { createHash } from 'node:crypto'
import { type Request, type Response, Router } from 'express'
import { z } from 'zod'
import { accountOf, allow } from '../access/guard.ts'
import { Id, LevelName } from '../api.ts'
import { accept } from '../contract.ts'
import { Problem } from '../errors.ts'
import type { House } from '../house.ts'
import { checkEdition, deleteDraft, newEdition } from './flow.ts'
import { areasAsGeoJson, exactAreas, zonesAsGeoJson } from './geojson.ts'
import { readFeatureFile } from './import/featureStream.ts'
import { importFile } from './import/flow.ts'
import { optionsOfQuery } from './import/query.ts'
import { areasOf, editionInForce, listEditions, readEdition, readFaults } from './store.ts'
import { addZone } from './zoneFlow.ts'
import { zonesInForce } from './zoneStore.ts'

/** A boundary file over HTTP may be this large; larger ones go through the command line. */
export const IMPORT_LIMIT_BYTES = 64 * 1024 * 1024
const PROBLEMS_SHOWN = 1000

const EditionId = z.strictObject({ id: Id })
/** `copyOf`: the edition whose areas it begins with. */
const NewEdition = z.strictObject({ name: z.string().trim().min(1).max(128), copyOf: Id.optional() })
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
})

/** Editions of boundaries, and what the map draws of them. Mounted below /api, behind `signedIn`. */
export function territoryRoutes(house: House): Router {
  const routes = Router()
  const administrator = allow('administrator')
  const by = (res: Response) => ({ account: accountOf(res).id })

  routes.get('/territory/editions', async (_req, res) => {
    res.json({ editions: await listEditions(house.db) })
  })

  routes.post('/territory/editions', administrator, async (req, res) => {
    const { name, copyOf } = accept(NewEdition, req.body)
    res.status(201).json(await newEdition(house, name, { copyOf, ...by(res) }))
  })

  routes.post('/territory/editions/:id/import', administrator, async (req, res) => {
    const { id } = accept(EditionId, req.params)
    const { options, file } = optionsOfQuery(req.query, id)
    const made = await importFile(house, await bodyOf(req), { file, options, ...by(res) })
    if (made.kind === 'refused') {
      const { importId, problems } = made
      const facts = { importId, count: problems.length, problems: problems.slice(0, PROBLEMS_SHOWN) }
      throw new Problem('import-refused', { facts })
    }
    res.status(201).json(made)
  })

  routes.post('/territory/editions/:id/check', administrator, async (req, res) => {
    const { id } = accept(EditionId, req.params)
    res.json({ edition: id, faults: await checkEdition(house, id, by(res)) })
  })

  routes.get('/territory/editions/:id/faults', async (req, res) => {
    const { id } = accept(EditionId, req.params)
    const faults = await readFaults(house.db, id)
    if (faults === undefined) throw new Problem('not-found', { facts: { edition: id } })
    res.json({ edition: id, faults })
  })

  routes.delete('/territory/editions/:id', administrator, async (req, res) => {
    await deleteDraft(house, accept(EditionId, req.params).id, by(res))
    res.status(204).end()
  })

  routes.get('/territory/areas', async (req, res) => {
    const { level, edition: wanted } = accept(AreasQuery, req.query)
    const id = wanted ?? (await editionInForce(house.db, house.now()))
    if (id === undefined) throw new Problem('no-edition')
    const edition = await readEdition(house.db, id)
    if (edition === undefined) throw new Problem('not-found', { facts: { edition: id } })
    // What is published cannot change; a draft may between any two requests.
    const name = `areas ${id} ${edition.publishedAt?.toISOString()} ${level} 1`
    if (edition.status === 'published' && isFresh(req, res, name)) return
    const facts = { edition: id, knownFaults: edition.knownFaults }
    answer(res, { ...areasAsGeoJson(await areasOf(house.db, id, level)), ...facts })
  })

  routes.get('/territory/editions/:id/areas', administrator, async (req, res) => {
    const { id } = accept(EditionId, req.params)
    const { level } = accept(DraftAreasQuery, req.query)
    const edition = await readEdition(house.db, id)
    if (edition === undefined) throw new Problem('not-found', { facts: { edition: id } })
    if (isFresh(req, res, `exact areas ${id} ${edition.version} ${level}`)) return
    answer(res, { ...exactAreas(await areasOf(house.db, id, level)), edition: id, version: edition.version })
  })

  routes.get('/territory/zones', async (_req, res) => {
    const id = await editionInForce(house.db, house.now())
    if (id === undefined) throw new Problem('no-edition')
    const zones = await zonesInForce(house.db, house.now())
    const streets = await areasOf(house.db, id, 'street')
    answer(res, { ...(await zonesAsGeoJson(zones, streets)), edition: id })
  })

  routes.post('/territory/zones', administrator, async (req, res) => {
    const { from: validFrom, streets, ...zone } = accept(NewZone, req.body)
    await addZone(house, { ...zone, validFrom, validTo: null, streets: [...new Set(streets)].sort() }, by(res))
    res.status(201).json({ zone: zone.code, from: validFrom })
  })

  return routes
}

async function bodyOf(req: Request) {
  if (!req.is('application/geo+json')) {
    throw new Problem('unsupported-media', {
      facts: { expected: 'application/geo+json', got: req.get('content-type') },
    })
  }
  const declared = Number(req.get('content-length') ?? 0)
  if (declared > IMPORT_LIMIT_BYTES) throw new Problem('body-too-large', { facts: { limitBytes: IMPORT_LIMIT_BYTES } })
  return readFeatureFile(req, IMPORT_LIMIT_BYTES)
}

/** Sets a strong tag made of what names the answer; true when the caller has that very answer and 304 was sent. */
function isFresh(req: Request, res: Response, name: string): boolean {
  res.set('ETag', `"${createHash('sha256').update(name).digest('base64url').slice(0, 22)}"`)
  res.set('Cache-Control', 'private, no-cache')
  if (!req.fresh) return false
  res.status(304).end()
  return true
}

function answer(res: Response, body: object): void {
  if (res.get('Cache-Control') === undefined) res.set('Cache-Control', 'private, no-cache')
  res.type('application/geo+json').send(JSON.stringify(body))
}
