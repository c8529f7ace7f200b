import type { Feature, FeatureCollection } from 'geojson'
import type { PlanOut } from '../../../server/api/plan.ts'
import { collection, point } from '../../map/scene.ts'

interface Drawn {
  /** Place of a zone in the list of zones: its colour. */
  turnOf(zone: string): number
  chosen: number | null
}

/** Each round as a line through its stops, in driving order. */
export function roundLines(plan: PlanOut, { turnOf, chosen }: Drawn): FeatureCollection {
  const at = new Map(plan.visits.map(({ id, lonLat }) => [id, lonLat]))
  return collection(
    plan.rounds.flatMap((round): Feature[] => {
      const coordinates = round.visits.flatMap((id) => (at.has(id) ? [at.get(id)!] : []))
      if (coordinates.length < 2) return []
      return [
        {
          type: 'Feature',
          geometry: { type: 'LineString', coordinates },
          properties: { turn: turnOf(round.zone), chosen: round.id === chosen, aside: chosen !== null },
        },
      ]
    }),
  )
}

/** Each visit with its number in its round; one in no round has none. */
export function roundStops(plan: PlanOut, { turnOf, chosen }: Drawn): FeatureCollection {
  const placed = new Map(plan.rounds.flatMap((round) => round.visits.map((id, nth) => [id, { round, nth }] as const)))
  return collection(
    plan.visits.map(({ id, lonLat, unplaced }) => {
      const stop = placed.get(id)
      return point(lonLat, {
        visit: id,
        round: stop?.round.id ?? null,
        nth: stop === undefined ? '' : String(stop.nth + 1),
        turn: stop === undefined ? -1 : turnOf(stop.round.zone),
        chosen: stop !== undefined && stop.round.id === chosen,
        aside: chosen !== null,
        unplaced: unplaced !== null,
      })
    }),
  )
}
