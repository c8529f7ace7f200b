import { z } from 'zod'
import type { LonLat } from '../../geo/types.ts'
import { type Dialect, type Said, serviceUrl, unexpected } from './dialect.ts'

const Cell = z.object({
  from_index: z.number(),
  to_index: z.number(),
  time: z.number().nonnegative().nullish(),
  distance: z.number().nonnegative().nullish(),
})
const Answer = z.object({ units: z.literal('kilometers'), sources_to_targets: z.array(z.array(Cell)) })

/** "No suitable edges near location": one place near no road fails the whole request. */
const NO_EDGES = z.object({ error_code: z.literal(171) })

/** Valhalla's time-distance matrix, `/sources_to_targets` (docs/api/matrix of valhalla), distances in kilometres. */
export function valhalla(base: string, costing: string): Dialect {
  return {
    request: ({ sources, destinations }) => ({
      url: serviceUrl(base, 'sources_to_targets'),
      init: {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({
          sources: sources.map(place),
          targets: destinations.map(place),
          costing,
          units: 'kilometers',
          verbose: true,
        }),
      },
    }),
    read,
  }
}

function read(status: number, body: unknown): Said {
  const answer = Answer.safeParse(body)
  if (!answer.success || !inOrder(answer.data.sources_to_targets)) {
    if (NO_EDGES.safeParse(body).success) return { offRoad: true }
    const expected = {
      zh: '以公里计、按行列排序的 sources_to_targets',
      en: 'sources_to_targets in kilometers, rows and columns in order',
    }
    return unexpected(expected, status, body)
  }
  const rows = answer.data.sources_to_targets
  return {
    seconds: rows.map((row) => row.map(({ time }) => time ?? null)),
    metres: rows.map((row) => row.map(({ distance }) => (distance == null ? null : distance * 1000))),
  }
}

const inOrder = (rows: z.infer<typeof Cell>[][]) =>
  rows.every((row, i) => row.every(({ from_index, to_index }, j) => from_index === i && to_index === j))

const place = ([lon, lat]: LonLat) => ({ lon, lat })
