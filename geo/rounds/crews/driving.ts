import { type Drive, earliest, latest } from './model.ts'

/** Seconds driven from the seat over the stops and back; 0 without stops. FAR or more: it cannot be driven. */
export function drivenBy({ legs }: Drive, stops: readonly number[]): number {
  if (stops.length === 0) return 0
  let driven = legs.of(stops.at(-1)!, 0)
  let before = 0
  for (const stop of stops) {
    driven += legs.of(before, stop)
    before = stop
  }
  return driven
}

/** Earliest and latest begins of the stays of a round in this order; null where it cannot keep them. */
export function timesOf(
  drive: Drive,
  kind: 0 | 1,
  stops: readonly number[],
): { early: number[]; late: number[] } | null {
  const { legs, stay, opens, closes } = drive
  const early: number[] = []
  let time = opens[kind]
  let before = 0
  for (const stop of stops) {
    const begin = earliest(drive, kind, stop, time + legs.of(before, stop))
    if (begin === Infinity) return null
    early.push(begin)
    time = begin + stay[stop]!
    before = stop
  }
  if (stops.length > 0 && time + legs.of(before, 0) > closes[kind]) return null
  const late: number[] = []
  let must = closes[kind]
  let after = 0
  for (let k = stops.length - 1; k >= 0; k--) {
    const stop = stops[k]!
    must = latest(drive, kind, stop, must - legs.of(stop, after) - stay[stop]!)
    late[k] = must
    after = stop
  }
  return { early, late }
}
