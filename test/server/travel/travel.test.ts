import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { straightLineMatrix } from '../../../geo/travel.ts'
import type { LonLat } from '../../../geo/types.ts'
import { remembering } from '../../../server/travel/memory.ts'
import { network } from '../../../server/travel/network.ts'
import { openTravel, straightTravel, travelBy } from '../../../server/travel/openTravel.ts'
import { osrm } from '../../../server/travel/osrm.ts'
import { type RoutingServer, routingServer } from './routingServer.ts'

let server: RoutingServer
beforeAll(async () => {
  server = await routingServer()
})
afterAll(() => server.close())
beforeEach(() => {
  server.forget()
})

const points = Array.from({ length: 6 }, (_, k): LonLat => [117.6 + 0.01 * k, 26.3 + 0.003 * ((k * 5) % 7)])
const pairsAsked = () =>
  server.seen.reduce((sum, { sources, destinations }) => sum + sources.length * destinations.length, 0)

describe('a question', () => {
  it.each([
    ['gcj02', points, undefined, 'wrong-system', /gcj02.*converter/],
    ['bd09', points, undefined, 'wrong-system', /bd09/],
    ['EPSG:4549', points, undefined, 'wrong-system', /EPSG:4549/],
    ['wgs84', [[26.3, 117.6]] as LonLat[], undefined, 'wrong-place', /got point 0: 26.3, 117.6/],
    ['wgs84', [[Number.NaN, 26]] as LonLat[], undefined, 'wrong-place', /NaN/],
    ['wgs84', points, [6], 'wrong-index', /0 to 5; got 6/],
    ['wgs84', points, [0.5], 'wrong-index', /got 0.5/],
  ])('in %s that cannot be is refused before anybody is asked', async (crs, places, sources, refusal, words) => {
    const travel = travelBy(network(osrm(server.url, 'driving')))
    const answer = await travel.matrix({ crs, points: places }, sources)
    expect(answer).toMatchObject({ refusal, en: expect.stringMatching(words) })
    expect(server.seen).toEqual([])
  })

  it('between no places has an empty answer', async () => {
    expect(await straightTravel().matrix({ crs: 'wgs84', points: [] })).toMatchObject({ from: 0, to: 0 })
  })
})

describe('what was answered', () => {
  const travel = (limit?: number) => travelBy(remembering(network(osrm(server.url, 'driving')), limit))

  it('is not asked again; a new place costs its row and its column', async () => {
    const known = travel()
    const first = await known.matrix({ crs: 'wgs84', points: points.slice(0, 5) })
    expect(pairsAsked()).toBe(25)
    expect(await known.matrix({ crs: 'cgcs2000', points: points.slice(0, 5) })).toEqual(first)
    await known.matrix({ crs: 'wgs84', points: points.slice(0, 5).reverse() }, [1], [0, 3])
    expect(pairsAsked()).toBe(25)
    const grown = await known.matrix({ crs: 'wgs84', points })
    expect(pairsAsked()).toBe(36)
    expect(grown).toEqual(await travel().matrix({ crs: 'wgs84', points }))
  })

  it('is bounded: who was not asked for longest is forgotten', async () => {
    const small = travel(12)
    await small.matrix({ crs: 'wgs84', points: points.slice(0, 3) })
    await small.matrix({ crs: 'wgs84', points }, [3, 4, 5], [3, 4, 5])
    server.seen.length = 0
    await small.matrix({ crs: 'wgs84', points }, [3, 4, 5], [3, 4, 5])
    expect(pairsAsked()).toBe(0)
    await small.matrix({ crs: 'wgs84', points: points.slice(0, 3) })
    expect(pairsAsked()).toBeGreaterThanOrEqual(6)
  })

  it('is forgotten where it was a refusal', async () => {
    const known = travel()
    server.mischief = (_, res) => {
      res.writeHead(400).end('{"code":"InvalidQuery"}')
      return true
    }
    expect(await known.matrix({ crs: 'wgs84', points })).toMatchObject({ refusal: 'wrong-answer' })
    server.mischief = () => false
    expect(await known.matrix({ crs: 'wgs84', points })).toMatchObject({ from: 6, to: 6 })
  })
})

it('is opened as configured: straight lines ask nobody, a server is asked once a pair', async () => {
  const by = { circuity: 1.4, kmPerHour: 30, minutesPerStop: 2 }
  const straight = openTravel({ kind: 'straight-line', ...by }, () => undefined)
  expect(await straight.matrix({ crs: 'wgs84', points }, [0])).toEqual(straightLineMatrix(points, [0], undefined, by))
  for (const kind of ['osrm', 'valhalla'] as const) {
    const travel = openTravel({ kind, url: server.url, profile: 'driving' }, () => undefined)
    expect(await travel.matrix({ crs: 'wgs84', points })).toMatchObject({ from: 6 })
    expect(await travel.matrix({ crs: 'wgs84', points })).toMatchObject({ from: 6 })
  }
  expect(server.seen).toHaveLength(2)
})
