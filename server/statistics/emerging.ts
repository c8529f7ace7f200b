import { explainEmerging, explainEmergingArea } from '../../analytics/explain/emergingWords.ts'
import type { Reason } from '../../analytics/stats/reasons.ts'
import type { EmergingOut } from '../api/findings.ts'
import type { EmergingQuery } from '../api/statistics.ts'
import { findings } from './counted.ts'
import type { Method } from './method.ts'
import type { Emerging } from './tasks.ts'

type Figures = Omit<Emerging, 'reason'> & { reports: number }
interface Own {
  step: 'week' | 'month'
}

/** How hot spots came and went: the space-time cube and its 17 patterns. */
export const emerging: Method<EmergingQuery, Figures, Own> = {
  name: 'emerging',
  step: ({ step }) => step,
  compute: async ({ ground, counted, compute, signal }, { step }) => {
    const found = await compute('emerging', { counts: counted.counts, graph: ground.graph }, signal)
    return { facts: { step } satisfies Own, ...findings(ground, counted, (i) => found[i] ?? NO_SLICE) }
  },
  words: ({ family, facts }, areas) => {
    const last = areas.map(({ figures }) => figures.history.at(-1) ?? 0)
    return explainEmerging({
      hot: last.filter((bin) => bin > 0).length,
      cold: last.filter((bin) => bin < 0).length,
      family,
      without: areas.length - family,
      slices: facts.slices.length,
      step: facts.step,
    })
  },
  areaWords: ({ name, reason, figures }) => explainEmergingArea({ ...figures, name, reason: reason as Reason | null }),
}

const NO_SLICE: Emerging = { pattern: null, trendZ: null, trendP: null, history: [], reason: 'too_few_weeks' }

export const emergingOut = (
  areas: readonly { code: string; name: string; reason: string | null; figures: Figures }[],
): EmergingOut['areas'] =>
  areas.map(({ code, name, reason, figures: { reports, pattern, trendZ, trendP, history } }) => {
    return { code, name, reason, reports, pattern, trendZ, trendP, history }
  })
