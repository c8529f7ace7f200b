import { setImmediate as nextTurn } from 'node:timers/promises'
import { Router } from 'express'
import type { z } from 'zod'
import type { Atlas } from '../../geo/atlas.ts'
import { isRefusal, toWgs84 } from '../../geo/crs.ts'
import type { LonLat } from '../../geo/types.ts'
import { LocateIn, type LocateOut, type PlaceOut } from '../api/locate.ts'
import type { Position } from '../api/terms.ts'
import { accept } from '../contract.ts'
import { type Flaw, Problem } from '../errors.ts'
import type { House } from '../house.ts'
import { AsOf, atlasAsOf } from './asOf.ts'
import { placeOut } from './placeOut.ts'

/** One answer lists at most this many rivals in all: ten thousand wide circles would fill the memory otherwise. */
const MOST_RIVALS = 100_000
/** Points located before other requests get their turn. */
const POINTS_PER_TURN = 200

/**
 * POST /locate: one position or many in the edition in force, or with `?at=YYYY-MM-DD` in that of a past or future
 * local day; all are answered or, by index, all that is wrong is.
 */
export function locateRoutes(house: House): Router {
  return Router().post('/locate', async (req, res) => {
    const positions = positionsIn(req.body)
    const points = inWgs84(positions)
    const edition = await atlasAsOf(house, accept(AsOf, req.query).at)
    const places = await locateAll(edition.atlas, positions, points)
    res.json({ edition: edition.editionId, places } satisfies z.infer<typeof LocateOut>)
  })
}

const [One, Many] = LocateIn.options

/** The branch of the contract that the body means, so that its flaws are named and not "no branch fits". */
function positionsIn(body: unknown): Position[] {
  const many = typeof body === 'object' && body !== null && 'points' in body
  return many ? accept(Many, body).points : [accept(One, body)]
}

function inWgs84(positions: readonly Position[]): LonLat[] {
  const results = positions.map(({ crs, x, y }) => toWgs84(crs, x, y))
  const single = positions.length === 1
  const flaws = results.flatMap((result, index): Flaw[] => {
    if (!isRefusal(result)) return []
    const field = result.refusal === 'unknown-system' ? 'crs' : 'x, y'
    return [{ path: single ? field : `points.${index}.${field}`, expected: result.expected, got: result.got }]
  })
  if (flaws.length > 0) throw new Problem('invalid-input', { flaws })
  return results as LonLat[]
}

async function locateAll(atlas: Atlas, positions: readonly Position[], points: readonly LonLat[]): Promise<PlaceOut[]> {
  const places: PlaceOut[] = []
  let rivals = 0
  for (const [index, point] of points.entries()) {
    const place = placeOut(atlas, atlas.locate(point, positions[index]!.accuracyM))
    places.push(place)
    rivals += place.kind === 'located' ? place.rivals.length : 0
    if (rivals > MOST_RIVALS) throw tooManyRivals(index)
    if (index % POINTS_PER_TURN === POINTS_PER_TURN - 1) await nextTurn()
  }
  return places
}

const tooManyRivals = (index: number) =>
  new Problem('invalid-input', {
    flaws: [
      {
        path: 'points',
        expected: `fewer points or smaller accuracies: one answer lists at most ${MOST_RIVALS} rivals`,
        got: `more than that up to point ${index}`,
      },
    ],
  })
