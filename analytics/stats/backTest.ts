import { densestFirst, mapAccuracy } from './accuracy.ts'
import { countInterval } from './countInterval.ts'
import type { Belief, ForecastMethod } from './forecastMethods.ts'

/** How a method would have done in weeks that are over, each foretold from the weeks before it alone. */
export interface BackTest {
  method: ForecastMethod
  /** Weeks tested, and in how many of them something happened at all. */
  weeks: number
  weeksWithReports: number
  /** Reports in those weeks, in the marked areas, and in the best choice of as much area of each week. */
  all: number
  inside: number
  best: number
  /** Marked area ÷ all area, over all weeks. */
  markedShare: number
  /** (inside/all) / markedShare, 1 is chance, and inside/best; null when nothing happened. */
  pai: number | null
  pei: number | null
  calibration: Calibration
}

export interface Calibration {
  /** Area-weeks with a forecast. */
  pairs: number
  /** Reports expected and seen in them, and seen ÷ expected; null when none was expected. */
  expected: number
  observed: number
  ratio: number | null
  /** Share of area-weeks whose count lay in its interval; at least `level` when all is well. Null without any. */
  coverage: number | null
  level: number
  /** Ten equal groups of area-weeks, the lowest risk first: mean forecast and mean count. */
  bands: { expected: number; observed: number }[]
}

/** One week of the test: what was believed of it and what came. */
export interface TestedWeek {
  belief: Belief
  /** NaN where nothing is known. */
  counts: Float64Array
}

/**
 * PAI of Chainey, Tompson & Uhlig 2008 and PEI* = n/n* of Hunt 2016, over all tested weeks together: every week the areas
 * of highest risk per unit of area are marked until `share` of the area is reached. Calibration in the large, of the
 * intervals, and by groups of risk: T. Gneiting, F. Balabdaoui & A. E. Raftery, J. R. Statist. Soc. B 69 (2007) 243–268.
 * @param size area of each, above 0
 */
export function backTest(
  method: ForecastMethod,
  weeks: readonly TestedWeek[],
  size: Float64Array,
  { share, level }: { share: number; level: number },
): BackTest {
  let [all, inside, best, marked, total, weeksWithReports] = [0, 0, 0, 0, 0, 0]
  for (const { belief, counts } of weeks) {
    const seen = counts.map((count) => (Number.isNaN(count) ? 0 : count))
    const week = mapAccuracy(riskiest(belief, size, share), seen, size)
    all += week.all
    inside += week.inside
    best += week.best
    marked += week.marked
    total += week.total
    weeksWithReports += Number(week.all > 0)
  }
  const markedShare = total === 0 ? 0 : marked / total
  return {
    method,
    weeks: weeks.length,
    weeksWithReports,
    all,
    inside,
    best,
    markedShare,
    pai: all === 0 || markedShare === 0 ? null : inside / all / markedShare,
    pei: best === 0 ? null : inside / best,
    calibration: calibrationOf(weeks, level),
  }
}

/** 1 for the areas of highest risk per unit of area, as many as fit into `share` of all area; at least one has to. */
export function riskiest({ mean }: Pick<Belief, 'mean'>, size: Float64Array, share: number): Uint8Array {
  const risk = mean.values.map((value) => (Number.isNaN(value) ? -1 : value))
  const marked = new Uint8Array(size.length)
  const room = share * size.reduce((sum, one) => sum + one, 0)
  let filled = 0
  for (const i of densestFirst(risk, size)) {
    if (risk[i]! < 0 || (filled > 0 && filled + size[i]! > room * (1 + 1e-12))) continue
    filled += size[i]!
    marked[i] = 1
  }
  return marked
}

const BANDS = 10

function calibrationOf(weeks: readonly TestedWeek[], level: number): Calibration {
  const pairs = weeks.flatMap(({ belief, counts }) => {
    const known = [...counts.keys()].filter((i) => belief.mean.reasons[i] === 0 && !Number.isNaN(counts[i]!))
    return known.map((i) => {
      const [low, high] = countInterval(belief.centre[i]!, belief.variance[i]!, level)
      const count = counts[i]!
      return { expected: belief.mean.values[i]!, observed: count, covered: low <= count && count <= high }
    })
  })
  pairs.sort((a, b) => a.expected - b.expected)
  const expected = pairs.reduce((sum, pair) => sum + pair.expected, 0)
  const observed = pairs.reduce((sum, pair) => sum + pair.observed, 0)
  const bands = Array.from({ length: Math.min(BANDS, pairs.length) }, (_, band) => {
    const [from, to] = [band, band + 1].map((edge) => Math.round((edge * pairs.length) / Math.min(BANDS, pairs.length)))
    const group = pairs.slice(from, to)
    const mean = (of: 'expected' | 'observed') => group.reduce((sum, pair) => sum + pair[of], 0) / group.length
    return { expected: mean('expected'), observed: mean('observed') }
  })
  return {
    pairs: pairs.length,
    expected,
    observed,
    ratio: expected === 0 ? null : observed / expected,
    coverage: pairs.length === 0 ? null : pairs.filter(({ covered }) => covered).length / pairs.length,
    level,
    bands,
  }
}
