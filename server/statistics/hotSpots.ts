import { explainHotSpotArea } from '../../analytics/explain/hotSpotArea.ts'
import { UNITS } from '../../analytics/explain/quietWords.ts'
import type { Reporters } from '../../analytics/questions.ts'
import { explainHotSpots } from '../../analytics/stats/explain.ts'
import type { Reason } from '../../analytics/stats/reasons.ts'
import type { HotSpotsOut } from '../api/findings.ts'
import type { HotSpotsQuery } from '../api/statistics.ts'
import { reasonIn } from './counted.ts'
import type { Facts, Method } from './method.ts'
import type { HotSpot } from './tasks.ts'

type Figures = Omit<HotSpot, 'reason'> & {
  reports: number
  exposure: number | null
  reporters: { accounts: number; most: number; known: number } | null
}
interface Own {
  mean: number | null
}

/** Where reports, or reports per exposure, stand together more closely than chance would put them: Gi* with FDR. */
export const hotSpots: Method<HotSpotsQuery, Figures, Own> = {
  name: 'hot-spots',
  exposure: ({ exposure }) => exposure ?? null,
  reporters: true,
  compute: async ({ ground, counted, exposure, reporters, compute, signal }) => {
    const amounts = exposure?.amounts ?? null
    const found = await compute('hot-spots', { counts: counted.counts, exposure: amounts, graph: ground.graph }, signal)
    const voices = new Map(reporters.map((one) => [`${one.edition} ${one.code}`, one]))
    const areas = counted.asked.map((i) => {
      const { reason, ...figures } = found.areas[i]!
      const code = ground.areas[i]!.code
      const voice = (figures.bin ?? 0) > 0 ? voiceOf(voices.get(`${ground.edition} ${code}`)) : null
      const own = { reports: counted.held[i]!, exposure: known(amounts?.[i]), reporters: voice }
      return { code, reason: reasonIn(counted, i, reason), figures: { ...figures, ...own } }
    })
    return { family: found.family, facts: { mean: found.mean } satisfies Own, areas }
  },
  words: ({ family }, areas) => {
    const bins = areas.map(({ figures }) => figures.bin ?? 0)
    const [hot, cold] = [bins.filter((bin) => bin >= 2).length, bins.filter((bin) => bin <= -2).length]
    return explainHotSpots({ hot, cold, family, without: areas.length - family })
  },
  areaWords: ({ name, reason, figures }, { family, facts }) =>
    explainHotSpotArea({
      ...figures,
      name,
      reason: reason as Reason | null,
      measure: measureOf(facts),
      mean: facts.mean ?? 0,
      around: figures.around ?? 0,
      family,
    }),
}

export const hotSpotsOut = (
  areas: readonly { code: string; name: string; reason: string | null; figures: Figures }[],
): HotSpotsOut['areas'] =>
  areas.map(({ code, name, reason, figures }) => {
    const { reports, exposure, rawRate, rate, z, p, adjusted, bin, neighbours } = figures
    return { code, name, reason, reports, exposure, rawRate, rate, z, p, adjusted, bin, neighbours }
  })

const known = (amount: number | undefined) => (amount === undefined || Number.isNaN(amount) ? null : amount)

const voiceOf = (voice: Reporters | undefined): Figures['reporters'] =>
  voice === undefined ? null : { accounts: voice.reporters, most: voice.most, known: voice.known }

function measureOf({ exposure }: Facts) {
  if (exposure === null) return null
  const unit = UNITS[exposure.kind]
  return { zh: `每${unit.zh}平滑件数`, en: `smoothed reports per ${unit.en}` }
}
