import { VectorTile } from '@mapbox/vector-tile'
import type { FeatureCollection } from 'geojson'
import { PbfReader } from 'pbf'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newEdition } from '../../../../server/territory/flow.ts'
import { signedInAs } from '../../../accounts.ts'
import type { Client } from '../../../client.ts'
import { type TestHouse, testHouse } from '../../../house.ts'
import { serve } from '../../../serve.ts'
import { DISTRICT, type SmallDistrict, STREETS, smallDistrict } from '../../../smallDistrict.ts'

let at: TestHouse
let server: Awaited<ReturnType<typeof serve>>
let district: SmallDistrict
let operator: Client
let administrator: Client
let path: string

beforeAll(async () => {
  at = await testHouse()
  district = await smallDistrict(at.house.db)
  server = await serve(at.house)
  operator = await signedInAs(at.house, server.base, 'operator')
  administrator = await signedInAs(at.house, server.base, 'administrator')
  path = `/api/territory/editions/${district.edition}/tiles/13/6776/3473`
})
afterAll(async () => {
  await server.close()
  await at.close()
})

/** A tile as a browser gets it. */
const fetched = (client: Client, where: string) => fetch(server.base + where, { headers: { cookie: client.cookie! } })

describe('the tiles of an edition over HTTP', () => {
  it('come compressed, with a tag by which the same one is not sent twice', async () => {
    const first = await fetched(operator, path)
    expect(first.status).toBe(200)
    expect(first.headers.get('content-encoding')).toBe('gzip')
    const { layers } = new VectorTile(new PbfReader(new Uint8Array(await first.arrayBuffer())))
    expect(layers['micro-grid']!.length).toBeGreaterThan(0)
    const again = await operator.get(path, { 'if-none-match': first.headers.get('etag')! })
    expect(again.status).toBe(304)
  })

  it('show the zones in force where they are asked for, and only there', async () => {
    const layersOf = async (where: string) => {
      const answer = await fetched(operator, where)
      return {
        tag: answer.headers.get('etag'),
        ...new VectorTile(new PbfReader(new Uint8Array(await answer.arrayBuffer()))),
      }
    }
    const [without, zoned] = [await layersOf(path), await layersOf(`${path}?zones=in-force`)]
    expect(without.layers.zone).toBeUndefined()
    expect(zoned.layers.zone!.length).toBeGreaterThan(0)
    expect(zoned.tag).not.toBe(without.tag)
    expect((await operator.get(`${path}?zones=all`)).status).toBe(422)
  })

  it('come with the outlines of the upper levels, the same not sent twice', async () => {
    const where = `/api/territory/editions/${district.edition}/outlines`
    const { body } = await operator.get<Record<'district' | 'street', FeatureCollection>>(where)
    expect(body.district.features).toHaveLength(1)
    expect(body.street.features.map(({ properties }) => properties)).toEqual(
      STREETS.map((code, n) => ({ code, name: `${'西中东'[n]}街道`, parent: DISTRICT, label: expect.any(Array) })),
    )
    const { etag } = Object.fromEntries((await fetched(operator, where)).headers)
    expect((await operator.get(where, { 'if-none-match': etag! })).status).toBe(304)
  })

  it('of a draft are for administrators only', async () => {
    const draft = await newEdition(at.house, '草稿', { account: null })
    const own = `/api/territory/editions/${draft.id}/tiles/13/6776/3473`
    expect((await fetched(operator, own)).status).toBe(404)
    expect((await fetched(administrator, own)).status).toBe(200)
  })

  it('are refused where there is no such zoom, column or row', async () => {
    for (const wrong of ['17/0/0', '3/8/0', '3/0/8', '3/-1/0', '3/1.5/0', '03/0/0']) {
      const { status } = await operator.get(`/api/territory/editions/${district.edition}/tiles/${wrong}`)
      expect(status, wrong).toBe(422)
    }
  })

  it('tell the characters of their names', async () => {
    const { body } = await operator.get<{ characters: string }>(
      `/api/territory/editions/${district.edition}/characters`,
    )
    const named = new Set(district.areas.flatMap(({ name }) => [...name]))
    expect(body.characters).toBe([...named].sort().join(''))
  })
})
