/** Rates smoothed by empirical Bayes, so that one case among ten residents is not the worst place in the district. */
import { type Prior, priorOf, rateRefusal, shrunk } from './exposure.ts'
import { degree, type Graph } from './graph.ts'
import { type Column, column, put } from './reasons.ts'

export interface EbRates {
  /** Smoothed, cases per unit of exposure. */
  rate: Column
  /** As counted. */
  raw: Column
  /** Null where no area has exposure. */
  prior: Prior | null
}

/**
 * Global empirical Bayes of Poisson counts: every area is drawn to the rate of all (Marshall 1991, see {@link priorOf}).
 * @throws RangeError when the arrays are of different lengths
 */
export function ebRates(cases: Float64Array, exposure: Float64Array): EbRates {
  const rate = rates(cases, exposure)
  const raw = rates(cases, exposure)
  const prior = priorOf(cases, exposure, cases.keys())
  for (const [i, reason] of rate.reasons.entries()) {
    if (reason === 0 && prior !== null) put(rate, i, shrunk(cases[i]!, exposure[i]!, prior))
  }
  return { rate, raw, prior }
}

export interface LocalEbRates {
  rate: Column
  raw: Column
  /** The variant: the one of GeoDa and esda, where the moments of an area count it and its neighbours. */
  variant: 'geoda'
  /** 1 where the neighbourhood differs no more than chance makes it and the estimate is its common rate. */
  shrunkWholly: Uint8Array
  /** 0 flags an island: its estimate is its own raw rate. */
  neighbours: Uint32Array
}

/** Local empirical Bayes: every area is drawn to the rate of its neighbourhood, itself included (Marshall 1991, §4). */
export function localEbRates(cases: Float64Array, exposure: Float64Array, graph: Graph): LocalEbRates {
  if (cases.length !== graph.n) throw new RangeError(`${cases.length} values for ${graph.n} areas`)
  const rate = rates(cases, exposure)
  const raw = rates(cases, exposure)
  const shrunkWholly = new Uint8Array(graph.n)
  for (const [i, reason] of rate.reasons.entries()) {
    if (reason !== 0) continue
    const around = graph.neighbours.subarray(graph.offsets[i], graph.offsets[i + 1])
    const prior = priorOf(cases, exposure, around.includes(i) ? around : [i, ...around])!
    put(rate, i, shrunk(cases[i]!, exposure[i]!, prior))
    shrunkWholly[i] = Number(prior.allShrunk)
  }
  return { rate, raw, variant: 'geoda', shrunkWholly, neighbours: Uint32Array.from(cases, (_, i) => degree(graph, i)) }
}

function rates(cases: Float64Array, exposure: Float64Array): Column {
  if (cases.length !== exposure.length) throw new RangeError(`${cases.length} counts, ${exposure.length} exposures`)
  const raw = column(cases.length)
  for (const [i, count] of cases.entries()) put(raw, i, rateRefusal(count, exposure[i]!) ?? count / exposure[i]!)
  return raw
}
