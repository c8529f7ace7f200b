import { type Boxed, COLLECTIONS, type Collection } from './collection.ts'
import type { Page } from './features.ts'

const CRS84 = 'http://www.opengis.net/def/crs/OGC/1.3/CRS84'
export const OPENAPI = 'application/vnd.oai.openapi+json;version=3.0'
export const GEOJSON = 'application/geo+json'
const JSON_TYPE = 'application/json'

const link = (rel: string, href: string, type = JSON_TYPE, title?: string) => ({
  rel,
  href,
  type,
  ...(title && { title }),
})

/** `base` is the absolute address of the landing page: both GDAL and QGIS need every link absolute. */
export const landing = (base: string, title: string) => ({
  title,
  description: '联合执法片区与五级网格边界 · zones and the five levels of areas',
  links: [
    link('self', base),
    link('service-desc', `${base}/api`, OPENAPI, 'OpenAPI 3.0'),
    link('conformance', `${base}/conformance`),
    link('data', `${base}/collections`),
  ],
})

export const conformance = () => ({
  conformsTo: ['core', 'geojson', 'oas30'].map(
    (part) => `http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/${part}`,
  ),
})

export function collectionDocument(base: string, { id, title, description }: Collection, all: readonly Boxed[]) {
  const here = `${base}/collections/${id}`
  const bbox = extentOf(all)
  return {
    id,
    title,
    description,
    itemType: 'feature',
    crs: [CRS84],
    ...(bbox && { extent: { spatial: { bbox: [bbox], crs: CRS84 } } }),
    links: [link('self', here), link('items', `${here}/items`, GEOJSON)],
  }
}

export const collectionsDocument = (base: string, all: ReadonlyMap<Collection['id'], readonly Boxed[]>) => ({
  links: [link('self', `${base}/collections`)],
  collections: COLLECTIONS.map((collection) => collectionDocument(base, collection, all.get(collection.id)!)),
})

/** @param pageAt the address of this very request with another offset */
export function itemsDocument(here: { collection: string; pageAt: (offset?: number) => string }, page: Page, at: Date) {
  return {
    type: 'FeatureCollection',
    timeStamp: at.toISOString(),
    numberMatched: page.matched,
    numberReturned: page.features.length,
    links: [
      link('self', here.pageAt(), GEOJSON),
      link('collection', here.collection),
      ...(page.next === null ? [] : [link('next', here.pageAt(page.next), GEOJSON)]),
    ],
    features: page.features,
  }
}

export const itemDocument = (collection: string, feature: Boxed['feature']) => ({
  ...feature,
  links: [
    link('self', `${collection}/items/${encodeURIComponent(feature.id)}`, GEOJSON),
    link('collection', collection),
  ],
})

function extentOf(all: readonly Boxed[]): number[] | undefined {
  if (all.length === 0) return undefined
  const edge = (at: 0 | 1 | 2 | 3, pick: (a: number, b: number) => number) =>
    all.reduce((sofar, { box }) => pick(sofar, box[at]), all[0]!.box[at])
  return [edge(0, Math.min), edge(1, Math.min), edge(2, Math.max), edge(3, Math.max)]
}
