import { explainForecastArea } from '../../analytics/explain/forecastWords.ts'
import type { BackTest } from '../../analytics/stats/backTest.ts'
import { explainForecast } from '../../analytics/stats/explain.ts'
import type { Forecast } from '../../analytics/stats/forecast.ts'
import type { ForecastOut } from '../api/findings.ts'
import type { ForecastQuery } from '../api/statistics.ts'
import { plusDays } from '../clock/localTime.ts'
import type { Facts, Method } from './method.ts'

interface Figures {
  reports: number
  /** Whole weeks in which it had its present border. */
  weeks: number
  risk: number | null
  low: number | null
  high: number | null
  marked: boolean
}
interface Own {
  method: Forecast['method']
  level: number
  tests: BackTest[]
}

/** Next week's reports of every area, by the method that foretold the past weeks best. */
export const forecast: Method<ForecastQuery, Figures, Own> = {
  name: 'forecast',
  step: () => 'week',
  compute: async ({ ground, counted, compute, signal }) => {
    const n = ground.areas.length
    const { asked, held } = counted
    const weeks = n === 0 ? 0 : counted.counts.length / n
    const counts = Float64Array.from({ length: asked.length * weeks }, (_, at) => {
      return counted.counts[Math.floor(at / asked.length) * n + asked[at % asked.length]!]!
    })
    const size = Float64Array.from(asked, (i) => ground.areas[i]!.areaM2)
    const { areas, ...own } = await compute('forecast', { areas: asked.length, counts, size }, signal)
    const kept = areas.map(({ reason, ...figures }, at) => {
      const i = asked[at]!
      const seen = Array.from({ length: weeks }, (_, t) => counts[t * asked.length + at]!)
      const own = { reports: held[i]!, weeks: seen.filter((count) => !Number.isNaN(count)).length }
      return { code: ground.areas[i]!.code, reason, figures: { ...figures, ...own } }
    })
    return { family: kept.filter(({ reason }) => reason === null).length, facts: own satisfies Own, areas: kept }
  },
  words: ({ family, facts }, areas) =>
    explainForecast(facts, { family, without: areas.length - family, week: weekOf(facts) }),
  areaWords: ({ name, reason, figures }, { facts }) =>
    explainForecastArea({ ...figures, name, level: facts.level, week: weekOf(facts), reason }),
}

/** Monday of the foretold week, the one after the last whole week; null where there was none. */
export const weekOf = ({ slices }: Facts): string | null => {
  const last = slices.at(-1)
  return last === undefined ? null : plusDays(last, 7)
}

export const forecastOut = (
  areas: readonly { code: string; name: string; reason: string | null; figures: Figures }[],
): ForecastOut['areas'] =>
  areas.map(({ code, name, reason, figures: { weeks: _, ...figures } }) => ({ code, name, reason, ...figures }))
