import { explainForecastArea } from '../../analytics/explain/forecastWords.ts'
import type { BackTest } from '../../analytics/stats/backTest.ts'
import { explainForecast } from '../../analytics/stats/explain.ts'
import type { Forecast } from '../../analytics/stats/forecast.ts'
import type { ForecastOut } from '../api/findings.ts'
import type { ForecastQuery } from '../api/statistics.ts'
import { askedOf, type Method } from './method.ts'

interface Figures {
  reports: number
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
    const asked = askedOf(counted, n)
    const weeks = n === 0 ? 0 : counted.counts.length / n
    const counts = Float64Array.from({ length: asked.length * weeks }, (_, at) => {
      return counted.counts[Math.floor(at / asked.length) * n + asked[at % asked.length]!]!
    })
    const size = Float64Array.from(asked, (i) => ground.areas[i]!.areaM2)
    const { areas, ...own } = await compute('forecast', { areas: asked.length, counts, size }, signal)
    const kept = areas.map(({ reason, ...figures }, at) => {
      const reports = Array.from({ length: weeks }, (_, t) => counts[t * asked.length + at]!).reduce((a, b) => a + b, 0)
      return { code: ground.areas[asked[at]!]!.code, reason, figures: { ...figures, reports } }
    })
    return { family: kept.filter(({ reason }) => reason === null).length, facts: own satisfies Own, areas: kept }
  },
  words: ({ family, facts }, areas) => explainForecast(facts, { family, without: areas.length - family }),
  areaWords: ({ name, reason, figures }, { facts: { level } }) =>
    explainForecastArea({ ...figures, name, level, reason }),
}

export const forecastOut = (
  areas: readonly { code: string; name: string; reason: string | null; figures: Figures }[],
): ForecastOut['areas'] => areas.map(({ code, name, reason, figures }) => ({ code, name, reason, ...figures }))
