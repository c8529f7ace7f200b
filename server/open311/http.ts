import express, { type ErrorRequestHandler, type Request, type Response, Router } from 'express'
import { isDemo } from '../directory/store.ts'
import { Problem } from '../errors.ts'
import type { House } from '../house.ts'
import { holderOf, knownService, requestById, search, submit } from './flow.ts'
import { formOf } from './form.ts'
import { Refusal } from './refusal.ts'
import { allServices } from './store.ts'
import { definitionOf, discoveryOf, requestOf, serviceOf } from './words.ts'
import { type Node, xmlOf } from './xml.ts'

const BODY_LIMIT = '64kb'

/**
 * Open311 GeoReport v2, mounted at /open311/v2, in XML and JSON. What may be reported is public (the accepted powers
 * are published: 漳龙政〔2024〕40号, 沙政〔2023〕76号); requests are sent and read with a key (`api_key`, or the
 * header X-Api-Key, which leaves no trace in logs) and as the account it stands for.
 */
export function open311Routes(house: House): Router {
  const routes = Router()
  routes.use(express.urlencoded({ extended: false, limit: BODY_LIMIT }))
  const holder = (req: Request, form: Record<string, string>) => holderOf(house, req.get('x-api-key') ?? form.api_key)

  routes.get('/discovery.:format', async (req, res) => {
    const district = await house.district()
    const url = `${req.protocol}://${req.host}${req.baseUrl}`
    const demo = await isDemo(house.db)
    answer(res, req.params.format, 'discovery', discoveryOf(url, { name: district?.name ?? '', demo }))
  })

  routes.get('/services.:format', async (req, res) => {
    answer(res, req.params.format, 'services', (await allServices(house.db)).map(serviceOf))
  })

  routes.get('/services/:file', async (req, res) => {
    const [code, format] = partsOf(req.params.file)
    answer(res, format, 'service_definition', definitionOf(await knownService(house, code)))
  })

  routes.post('/requests.:format', async (req, res) => {
    const form = { ...formOf(req.query), ...formOf(req.body) }
    const account = await holder(req, form)
    const receipt = await submit(house, form, account, repeatKey(req))
    answer(res, req.params.format, 'service_requests', [receipt])
  })

  routes.get('/requests.:format', async (req, res) => {
    const form = formOf(req.query)
    const found = await search(house, form, await holder(req, form))
    answer(res, req.params.format, 'service_requests', found.map(requestOf))
  })

  routes.get('/requests/:file', async (req, res) => {
    const [id, format] = partsOf(req.params.file)
    const account = await holder(req, formOf(req.query))
    answer(res, format, 'service_requests', [requestOf(await requestById(house, id, account))])
  })

  /** Ids are given at once, so that the token of a request is its id. */
  routes.get('/tokens/:file', async (req, res) => {
    const [token, format] = partsOf(req.params.file)
    const { id } = await requestById(house, token, await holder(req, formOf(req.query)))
    answer(res, format, 'service_requests', [{ service_request_id: String(id), token }])
  })

  routes.use(() => {
    throw new Refusal(404, 'there is no such resource')
  })
  routes.use(refuse)
  return routes
}

/** `CODE.format`; a code may itself hold dots. */
function partsOf(file: string): [string, string] {
  const dot = file.lastIndexOf('.')
  return dot < 0 ? [file, ''] : [file.slice(0, dot), file.slice(dot + 1)]
}

function repeatKey(req: Request): string | undefined {
  const key = req.get('idempotency-key')
  if (key === undefined || /^[\w-]{8,100}$/.test(key)) return key
  throw new Refusal(400, 'Idempotency-Key: expected 8 to 100 letters, digits, _ or -')
}

/** In JSON a document stands bare; in XML it has a root. */
function answer(res: Response, format: string, root: string, document: Node): void {
  if (format === 'json') res.json(document)
  else if (format === 'xml') res.type('text/xml; charset=utf-8').send(xmlOf(root, document))
  else throw new Refusal(404, `format ${format.slice(0, 20)} is not served; xml and json are`)
}

/** GeoReport's error list, in JSON where the address says so and in XML, which is mandatory, everywhere else. */
const refuse: ErrorRequestHandler = (error, req, res, next) => {
  const refusal = refusalOf(error)
  if (refusal === undefined) return next(error)
  res.status(refusal.status)
  const errors = [{ code: String(refusal.status), description: refusal.message }]
  answer(res, req.path.endsWith('.json') ? 'json' : 'xml', 'errors', errors)
}

/** Bad forms and early refusals of the flows are 400 here; what nobody foresaw is answered by the house's own handler. */
function refusalOf(error: unknown): Refusal | undefined {
  if (error instanceof Refusal) return error
  if (error instanceof Problem && error.status < 500) return new Refusal(400, error.message)
  const { status, expose, message } = error as { status?: number; expose?: boolean; message?: string }
  return expose && status !== undefined && status < 500 ? new Refusal(400, message ?? 'bad request') : undefined
}
