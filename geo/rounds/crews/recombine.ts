import { bits } from '../bits.ts'
import type { MipColumn, MipRow, MipSolver } from '../mip.ts'
import { drivenBy } from './driving.ts'
import type { Model } from './model.ts'
import { officerRows } from './officerRows.ts'
import type { Route } from './route.ts'
import type { Score } from './search.ts'
import { Supply } from './supply.ts'

/** What recombination may take. */
export interface RecombineLimits {
  /** Of each of the five figures. */
  seconds: number
  nodes?: number
}

export interface Recombined {
  routes: Route[]
  score: Score
  /** How many of the five figures, from the first on, are proven the best that these rounds can be combined to. */
  proven: number
}

/**
 * The best combination of known rounds: set packing by mixed-integer programming (Foster and Ryan 1976), one figure of
 * the score after another, each held while the next is sought. The given combination is where it begins and what it
 * never falls behind, unless rounds of it lack officers together (Model.conflicts): those are then cut off, and it is done
 * again (combinatorial Benders cuts, Codato and Fischetti 2006). With every round there can be among the columns, what is proven holds for the problem itself.
 */
export function recombine(
  model: Model,
  columns: readonly Route[],
  incumbent: readonly Route[],
  mip: MipSolver,
  limits: RecombineLimits,
): Recombined {
  const cuts: (readonly Route[])[] = []
  let start = incumbent
  for (;;) {
    const found = combine(model, distinct([...start, ...columns]), start, cuts, mip, limits)
    const conflicts = cuts.length < MOST_CUTS ? model.conflicts(found.routes) : []
    if (conflicts.length === 0) return found
    cuts.push(...conflicts)
    start = start.filter(({ slot }) => !conflicts.some((routes) => routes[0]!.slot === slot))
  }
}

/** How many sets of rounds may be found out to lack officers together before what is left is settled round by round. */
const MOST_CUTS = 60

function combine(
  model: Model,
  all: readonly Route[],
  incumbent: readonly Route[],
  cuts: readonly (readonly Route[])[],
  mip: MipSolver,
  limits: RecombineLimits,
): Recombined {
  const figures = [
    (route: Route) => -route.stops.reduce((sum, stop) => sum + model.checks[stop]!, 0),
    (route: Route) => route.stops.length,
    () => 1,
    (route: Route) => bits(departmentsOf(model, route)),
    (route: Route) => drivenBy(model, route.stops),
  ]
  const { rows, extra, start } = constraints(model, all, incumbent.length)
  for (const routes of cuts) {
    const keys = new Set(routes.map(keyOfRoute))
    const together = all.flatMap((route, k) => (keys.has(keyOfRoute(route)) ? [k] : []))
    rows.push({ upper: routes.length - 1, columns: together })
  }
  let values: Float64Array = start
  let proven = 0
  const most = model.checks.reduce((sum, checks, stop) => sum + (model.freedom[stop] === 0 ? 0 : checks), 0)
  const placesAll = () => chosen(all, values).reduce((sum, route) => sum - figures[0]!(route), 0) === most
  for (const [at, figure] of figures.entries()) {
    const costs = all.map(figure)
    // With every stop placed that any half-day suits, no combination can have more of them, nor other visits.
    if (at >= FIRST_OPEN || !placesAll()) {
      const columns: MipColumn[] = [
        ...costs.map((cost) => ({ cost })),
        ...extra.map((upper) => ({ cost: 0, upper, whole: false })),
      ]
      const result = mip({ columns, rows }, { ...limits, start: values })
      if (result.values === undefined) break
      values = result.values
      if (result.status === 'optimal' && proven === at) proven++
    } else proven++
    const reached = costs.reduce((sum, cost, k) => sum + cost * Math.round(values[k]!), 0)
    rows.push({ upper: reached, columns: costs.map((_, k) => k), factors: costs })
  }
  const routes = chosen(all, values)
  return { routes, score: scoreOf(model, routes), proven }
}

/** The first figure that is open although every stop is placed that can be: rounds. */
const FIRST_OPEN = 2

const chosen = (all: readonly Route[], values: Float64Array) => all.filter((_, k) => values[k]! > 0.5)

/** The score of rounds that keep all rules together. */
export function scoreOf(model: Model, routes: readonly Route[]): Score {
  const placed = routes.flatMap(({ stops }) => stops).reduce((sum, stop) => sum + model.checks[stop]!, 0)
  return [
    model.checks.reduce((sum, count) => sum + count, 0) - placed,
    routes.reduce((sum, { stops }) => sum + stops.length, 0),
    routes.length,
    routes.reduce((sum, route) => sum + bits(departmentsOf(model, route)), 0),
    routes.reduce((sum, { stops }) => sum + drivenBy(model, stops), 0),
  ]
}

const departmentsOf = ({ need }: Model, { stops }: Route) => stops.reduce((mask, stop) => mask | need[stop]!, 0)

function distinct(routes: readonly Route[]): Route[] {
  const byKey = new Map<string, Route>()
  for (const route of routes) {
    const key = keyOfRoute(route)
    if (!byKey.has(key)) byKey.set(key, route)
  }
  return [...byKey.values()]
}

const keyOfRoute = ({ slot, stops }: Route) => `${slot}:${[...stops].sort((a, b) => a - b).join()}`

/** Rows that every combination keeps; beside a column a round, the flow of officers has columns of its own. */
function constraints(model: Model, routes: readonly Route[], chosen: number) {
  const rows: MipRow[] = [...oncePerStop(model, routes), ...teams(model, routes), ...coolOffs(model, routes)]
  const start = routes.map((_, k) => Number(k < chosen))
  const extra: number[] = []
  if (model.staffing.rostered) {
    const supply = new Supply(model.supply, model.staffing)
    for (const route of routes.slice(0, chosen))
      supply.take(route.slot, model.zone[route.stops[0]!]!, departmentsOf(model, route))
    const bySlot = Map.groupBy(
      routes.map((route, k) => ({ route, k })),
      ({ route }) => route.slot,
    )
    for (const [slot, there] of bySlot) {
      const first = routes.length + extra.length
      const { rows: more, columns, values } = officerRows(model, slot, there, supply.flow(slot), first)
      rows.push(...more)
      extra.push(...columns)
      start.push(...values)
    }
  }
  return { rows, extra, start: Float64Array.from(start) }
}

function oncePerStop({ size }: Model, routes: readonly Route[]): MipRow[] {
  const columns = Array.from({ length: size }, (): number[] => [])
  for (const [k, { stops }] of routes.entries()) for (const stop of stops) columns[stop]!.push(k)
  return columns.filter(({ length }) => length > 0).map((of) => ({ upper: 1, columns: of }))
}

function teams(model: Model, routes: readonly Route[]): MipRow[] {
  const { zone, supply, staffing } = model
  const bySeat = Map.groupBy(routes.keys(), (k) => routes[k]!.slot * staffing.zones + zone[routes[k]!.stops[0]!]!)
  return [...bySeat].flatMap(([seat, columns]) => {
    const upper = supply[Math.floor(seat / staffing.zones)]!.rounds[seat % staffing.zones]!
    return upper >= columns.length ? [] : [{ upper, columns }]
  })
}

/** Two visits of one premises: whichever round takes the one, none that is too near takes the other. */
function coolOffs(model: Model, routes: readonly Route[]): MipRow[] {
  const rows: MipRow[] = []
  for (let stop = 1; stop < model.size; stop++) {
    const taking = routes.flatMap(({ stops, slot }, k) => (stops.includes(stop) ? [{ k, day: model.days[slot]! }] : []))
    for (const other of model.siblings[stop]!) {
      if (other < stop) continue
      const others = routes.flatMap(({ stops, slot }, k) =>
        stops.includes(other) ? [{ k, day: model.days[slot]! }] : [],
      )
      const apart = model.coolOffDays[stop]!
      for (const day of new Set(taking.map((one) => one.day))) {
        const here = taking.filter((one) => one.day === day).map(({ k }) => k)
        const near = others.filter((one) => Math.abs(one.day - day) < apart).map(({ k }) => k)
        const columns = [...new Set([...here, ...near])]
        if (near.length > 0) rows.push({ upper: 1, columns })
      }
    }
  }
  return rows
}
