import { type BackTest, backTest, riskiest } from './backTest.ts'
import { countInterval } from './countInterval.ts'
import { believe, FORECAST_METHODS, type ForecastMethod } from './forecastMethods.ts'
import { type Column, column, put, reasonOf } from './reasons.ts'
import { type WeekCounts, weeksOf } from './weekCounts.ts'

export interface Forecast {
  /** The method used: that of the best back-test, or `discounted` where nothing could be tested. */
  method: ForecastMethod
  /** Expected reports of each area in the week after the last one given. */
  risk: Column
  /** The count will lie from low to high, ends included, with probability `level` or more; reasons are those of risk. */
  low: Column
  high: Column
  level: number
  /** 1 for the areas of highest risk per unit of area, together at most `share` of all area. */
  marked: Uint8Array
  /** One a method, the used one first; empty where there are not enough weeks. */
  tests: BackTest[]
}

export interface ForecastOptions {
  /** Size of each area, above 0; all equal by default. */
  size?: Float64Array
  /** Share of the area that is marked, 0.05 by default. */
  share?: number
  /** Probability of the interval, 0.9 by default. */
  level?: number
  /** Most weeks to test, the last ones, 26 by default. */
  tests?: number
  /** Weeks of history that a tested week has at least, 8 by default. */
  history?: number
  /** Weeks after which a count weighs half, 8 by default. */
  halfLife?: number
  /** Weeks of a season, 52 by default. */
  season?: number
}

/**
 * Next week's risk per area. Each of three methods (see {@link believe}: the discounted Gamma–Poisson model, the seasonal
 * mean, last week) foretells each of the last weeks from the weeks before it; the one that found most reports in the
 * same marked area (the highest PAI, then the highest PEI*, then the first of that list) foretells the next one. No clock,
 * no chance: the same counts give the same bytes.
 *
 *     const { method, risk, low, high, tests } = forecast({ areas, counts }, { size })
 *
 * @param history counts per week × area, the oldest week first, without the running week
 * @returns risk in reports a week, null with `too_few_weeks` where an area has no week, `no_cases` where nothing happened
 *   anywhere
 * @throws RangeError when counts are no whole weeks or no counts, or an option is out of its range
 */
export function forecast(history: WeekCounts, options: ForecastOptions = {}): Forecast {
  const weeks = weeksOf(history)
  const { size = new Float64Array(history.areas).fill(1), share = 0.05, level = 0.9, tests = 26 } = options
  const { history: least = 8, halfLife = 8, season = 52 } = options
  check(history.areas, size, { share, level }, { history: least, halfLife, season })
  const settings = { halfLife, season }
  const testable = Array.from({ length: weeks }, (_, week) => week).filter((week) => week >= least)
  const tested = tests === 0 ? [] : testable.slice(-tests)
  const results = tested.length === 0 ? [] : FORECAST_METHODS.map((method) => test(method))
  results.sort((a, b) => figure(b.pai) - figure(a.pai) || figure(b.pei) - figure(a.pei))
  const method = results[0]?.method ?? 'discounted'
  const belief = believe(method, history, weeks, settings)
  const quiet = !history.counts.some((count) => count > 0)
  const risk = quiet ? unknown(belief.mean) : belief.mean
  const [low, high] = [column(history.areas), column(history.areas)]
  for (let i = 0; i < history.areas; i++) {
    const reason = reasonOf(risk, i)
    const [from, to] = reason === null ? countInterval(belief.centre[i]!, belief.variance[i]!, level) : [reason, reason]
    put(low, i, from)
    put(high, i, to)
  }
  return { method, risk, low, high, level, marked: riskiest({ mean: risk }, size, share), tests: results }

  function test(one: ForecastMethod): BackTest {
    const each = tested.map((week) => ({
      belief: believe(one, history, week, settings),
      counts: history.counts.subarray(week * history.areas, (week + 1) * history.areas),
    }))
    return backTest(one, each, size, { share, level })
  }
}

const figure = (value: number | null) => value ?? -1

/** Nothing happened anywhere: no area is riskier than another. */
function unknown(mean: Column): Column {
  const none = column(mean.values.length)
  for (const i of mean.values.keys()) put(none, i, reasonOf(mean, i) ?? 'no_cases')
  return none
}

function check(areas: number, size: Float64Array, shares: Record<string, number>, weeks: Record<string, number>): void {
  if (size.length !== areas || !size.every((one) => one > 0 && Number.isFinite(one))) {
    throw new RangeError(`${size.length} sizes for ${areas} areas, each to be above 0`)
  }
  for (const [name, value] of Object.entries(shares)) {
    if (!(value > 0 && value < 1)) throw new RangeError(`${name} is ${value}, not between 0 and 1`)
  }
  for (const [name, value] of Object.entries(weeks)) {
    if (!(value >= 1 && Number.isFinite(value))) throw new RangeError(`${name} is ${value} weeks, not at least 1`)
  }
}
