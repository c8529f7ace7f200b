import { randomBelow } from './random.ts'

/** What another order of the same inspections would have found, and when. */
export interface Reordering {
  /** Days that a critical finding comes earlier, over all that are critical; null where none is. */
  meanDaysEarlier: number | null
  /** Standard deviation (n − 1) of those days; null under two findings. */
  sdDays: number | null
  /** Critical findings that come later than they did, ascending: the price of the new order. */
  laterOnes: number[]
  /** How many they are. */
  later: number
  /** Day of each inspection in the new order. */
  days: Float64Array
  /** Inspections in the new order. */
  order: Uint32Array
}

/**
 * Keeps the inspections of every day and gives them to the places of highest risk first, equal risks in the order of
 * the list, then compares the day of each critical finding with the day it had. Positive is earlier. The retrodiction of
 * T. Schenk, G. Leynes, A. Solanki et al., Food Inspection Forecasting (City of Chicago, 2014–2015). Run it also with the
 * risks of a model that does not know who inspects, and with random risks: only what is better than both is the model's,
 * see {@link compareOrders}.
 * @param days of each inspection @param critical 1 where something critical was found @param risk predicted before it
 * @throws RangeError when the arrays are of different lengths or a risk or day is no finite number
 */
export function reorderInspections(days: Float64Array, critical: Uint8Array, risk: Float64Array): Reordering {
  check(days, critical, risk)
  const slots = days.slice().sort()
  const order = Uint32Array.from(risk.keys()).sort((a, b) => risk[b]! - risk[a]! || a - b)
  const given = new Float64Array(days.length)
  for (const [slot, i] of order.entries()) given[i] = slots[slot]!
  const found = [...critical.keys()].filter((i) => critical[i] === 1)
  const earlier = found.map((i) => days[i]! - given[i]!)
  const mean = found.length === 0 ? null : average(earlier)
  const laterOnes = found.filter((i) => given[i]! > days[i]!)
  const sdDays = found.length < 2 ? null : deviation(earlier)
  return { meanDaysEarlier: mean, sdDays, laterOnes, later: laterOnes.length, days: given, order }
}

export interface OrderComparison {
  withInspector: Reordering
  withoutInspector: Reordering
  /** Mean and standard deviation (n − 1) of the days earlier over random orders; null where nothing critical was found. */
  random: { meanDaysEarlier: number; sdDays: number; draws: number } | null
}

/** The order of a model that knows who inspects, of one that does not, and of no model at all. */
export function compareOrders(
  days: Float64Array,
  critical: Uint8Array,
  risks: { withInspector: Float64Array; withoutInspector: Float64Array },
  { draws, seed }: { draws: number; seed: number },
): OrderComparison {
  const below = randomBelow(seed)
  const risk = new Float64Array(days.length)
  const earlier = Array.from({ length: draws }, () => {
    for (let i = 0; i < risk.length; i++) risk[i] = below(0x1_0000_0000)
    return reorderInspections(days, critical, risk).meanDaysEarlier
  }).filter((mean) => mean !== null)
  return {
    withInspector: reorderInspections(days, critical, risks.withInspector),
    withoutInspector: reorderInspections(days, critical, risks.withoutInspector),
    random: earlier.length < 2 ? null : { meanDaysEarlier: average(earlier), sdDays: deviation(earlier), draws },
  }
}

/** Inspections until `share` of the critical findings are made, in an order; null where there is none. */
export function inspectionsUntil(order: ArrayLike<number>, critical: Uint8Array, share: number): number | null {
  const all = critical.reduce((sum, one) => sum + one, 0)
  if (all === 0) return null
  let found = 0
  let done = 0
  while (done < order.length && found < share * all) found += critical[order[done++]!]!
  return done
}

/**
 * The chance that a critical finding had a higher risk than an uncritical one, equal risks counting half: the area under
 * the ROC curve. J. A. Hanley & B. J. McNeil, Radiology 143 (1982) 29–36. Null where there are no two kinds.
 */
export function areaUnderCurve(critical: Uint8Array, risk: Float64Array): number | null {
  const order = Uint32Array.from(risk.keys()).sort((a, b) => risk[a]! - risk[b]!)
  const found = critical.reduce((sum, one) => sum + one, 0)
  const pairs = found * (critical.length - found)
  let ranks = 0
  for (let from = 0, to = 0; from < order.length; from = to) {
    while (to < order.length && risk[order[to]!] === risk[order[from]!]) to++
    for (let at = from; at < to; at++) ranks += critical[order[at]!]! * ((from + to + 1) / 2)
  }
  return pairs === 0 ? null : (ranks - (found * (found + 1)) / 2) / pairs
}

function check(days: Float64Array, critical: Uint8Array, risk: Float64Array): void {
  if (critical.length !== days.length || risk.length !== days.length) {
    throw new RangeError(`${days.length} days, ${critical.length} findings, ${risk.length} risks`)
  }
  const bad = [...days.keys()].find((i) => !Number.isFinite(days[i]!) || !Number.isFinite(risk[i]!))
  if (bad !== undefined) throw new RangeError(`inspection ${bad} has day ${days[bad]} and risk ${risk[bad]}`)
}

const average = (values: readonly number[]) => values.reduce((sum, one) => sum + one, 0) / values.length

function deviation(values: readonly number[]): number {
  const mean = average(values)
  return Math.sqrt(values.reduce((sum, one) => sum + (one - mean) ** 2, 0) / (values.length - 1))
}
