import { z } from 'zod'
import type { LonLat } from '../../geo/types.ts'
import { type Dialect, type Said, serviceUrl, unexpected } from './dialect.ts'

const Table = z.array(z.array(z.number().nonnegative().nullable()))
const Answer = z.object({ code: z.literal('Ok'), durations: Table, distances: Table })

/**
 * OSRM's table service, `/table/v1/{profile}/{lon,lat;…}` (docs/http.md of Project-OSRM). Distances came with 5.18: an
 * older server answers without them and is refused.
 */
export function osrm(base: string, profile: string): Dialect {
  return {
    request: ({ sources, destinations }) => {
      const places = [...sources, ...destinations].map(written).join(';')
      const url = serviceUrl(base, `table/v1/${encodeURIComponent(profile)}/${places}`)
      url.searchParams.set('sources', indexes(0, sources.length))
      url.searchParams.set('destinations', indexes(sources.length, destinations.length))
      url.searchParams.set('annotations', 'duration,distance')
      return { url, init: {} }
    },
    read,
  }
}

function read(status: number, body: unknown): Said {
  const answer = Answer.safeParse(body)
  if (answer.success) return { seconds: answer.data.durations, metres: answer.data.distances }
  // A place that can be matched to no road fails the whole request.
  if (z.object({ code: z.literal('NoSegment') }).safeParse(body).success) return { offRoad: true }
  const expected = {
    zh: ' code 为 Ok 且含 durations 和 distances 的路程表（OSRM 5.18 起）',
    en: 'a table with code Ok, durations and distances (OSRM from 5.18 on)',
  }
  return unexpected(expected, status, body)
}

const written = ([lon, lat]: LonLat) => `${lon.toFixed(6)},${lat.toFixed(6)}`
const indexes = (first: number, count: number) => Array.from({ length: count }, (_, k) => first + k).join(';')
