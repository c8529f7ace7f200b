import { explainAreaTrend, explainAreaTrends } from '../../analytics/explain/areaTrendWords.ts'
import type { AreaTrend } from '../../analytics/stats/areaTrends.ts'
import type { Reason } from '../../analytics/stats/reasons.ts'
import type { TrendOut } from '../api/findings.ts'
import type { TrendQuery } from '../api/statistics.ts'
import { findings } from './counted.ts'
import type { Method } from './method.ts'

type Figures = Omit<AreaTrend, 'reason'> & { reports: number }
interface Own {
  step: 'week' | 'month'
}

/** Where reports become more or fewer: each area's own series over whole weeks or months. */
export const trend: Method<TrendQuery, Figures, Own> = {
  name: 'trend',
  step: ({ step }) => step,
  compute: async ({ ground, counted, compute, signal }, { step }) => {
    const found = await compute('trend', { areas: ground.areas.length, counts: counted.counts }, signal)
    return { facts: { step } satisfies Own, ...findings(ground, counted, (i) => found[i]!) }
  },
  words: ({ family, facts }, areas) => {
    const bins = areas.flatMap(({ reason, figures: { bin } }) => (reason === null && bin !== null ? [bin] : []))
    return explainAreaTrends({
      rising: bins.filter((bin) => bin > 0).length,
      falling: bins.filter((bin) => bin < 0).length,
      family,
      without: areas.length - family,
      slices: facts.slices.length,
      step: facts.step,
    })
  },
  areaWords: ({ name, reason, figures }, { facts: { step } }) =>
    explainAreaTrend({ ...figures, name, step, reason: reason as Reason | null }),
}

export const trendOut = (
  areas: readonly { code: string; name: string; reason: string | null; figures: Figures }[],
): TrendOut['areas'] => areas.map(({ code, name, reason, figures }) => ({ code, name, reason, ...figures }))
