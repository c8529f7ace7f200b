import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { TravelMatrix } from '../../../geo/travel.ts'
import type { LonLat } from '../../../geo/types.ts'
import { type Network, network } from '../../../server/travel/network.ts'
import { travelBy } from '../../../server/travel/openTravel.ts'
import { osrm } from '../../../server/travel/osrm.ts'
import { isTravelRefusal, type TravelAnswer } from '../../../server/travel/travel.ts'
import { valhalla } from '../../../server/travel/valhalla.ts'
import { ISLAND_LAT, type RoutingServer, roadOf, routingServer, SEA_LAT } from './routingServer.ts'

let server: RoutingServer
beforeAll(async () => {
  server = await routingServer('/routing')
})
afterAll(() => server.close())
beforeEach(() => {
  server.forget()
})

const HASTY: Network = { timeoutMs: 400, attempts: 3, pauseMs: 5, blockSide: 3, atOnce: 2 }

const asked = (kind: 'osrm' | 'valhalla', points: LonLat[], sources?: number[], destinations?: number[]) => {
  const dialect = kind === 'osrm' ? osrm(server.url, 'driving') : valhalla(server.url, 'auto')
  return travelBy(network(dialect, HASTY)).matrix({ crs: 'cgcs2000', points }, sources, destinations)
}

function matrix(answer: TravelAnswer): TravelMatrix {
  if (isTravelRefusal(answer)) throw new Error(answer.en)
  return answer
}

const mainland = Array.from({ length: 8 }, (_, k): LonLat => [117.6 + 0.01 * k, 26.3 + 0.003 * ((k * 5) % 7)])
const island: LonLat = [117.65, ISLAND_LAT + 0.1]
const sea: LonLat = [117.65, SEA_LAT - 0.1]

describe.each(['osrm', 'valhalla'] as const)('%s', (kind) => {
  it('answers every pair of a matrix put together from blocks, a few at once', async () => {
    const { from, to, seconds, metres } = matrix(await asked(kind, mainland))
    expect([from, to]).toEqual([8, 8])
    for (const [i, a] of mainland.entries()) {
      for (const [j, b] of mainland.entries()) {
        expect(Math.abs(seconds[i * to + j]! - roadOf(a, b).seconds)).toBeLessThanOrEqual(0.6)
        expect(Math.abs(metres[i * to + j]! - roadOf(a, b).metres)).toBeLessThanOrEqual(1)
      }
    }
    expect(seconds[1]).not.toBe(seconds[to])
    expect(server.seen).toHaveLength(9)
    expect(server.seen.every(({ sources, destinations }) => sources.length <= 3 && destinations.length <= 3)).toBe(true)
    expect(server.atOnce()).toBeLessThanOrEqual(HASTY.atOnce)
    const path = kind === 'osrm' ? '/routing/table/v1/driving/117.600000,26.300000;' : '/routing/sources_to_targets'
    expect(server.seen.some((seen) => seen.path.startsWith(path))).toBe(true)
  })

  it('asks only from the sources to the destinations', async () => {
    const { from, to, seconds } = matrix(await asked(kind, mainland, [4], [0, 7]))
    expect([from, to, server.seen.length]).toEqual([1, 2, 1])
    expect(seconds[1]).toBe(Math.round(roadOf(mainland[4]!, mainland[7]!).seconds))
  })

  it('leaves pairs without a way, and places near no road, at -1 and guesses nothing', async () => {
    const points = [mainland[0]!, mainland[1]!, island, sea]
    const { seconds, metres } = matrix(await asked(kind, points))
    const open = Array.from(seconds, (s) => s >= 0)
    expect(open).toEqual([
      ...[true, true, false, false],
      ...[true, true, false, false],
      ...[false, false, true, false],
      ...[false, false, false, false],
    ])
    expect(Array.from(metres, (m) => m >= 0)).toEqual(open)
  })

  it('tries again where the server is busy, breaks off or answers half, and then has the whole', async () => {
    const calm = matrix(await asked(kind, mainland))
    server.mischief = (() => {
      let left = 3
      return (_, res) => {
        if (left === 0) return false
        if (left === 3) res.writeHead(503).end()
        if (left === 2) res.writeHead(200, { 'content-length': 500 }).write('{"code":"Ok","durat', () => res.destroy())
        if (left === 1) res.writeHead(200).end('{"code":"Ok","durations":[[0')
        left--
        return true
      }
    })()
    expect(matrix(await asked(kind, mainland))).toEqual(calm)
  })

  it.each<[string, (res: import('node:http').ServerResponse) => void, string, RegExp]>([
    ['is slow', () => undefined, 'unavailable', /no answer within 400 ms, asked 3 times/],
    ['always fails', (res) => res.writeHead(500).end(), 'unavailable', /answered status 500, asked 3 times/],
    ['is no routing server', (res) => res.end('<html>'), 'unavailable', /not valid JSON/],
    ['sends elsewhere', (res) => res.writeHead(302, { location: 'http://127.0.0.1:9/' }).end(), 'unavailable', /lost/],
    [
      'refuses',
      (res) => res.writeHead(400).end('{"code":"TooBig","message":"Too many table coordinates"}'),
      'wrong-answer',
      /expected .*, got 400 \{"code":"TooBig","message":"Too many/,
    ],
    [
      'answers something else',
      (res) => res.end('{"code":"Ok"}'),
      'wrong-answer',
      /expected .*, got 200 \{"code":"Ok"\}/,
    ],
    [
      'answers too few rows',
      (res) =>
        res.end(
          '{"code":"Ok","durations":[[0]],"distances":[[0]],"units":"kilometers","sources_to_targets":[[{"from_index":0,"to_index":0,"time":0,"distance":0}]]}',
        ),
      'wrong-answer',
      /table must be [32] × [32]/,
    ],
    [
      'answers nonsense',
      (res) =>
        res.end(
          '{"code":"Ok","durations":[[-4]],"distances":[["0"]],"units":"kilometers","sources_to_targets":[[{"from_index":0,"to_index":1,"time":0,"distance":0}]]}',
        ),
      'wrong-answer',
      /expected/,
    ],
  ])('says in words that the server %s', async (_, mischief, refusal, words) => {
    server.mischief = (_nth, res) => {
      mischief(res)
      return true
    }
    const answer = await asked(kind, mainland)
    expect(answer).toMatchObject({ refusal, en: expect.stringMatching(words), zh: expect.stringMatching(/[一-龥]/) })
    expect(server.seen.length).toBeLessThan(9)
  })
})

it('says that nobody answers at an address', async () => {
  const answer = await travelBy(network(osrm('http://127.0.0.1:9', 'driving'), HASTY)).matrix({
    crs: 'wgs84',
    points: mainland,
  })
  expect(answer).toMatchObject({ refusal: 'unavailable', en: expect.stringMatching(/no connection/) })
})
