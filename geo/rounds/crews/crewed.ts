import type { Visit } from '../merge/visit.ts'
import type { Problem } from '../problem/problem.ts'
import { makeRoom, NONE_LEFT } from './makeRoom.ts'
import type { Model } from './model.ts'
import { Rota } from './rota.ts'
import type { Route } from './route.ts'
import type { Settled } from './settled.ts'
import { type KeptCrews, staffAll } from './staffAll.ts'

/**
 * The rounds with whatever still fits into them, and their officers. Where recusals of several stops together leave too
 * few for the rounds of a half-day, its recused stops go, one after another, to where they still fit.
 */
export function crewed(
  problem: Problem,
  model: Model,
  routes: readonly Route[],
  visits: readonly Visit[],
  staffing: { busy: Settled['busy']; load: Map<string, number>; seed: number; keep: KeptCrews },
  left = NONE_LEFT,
) {
  const { busy, load, seed, keep } = staffing
  const banned = new Set<string>()
  const unrecused: Model['unrecused'] = (stops, slot, departments) =>
    !stops.some((stop) => banned.has(`${stop} ${slot}`)) && model.unrecused(stops, slot, departments)
  const rota = new Rota({ ...model, unrecused })
  rota.take(routes)
  const isRecused = (stop: number) =>
    problem.officers?.some(({ recused }) => recused.includes(visits[stop - 1]!.premises)) ?? false
  for (;;) {
    makeRoom(problem, rota, visits, left)
    const loadNow = new Map(load)
    const { crews, short } = staffAll(problem, model.halfDays, rota.routes(), visits, {
      seed,
      busy,
      keep,
      load: loadNow,
    })
    if (short.length === 0) {
      for (const [officer, halfDays] of loadNow) load.set(officer, halfDays)
      return { rota, crews }
    }
    const routes = rota.routes()
    for (const slot of new Set(short.map((k) => routes[k]!.slot))) {
      const stop = routes.flatMap((route) => (route.slot === slot ? route.stops : [])).find(isRecused)
      if (stop === undefined) throw new Error('rounds without officers although nobody is recused')
      banned.add(`${stop} ${slot}`)
      rota.remove(rota.of[stop]!, [stop])
    }
  }
}
