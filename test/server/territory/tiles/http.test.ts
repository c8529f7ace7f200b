import { VectorTile } from '@mapbox/vector-tile'
import { PbfReader } from 'pbf'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newEdition } from '../../../../server/territory/flow.ts'
import { signedInAs } from '../../../accounts.ts'
import type { Client } from '../../../client.ts'
import { type TestHouse, testHouse } from '../../../house.ts'
import { serve } from '../../../serve.ts'
import { type SmallDistrict, smallDistrict } from '../../../smallDistrict.ts'

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
