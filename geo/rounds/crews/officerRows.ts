import type { MipRow } from '../mip.ts'
import type { Model } from './model.ts'
import type { Route } from './route.ts'

/** A round among the columns. */
export interface Column {
  route: Route
  /** Number of its column. */
  k: number
}

/**
 * What officers demand of the rounds of one half-day, as rows. Where no class of officers can serve two of the needs, a
 * row a need does; else the flow from needs to classes (see Supply) becomes columns, numbered from `first` on, with
 * their upper bounds and their values in the combination that `flow` holds.
 */
export function officerRows(model: Model, slot: number, there: readonly Column[], flow: Int32Array, first: number) {
  const { staffing, zone, need, supply } = model
  const { classes } = supply[slot]!
  const columnsOf = new Map<number, number[]>()
  for (const { route, k } of there) {
    const at = zone[route.stops[0]!]!
    let mask = 0
    for (const stop of route.stops) mask |= need[stop]!
    for (let rest = mask; rest !== 0; rest &= rest - 1) {
      const of = at * staffing.departments + 31 - Math.clz32(rest & -rest)
      columnsOf.set(of, [...(columnsOf.get(of) ?? []), k])
    }
  }
  const needs = [...columnsOf.keys()]
  const able = (of: number, c: number) => {
    const { departments, zones } = classes[c]!
    return ((departments >>> (of % staffing.departments)) & (zones >>> Math.floor(of / staffing.departments)) & 1) === 1
  }
  const alone = classes.every((_, c) => needs.filter((of) => able(of, c)).length <= 1)
  const rows: MipRow[] = []
  const columns: number[] = []
  const values: number[] = []
  if (alone) {
    for (const [of, ks] of columnsOf) {
      const free = classes.reduce((sum, { count }, c) => sum + (able(of, c) ? count : 0), 0)
      const upper = Math.floor(free / staffing.perDepartment)
      if (upper < ks.length) rows.push({ upper, columns: ks })
    }
    return { rows, columns, values }
  }
  const byClass = classes.map((): number[] => [])
  for (const [of, ks] of columnsOf) {
    const given: number[] = []
    for (const [c, { count }] of classes.entries()) {
      if (!able(of, c)) continue
      const column = first + columns.length
      columns.push(count)
      values.push(flow[of * classes.length + c]!)
      given.push(column)
      byClass[c]!.push(column)
    }
    rows.push({
      lower: 0,
      columns: [...given, ...ks],
      factors: [...given.map(() => 1), ...ks.map(() => -staffing.perDepartment)],
    })
  }
  for (const [c, given] of byClass.entries())
    if (given.length > 1) rows.push({ upper: classes[c]!.count, columns: given })
  return { rows, columns, values }
}
