import { COLLECTIONS } from './collection.ts'

const query = (name: string, description: string, schema: object) => ({
  name,
  in: 'query',
  description,
  required: false,
  schema,
  style: 'form',
  explode: false,
})

const F = query('f', 'Format', { type: 'string', enum: ['json'] })
const LIMIT = query('limit', 'Features on a page', { type: 'integer', minimum: 1, maximum: 10000, default: 100 })
const OFFSET = query('offset', 'Features to skip', { type: 'integer', minimum: 0, default: 0 })
const NUMBERS = { type: 'array', items: { type: 'number' }, oneOf: [4, 6].map((n) => ({ minItems: n, maxItems: n })) }
const BBOX = query('bbox', 'west,south,east,north, CRS84', NUMBERS)
const DATETIME = query('datetime', 'Instant or interval of RFC 3339', { type: 'string' })

const get = (operationId: string, summary: string, type: string, parameters: object[]) => ({
  get: {
    operationId,
    summary,
    parameters,
    responses: {
      200: { description: summary, content: { [type]: { schema: { type: 'object' } } } },
      400: { description: 'A parameter is unknown or malformed' },
      404: { description: 'There is no such thing' },
    },
  },
})

/** The OpenAPI 3.0 definition of this door; QGIS refuses a service without one. */
export function openapi(base: string, title: string, version: string) {
  const ofCollections = COLLECTIONS.map(({ id, title: summary }) => [
    [`/collections/${id}`, get(`describe.${id}`, summary, 'application/json', [F])],
    [
      `/collections/${id}/items`,
      get(`items.${id}`, summary, 'application/geo+json', [LIMIT, OFFSET, BBOX, DATETIME, F]),
    ],
    [`/collections/${id}/items/{featureId}`, get(`item.${id}`, summary, 'application/geo+json', [FEATURE_ID, F])],
  ])
  return {
    openapi: '3.0.3',
    info: { title, version },
    servers: [{ url: base }],
    paths: {
      '/': get('landing', 'Landing page', 'application/json', [F]),
      '/conformance': get('conformance', 'Conformance classes', 'application/json', [F]),
      '/collections': get('collections', 'Collections', 'application/json', [F]),
      ...Object.fromEntries(ofCollections.flat()),
    },
  }
}

const FEATURE_ID = { name: 'featureId', in: 'path', required: true, schema: { type: 'string' } }
