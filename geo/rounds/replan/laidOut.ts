import type { FoundRoutes } from '../crews/findRoutes.ts'
import { type Model, NONE } from '../crews/model.ts'
import { Rota } from '../crews/rota.ts'
import type { Route } from '../crews/route.ts'
import type { Visit } from '../merge/visit.ts'
import type { Place } from './places.ts'

/** The rounds as they were, as far as they still keep every rule; `strays` are the visits that cannot stay in theirs. */
export function laidOut(
  model: Model,
  visits: readonly Visit[],
  places: ReadonlyMap<string, Place>,
): { found: FoundRoutes; strays: Visit[] } {
  const rota = new Rota(model)
  for (const route of routesAsBefore(visits, places)) layOut(rota, route)
  const strays = visits.filter((_, k) => rota.of[k + 1] === NONE)
  return { found: { routes: rota.routes(), bound: null, steps: 0 }, strays }
}

function routesAsBefore(visits: readonly Visit[], places: ReadonlyMap<string, Place>): Route[] {
  const kept = visits.flatMap(({ id }, k) => {
    const place = places.get(id)
    return place === undefined ? [] : [{ stop: k + 1, ...place }]
  })
  return [...Map.groupBy(kept, ({ round }) => round).values()].map((stops) => ({
    slot: stops[0]!.slot,
    stops: stops.toSorted((a, b) => a.at - b.at).map(({ stop }) => stop),
  }))
}

/** Puts a round where it was, stop by stop; a stop that cannot stay is left out. */
function layOut(rota: Rota, { slot, stops }: Route): void {
  let id: number | null = null
  for (const stop of stops) {
    if (!rota.mayBeOn(stop, slot)) continue
    const zone = rota.model.zone[stop]!
    if (id === null) {
      if (!rota.supply.hasTeam(slot, zone) || !rota.supply.canTake(slot, zone, rota.model.need[stop]!)) continue
      id = rota.open(slot, zone)
      rota.insert(id, 0, stop)
    } else rota.append(id, stop)
  }
}
