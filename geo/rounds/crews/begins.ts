import type { Visit } from '../merge/visit.ts'
import { clockS, HALVES, type Hours } from '../problem/halfDay.ts'
import type { Premises } from '../problem/premises.ts'
import type { Rules } from '../problem/rules.ts'

/** When rounds leave and are back, in seconds since midnight, by half. */
export function halfDaysInSeconds(halfDays: Rules['halfDays']): { opens: [number, number]; closes: [number, number] } {
  const { morning, afternoon } = halfDays
  return {
    opens: [clockS(morning.from), clockS(afternoon.from)],
    closes: [clockS(morning.to), clockS(afternoon.to)],
  }
}

/** Drive.begins of these visits. */
export function beginsOf(
  halfDays: Rules['halfDays'],
  visits: readonly Visit[],
  premises: readonly Premises[],
  stopS: number,
): Int32Array[] {
  const { opens, closes } = halfDaysInSeconds(halfDays)
  return HALVES.flatMap((_, kind) => [
    new Int32Array(0),
    ...visits.map(({ serviceS }, k) => openRanges(premises[k]!.hours, opens[kind]!, closes[kind]!, serviceS, stopS)),
  ])
}

/**
 * From when to when a stay may begin (first, last, first, last, …, seconds since midnight) so that its service begins and
 * ends within one of the opening hours and between `from` and `to`. A stay begins on arrival, `stopS` seconds before
 * its service. No hours: always open.
 */
export function openRanges(
  hours: readonly Hours[],
  from: number,
  to: number,
  serviceS: number,
  stopS: number,
): Int32Array {
  const open =
    hours.length === 0 ? [[from, to] as const] : hours.map((one) => [clockS(one.from), clockS(one.to)] as const)
  const ranges = [...open]
    .sort((a, b) => a[0] - b[0])
    .flatMap(([opens, closes]) => {
      const first = Math.max(from, opens - stopS)
      const last = Math.min(to, closes) - serviceS - stopS
      return first <= last ? [first, last] : []
    })
  return Int32Array.from(ranges)
}
