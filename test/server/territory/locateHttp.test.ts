import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import express from 'express'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { coverage } from '../../../bench/coverage.ts'
import { buildAtlas } from '../../../geo/atlas.ts'
import { interiorPoint } from '../../../geo/interior.ts'
import { toOffset } from '../../../geo/offset.ts'
import { LocateOut } from '../../../server/api/locate.ts'
import { ProblemOut } from '../../../server/api/problem.ts'
import { answerErrors } from '../../../server/errorAnswers.ts'
import type { House } from '../../../server/house.ts'
import { locateRoutes } from '../../../server/territory/locateHttp.ts'
import { straightTravel } from '../../../server/travel/openTravel.ts'

const { areas } = coverage({ leaves: 200, seed: 8 })
const atlas = buildAtlas(areas)
const [lon, lat] = interiorPoint(atlas.leaves[77]!.geometry)!

const house: House = {
  db: undefined as never,
  jobs: undefined as never,
  district: async () => null,
  atlas: async () => ({ editionId: 7, atlas, snapshot: new SharedArrayBuffer(0) }),
  atlasOf: async () => null,
  prepareAtlas: async () => undefined,
  now: () => new Date('2026-03-02T09:00:00+08:00'),
  travel: straightTravel(),
  folder: '',
  log: () => undefined,
}

let servers: { server: Server; url: string }[] = []

async function serve(given: House): Promise<string> {
  const app = express()
    .use(express.json({ limit: '1mb' }))
    .use('/api', locateRoutes(given))
    .use(answerErrors(given))
  const server = app.listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/locate`
  servers.push({ server, url })
  return url
}

const post = (url: string, body: unknown) =>
  fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) })

async function located(body: unknown) {
  const answer = await post(servers[0]!.url, body)
  expect(answer.status).toBe(200)
  return LocateOut.parse(await answer.json())
}

async function refused(body: unknown) {
  const answer = await post(servers[0]!.url, body)
  const { error } = ProblemOut.parse(await answer.json())
  return { status: answer.status, code: error.code, flaws: error.flaws }
}

beforeAll(() => serve(house))
afterAll(async () => {
  await Promise.all(servers.map(({ server }) => new Promise((resolve) => server.close(resolve))))
  servers = []
})

describe('POST /api/locate', () => {
  it('answers one position with codes and names of every level', async () => {
    const { edition, places } = await located({ crs: 'wgs84', x: lon, y: lat })
    expect(edition).toBe(7)
    const { code } = atlas.leaves[77]!
    expect(places).toMatchObject([
      {
        kind: 'located',
        code,
        path: atlas.path(code)!,
        names: { district: 'district 9', 'micro-grid': `micro-grid ${code}` },
      },
    ])
    expect(places[0]).toMatchObject({ rivals: [] })
  })

  it('answers many in their order, each in its own system', async () => {
    const [x, y] = toOffset('gcj02', [lon, lat])
    const points = [
      { crs: 'gcj02', x, y, accuracyM: 600 },
      { crs: 'cgcs2000', x: lon, y: lat },
      { crs: 'wgs84', x: 0, y: 0 },
    ]
    const { places } = await located({ points })
    expect(places.map(({ kind }) => kind)).toEqual(['located', 'located', 'unlocated'])
    const [first, second, third] = places
    if (first?.kind !== 'located' || second?.kind !== 'located' || third?.kind !== 'unlocated') throw new Error('kinds')
    expect(first.code).toBe(second.code)
    expect(first.borderM).toBeCloseTo(second.borderM, 2)
    expect(first.rivals.length).toBeGreaterThan(2)
    expect(third.nearest?.distanceM).toBeGreaterThan(1e6)
  })

  it('names every bad point by its index', async () => {
    const points = [
      { crs: 'wgs84', x: lon, y: lat },
      { crs: 'wgs84', x: 117.8, y: 91 },
      { crs: 'EPSG:9999', x: 1, y: 1 },
      { crs: 'wgs84', x: 26.4, y: 117.8 },
    ]
    const { status, code, flaws } = await refused({ points })
    expect([status, code]).toEqual([422, 'invalid-input'])
    expect(flaws.map(({ path }) => path)).toEqual(['points.1.x, y', 'points.2.crs', 'points.3.x, y'])
    expect(flaws[2]!.expected).toContain('swapped')
  })

  it.each([
    ['an unknown system', { crs: 'mars', x: 1, y: 1 }, 'crs'],
    ['a missing coordinate', { crs: 'wgs84', x: 1 }, 'y'],
    ['a coordinate that is text', { crs: 'wgs84', x: '117', y: 26 }, 'x'],
    ['null, as NaN is written in JSON', { crs: 'wgs84', x: Number.NaN, y: 26 }, 'x'],
    ['a negative accuracy', { crs: 'wgs84', x: 1, y: 1, accuracyM: -1 }, 'accuracyM'],
    ['a field too many', { crs: 'wgs84', x: 1, y: 1, z: 1 }, ''],
    ['no points', { points: [] }, 'points'],
    ['a bad point among many', { points: [{ crs: 'wgs84', x: 1 }] }, 'points.0.y'],
    ['a list', [], ''],
  ])('refuses %s', async (_, body, path) => {
    const { status, flaws } = await refused(body)
    expect(status).toBe(422)
    expect(flaws.map((flaw) => flaw.path)).toContain(path)
  })

  it('refuses ten thousand circles that hold everything, in words that help', async () => {
    const points = Array.from({ length: 10_000 }, () => ({ crs: 'wgs84', x: lon, y: lat, accuracyM: 100_000 }))
    const { status, flaws } = await refused({ points })
    expect(status).toBe(422)
    expect(flaws[0]!.expected).toContain('smaller accuracies')
  })

  it('says where no edition is in force', async () => {
    const url = await serve({ ...house, atlas: async () => null })
    const answer = await post(url, { crs: 'wgs84', x: lon, y: lat })
    expect(answer.status).toBe(409)
    expect(ProblemOut.parse(await answer.json()).error.code).toBe('no-edition')
  })
})
