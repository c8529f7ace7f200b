import { bits } from '../bits.ts'
import type { Visit } from '../merge/visit.ts'
import type { Constraint } from '../plan/constraint.ts'
import type { Premises } from '../problem/premises.ts'
import { premisesById } from '../problem/premisesById.ts'
import type { Problem } from '../problem/problem.ts'
import { FAR } from '../tours/legs.ts'
import { openRanges } from './begins.ts'
import { kindOf, NONE } from './model.ts'
import { closedOn } from './openOn.ts'
import type { Outing, Rota } from './rota.ts'

/** What can keep a visit out of the rounds as they are; `officers:CODE` for each department it needs. */
export type Limit =
  | 'unreachable'
  | 'half-day-length'
  | 'opening-hours'
  | 'window'
  | 'crew-size'
  | 'rounds-per-half-day'
  | 'cool-off'
  | `officers:${string}`

/** The limit that a constraint comes from. */
export const limitOf = (one: Constraint): Limit =>
  one.kind === 'officers' ? `officers:${one.department}` : (one.kind as Exclude<Limit, `officers:${string}`>)

/** All that can keep this visit out, in the order in which they are left out to see whether the rest excludes it. */
export const limitsOf = (visit: Visit): Limit[] => [
  'cool-off',
  'rounds-per-half-day',
  'crew-size',
  ...visit.departments.map((code): Limit => `officers:${code}`),
  'opening-hours',
  'window',
  'half-day-length',
  'unreachable',
]

/** Where a visit can go: into a round (its id) or a new one (NONE), before the stop at `at`, and what that takes. */
export interface Opening {
  slot: number
  id: number
  at: number
  /** Departments more in the crew, and seconds more of driving. */
  crews: number
  driven: number
}

/** The rounds as they are, and the visit that is to join them. */
export interface Question {
  problem: Problem
  rota: Rota
  visits: readonly Visit[]
  /** visits[stop - 1] is the one that is out. */
  stop: number
  /** Half-days that are looked at; default: all. */
  slots?: readonly number[]
}

/** Whether the visit could go anywhere if only these limits held, all other rounds being as they are. */
export const isPlaceable = (question: Question, limits: ReadonlySet<Limit>): boolean =>
  openings(question, limits).next().done !== true

/** Where it takes least: no round more, then fewest departments more, then least driving; null: nowhere. */
export function bestOpening(question: Question): Opening | null {
  const limits = new Set(limitsOf(question.visits[question.stop - 1]!))
  let best: Opening | null = null
  for (const opening of openings(question, limits))
    if (best === null || compareOpenings(opening, best) < 0) best = opening
  return best
}

const compareOpenings = (a: Opening, b: Opening): number =>
  Number(a.id === NONE) - Number(b.id === NONE) || a.crews - b.crews || a.driven - b.driven

/** Everywhere the visit could go if only these limits held, half-day by half-day; in each round, where it drives least. */
export function* openings(question: Question, limits: ReadonlySet<Limit>): Generator<Opening> {
  const { problem, rota, visits, stop } = question
  const { model } = rota
  const visit = visits[stop - 1]!
  const byId = premisesById(problem)
  const premises = byId.get(visit.premises)!
  const zone = model.zone[stop]!
  const demanded = visit.departments.reduce(
    (mask, code) => (limits.has(`officers:${code}`) ? mask | bitOf(code) : mask),
    0,
  )
  const need = model.need[stop]!
  const endless = !limits.has('half-day-length')
  const hours = limits.has('opening-hours') ? premises.hours : []
  const ranges = ([0, 1] as const).map((kind) => rangesUntil(closes(kind), stop, hours, kind))
  const endlessOf = new Map<number, Int32Array>()
  const { first, next } = roundsBySlot(rota, zone)
  for (const slot of question.slots ?? model.halfDays.keys()) {
    const { day } = model.halfDays[slot]!
    if (limits.has('window') && (day < visit.release || day > visit.due)) continue
    if (limits.has('opening-hours') && closedOn(premises, day)) continue
    if (limits.has('cool-off') && !rota.keepsDistance(stop, slot)) continue
    for (let id = first[slot]!; id !== NONE; id = next[id]!) {
      const outing = rota.outings[id]!
      if (limits.has('crew-size') && bits(outing.departments | need) > model.mostDepartments) continue
      if (!officersFor(slot, outing)) continue
      const place = placeIn(outing)
      if (place !== null) yield { slot, id, ...place, crews: bits(need & ~outing.departments) }
    }
    if (limits.has('rounds-per-half-day') && !rota.supply.hasTeam(slot, zone)) continue
    if (limits.has('crew-size') && bits(need) > model.mostDepartments) continue
    if (officersFor(slot, null) && drives(null, 0, kindOf(slot)))
      yield { slot, id: NONE, at: 0, crews: bits(need), driven: legOf(0, stop) + legOf(stop, 0) }
  }

  function bitOf(code: string): number {
    return 1 << problem.departments.findIndex((department) => department.code === code)
  }

  /** Whether officers are there for what the crew of a round, or a new one, still lacks. */
  function officersFor(slot: number, outing: Outing | null): boolean {
    const there = outing?.departments ?? 0
    if (!rota.supply.canTake(slot, zone, demanded & ~there)) return false
    return demanded === 0 || model.unrecused([stop, ...(outing?.stops ?? [])], slot, demanded | there)
  }

  function closes(kind: 0 | 1): number {
    return endless ? FAR : model.closes[kind]
  }

  function rangesUntil(until: number, one: number, hours: Premises['hours'], kind: 0 | 1): Int32Array {
    const { serviceS } = visits[one - 1]!
    return openRanges(hours, model.opens[kind], until, serviceS, model.stay[one]! - serviceS)
  }

  /** When the stay at another stop of a round may begin. */
  function begins(one: number, kind: 0 | 1): Int32Array {
    const at = kind * model.size + one
    if (!endless) return model.begins[at]!
    const known = endlessOf.get(at) ?? rangesUntil(FAR, one, byId.get(visits[one - 1]!.premises)!.hours, kind)
    endlessOf.set(at, known)
    return known
  }

  function placeIn(outing: Outing): { at: number; driven: number } | null {
    const { stops, slot } = outing
    let best: { at: number; driven: number } | null = null
    for (let at = 0; at <= stops.length; at++) {
      const a = stops[at - 1] ?? 0
      const b = stops[at] ?? 0
      const driven = legOf(a, stop) + legOf(stop, b) - legOf(a, b)
      if ((best === null || driven < best.driven) && drives(outing, at, kindOf(slot))) best = { at, driven }
    }
    return best
  }

  /** Whether the round (null: a new one) can be driven with the visit before its stop at `at`. */
  function drives(outing: Outing | null, at: number, kind: 0 | 1): boolean {
    const stops = outing?.stops ?? []
    let before = stops[at - 1] ?? 0
    let time = before === 0 ? model.opens[kind] : outing!.early[at - 1]! + model.stay[before]!
    for (let k = at; k <= stops.length; k++) {
      const one = k === at ? stop : stops[k - 1]!
      const leg = legOf(before, one)
      const begin = firstIn(one === stop ? ranges[kind]! : begins(one, kind), time + leg)
      if (leg >= FAR || begin === Infinity) return false
      time = begin + model.stay[one]!
      before = one
    }
    const home = legOf(before, 0)
    return home < FAR && time + home <= closes(kind)
  }

  function legOf(a: number, b: number): number {
    const leg = model.legs.of(a, b)
    return leg >= FAR && !limits.has('unreachable') && (a === stop || b === stop) ? 0 : leg
  }
}

/** The rounds of a zone half-day by half-day, as chains of their ids that NONE ends: first[slot], next[id]. */
function roundsBySlot({ outings, model }: Rota, zone: number) {
  const first = new Int32Array(model.halfDays.length).fill(NONE)
  const next = new Int32Array(outings.length)
  for (let id = outings.length - 1; id >= 0; id--) {
    const outing = outings[id] ?? null
    if (outing === null || outing.zone !== zone) continue
    next[id] = first[outing.slot]!
    first[outing.slot] = id
  }
  return { first, next }
}

function firstIn(ranges: Int32Array, time: number): number {
  for (let k = 0; k < ranges.length; k += 2) if (time <= ranges[k + 1]!) return Math.max(time, ranges[k]!)
  return Infinity
}
