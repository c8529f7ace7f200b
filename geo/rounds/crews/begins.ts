import type { Visit } from '../merge/visit.ts'
import { clockS, HALVES } from '../problem/halfDay.ts'
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

/**
 * Model.begins: from when to when a stay may begin so that its service begins and ends within one of the opening hours
 * and within the half-day. A stay begins on arrival, `stopS` seconds before its service.
 */
export function beginsOf(
  halfDays: Rules['halfDays'],
  visits: readonly Visit[],
  premises: readonly Premises[],
  stopS: number,
): Int32Array[] {
  return HALVES.flatMap((half) => {
    const from = clockS(halfDays[half].from)
    const to = clockS(halfDays[half].to)
    return [
      new Int32Array(0),
      ...visits.map(({ serviceS }, k) => {
        const hours = premises[k]!.hours.map((one) => [clockS(one.from), clockS(one.to)] as const)
        const open = hours.length === 0 ? [[from, to] as const] : hours.sort((a, b) => a[0] - b[0])
        const ranges = open.flatMap(([opens, closes]) => {
          const first = Math.max(from, opens - stopS)
          const last = Math.min(to, closes) - serviceS - stopS
          return first <= last ? [first, last] : []
        })
        return Int32Array.from(ranges)
      }),
    ]
  })
}
