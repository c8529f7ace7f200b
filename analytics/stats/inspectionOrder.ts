/** What another order of the same inspections would have found, and when. */
export interface Reordering {
  /** Days that a critical finding comes earlier, over all that are critical; null where none is. */
  meanDaysEarlier: number | null
  /** Standard deviation (n − 1) of those days; null under two findings. */
  sdDays: number | null
  /** Critical findings that come later than they did: the price of the new order. */
  later: number
  /** Day of each inspection in the new order. */
  days: Float64Array
}

/**
 * Keeps the inspections of every day and gives them to the places of highest risk first, equal risks in the order of
 * the list, then compares the day of each critical finding with the day it had. Positive is earlier. The retrodiction of
 * T. Schenk, G. Leynes, A. Solanki et al., Food Inspection Forecasting (City of Chicago, 2014–2015). Run it also with the
 * risks of a model that does not know who inspects, and with random risks: only what is better than both is the model's.
 * @param days of each inspection @param critical 1 where something critical was found @param risk predicted before it
 */
export function reorderInspections(days: Float64Array, critical: Uint8Array, risk: Float64Array): Reordering {
  const slots = days.slice().sort()
  const order = [...risk.keys()].sort((a, b) => risk[b]! - risk[a]! || a - b)
  const given = new Float64Array(days.length)
  for (const [slot, i] of order.entries()) given[i] = slots[slot]!
  const earlier = days.map((day, i) => day - given[i]!).filter((_, i) => critical[i] === 1)
  const found = earlier.length
  const mean = found === 0 ? null : earlier.reduce((sum, one) => sum + one, 0) / found
  const squares = earlier.reduce((sum, one) => sum + (one - (mean ?? 0)) ** 2, 0)
  return {
    meanDaysEarlier: mean,
    sdDays: found < 2 ? null : Math.sqrt(squares / (found - 1)),
    later: earlier.filter((one) => one < 0).length,
    days: given,
  }
}
