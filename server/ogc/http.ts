import { type ErrorRequestHandler, type Request, type Response, Router } from 'express'
import { Problem } from '../errors.ts'
import type { House } from '../house.ts'
import { COLLECTIONS, type Collection } from './collection.ts'
import {
  collectionDocument,
  collectionsDocument,
  conformance,
  GEOJSON,
  itemDocument,
  itemsDocument,
  landing,
  OPENAPI,
} from './documents.ts'
import { pageOf } from './features.ts'
import { featuresOf } from './flow.ts'
import { openapi } from './openapi.ts'
import { itemsQuery, onlyKnown } from './query.ts'

/** Version of this door's definition. */
const VERSION = '1.0.0'

/**
 * OGC API – Features 1.0 (17-069r3), mounted at /ogc: boundaries and zones, read-only and open to everybody, for
 * QGIS, GDAL and other clients. Boundaries are public information; nothing else stands behind this door.
 */
export function ogcRoutes(house: House): Router {
  const routes = Router()
  const title = async () => `OneGrid ${(await house.district())?.name ?? ''}`.trim()

  routes.get('/', async (req, res) => {
    onlyKnown(req.query, ['f'])
    res.json(landing(baseOf(req), await title()))
  })

  routes.get('/api', async (req, res) => {
    onlyKnown(req.query, ['f'])
    send(res, OPENAPI, openapi(baseOf(req), await title(), VERSION))
  })

  routes.get('/conformance', (req, res) => {
    onlyKnown(req.query, ['f'])
    res.json(conformance())
  })

  routes.get('/collections', async (req, res) => {
    onlyKnown(req.query, ['f'])
    const all = await Promise.all(
      COLLECTIONS.map(async (collection) => [collection.id, await featuresOf(house, collection)] as const),
    )
    res.json(collectionsDocument(baseOf(req), new Map(all)))
  })

  routes.get('/collections/:collection', async (req, res) => {
    onlyKnown(req.query, ['f'])
    const collection = asked(req)
    res.json(collectionDocument(baseOf(req), collection, await featuresOf(house, collection)))
  })

  routes.get('/collections/:collection/items', async (req, res) => {
    const collection = asked(req)
    const page = pageOf(await featuresOf(house, collection), itemsQuery(req.query))
    const here = `${baseOf(req)}/collections/${collection.id}`
    const pageAt = (offset?: number) => addressAt(`${here}/items`, req, offset)
    send(res, GEOJSON, itemsDocument({ collection: here, pageAt }, page, house.now()))
  })

  routes.get('/collections/:collection/items/:feature', async (req, res) => {
    onlyKnown(req.query, ['f'])
    const collection = asked(req)
    const found = (await featuresOf(house, collection)).find(({ feature }) => feature.id === req.params.feature)
    if (found === undefined) throw new Problem('not-found', { facts: { feature: req.params.feature } })
    send(res, GEOJSON, itemDocument(`${baseOf(req)}/collections/${collection.id}`, found.feature))
  })

  routes.use(() => {
    throw new Problem('not-found')
  })
  routes.use(answerInDialect)
  return routes
}

function asked(req: Request): Collection {
  const found = COLLECTIONS.find(({ id }) => id === req.params.collection)
  if (found === undefined) throw new Problem('not-found', { facts: { collection: req.params.collection } })
  return found
}

/** Absolute address of the landing page, as the client reached it. */
const baseOf = (req: Request): string => `${req.protocol}://${req.host}${req.baseUrl}`

function addressAt(path: string, req: Request, offset?: number): string {
  const query = new URLSearchParams(req.query as Record<string, string>)
  if (offset !== undefined) query.set('offset', String(offset))
  return query.size === 0 ? path : `${path}?${query}`
}

/** `res.json` would add a charset that GDAL takes for another media type. */
function send(res: Response, type: string, body: object): void {
  res.setHeader('Content-Type', type)
  res.end(JSON.stringify(body))
}

/** This door's refusals are `{ code, description }`, and a bad parameter is 400 (7.5, 7.15). */
const answerInDialect: ErrorRequestHandler = (error, _req, res, next) => {
  if (!(error instanceof Problem)) return next(error)
  const [flaw] = error.flaws
  const description = flaw === undefined ? error.message : `${flaw.path}: expected ${flaw.expected}, got ${flaw.got}`
  res.status(error.code === 'invalid-input' ? 400 : error.status).json({ code: error.code, description })
}
