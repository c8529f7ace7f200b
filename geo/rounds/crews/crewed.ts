import type { Visit } from '../merge/visit.ts'
import type { Problem } from '../problem/problem.ts'
import { makeRoom, NONE_LEFT } from './makeRoom.ts'
import { type Model, NONE } from './model.ts'
import { Rota } from './rota.ts'
import type { Route } from './route.ts'
import type { Settled } from './settled.ts'
import { type KeptCrews, staffAll } from './staffAll.ts'

/**
 * The rounds with whatever still fits into them, and their officers. Where recusals of several stops together leave too
 * few for the rounds of a half-day, one stop after another is kept out of it, and what fits is put in anew: of a plan that
 * is to be kept a stop that is new in that half-day, else one that is recused.
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
  const isBanned = (stop: number, slot: number) => banned.has(`${stop} ${slot}`)
  const unrecused: Model['unrecused'] = (stops, slot, departments) =>
    !stops.some((stop) => isBanned(stop, slot)) && model.unrecused(stops, slot, departments)
  const rota = new Rota({ ...model, unrecused })
  const isRecused = (stop: number) =>
    problem.officers?.some(({ recused }) => recused.includes(visits[stop - 1]!.premises)) ?? false
  const isNewIn = (slot: number) => (stop: number) => keep.get(visits[stop - 1]!.id)?.slot !== slot
  for (;;) {
    rota.take(routes)
    if (banned.size > 0) removeBanned()
    makeRoom(problem, rota, visits, left)
    const loadNow = new Map(load)
    const order = { seed, busy, keep, load: loadNow }
    const { crews, short } = staffAll(problem, model.halfDays, rota.routes(), visits, order)
    if (short.length === 0) {
      for (const [officer, halfDays] of loadNow) load.set(officer, halfDays)
      return { rota, crews }
    }
    const now = rota.routes()
    for (const slot of new Set(short.map((k) => now[k]!.slot))) {
      const stops = now.flatMap((route) => (route.slot === slot ? route.stops : []))
      const stop = (keep.size > 0 ? stops.find(isNewIn(slot)) : undefined) ?? stops.find(isRecused)
      if (stop === undefined) throw new Error('rounds without officers although nobody is recused')
      banned.add(`${stop} ${slot}`)
    }
  }

  function removeBanned(): void {
    for (let stop = 1; stop < model.size; stop++) {
      const id = rota.of[stop]!
      if (id !== NONE && isBanned(stop, rota.outings[id]!.slot)) rota.remove(id, [stop])
    }
  }
}
