import { explainQuiet, explainQuietArea, type Unit } from '../../analytics/explain/quietWords.ts'
import { quietness, SILENCES, type Silence } from '../../analytics/quiet.ts'
import { nullable, type Reason, reasonOf } from '../../analytics/stats/reasons.ts'
import type { QuietOut } from '../api/findings.ts'
import type { QuietQuery } from '../api/statistics.ts'
import { reasonIn } from './counted.ts'
import type { Method } from './method.ts'

interface Figures {
  reports: number
  kind: Silence
  exposure: number | null
  rate: number | null
  expected: number | null
  adjusted: number | null
}
interface Own {
  rate: number | null
  unit: Unit
}

/** Where few reports mean quiet, and where they only mean that nobody was there. */
export const quiet: Method<QuietQuery, Figures, Own> = {
  name: 'quiet',
  exposure: ({ exposure }) => exposure,
  compute: async ({ ground, counted, exposure }, { exposure: unit }) => {
    const { asked, held, changed } = counted
    const pick = (values: Float64Array) => Float64Array.from(asked, (i) => values[i]!)
    // Exposure is of the present border: reports of another one say nothing beside it.
    const amounts = pick(exposure!.amounts.map((amount, i) => (changed[i] === 1 ? Number.NaN : amount)))
    const counts = pick(held)
    const found = quietness(counts, amounts)
    const [expected, adjusted] = [nullable(found.expected), nullable(found.adjusted)]
    const areas = asked.map((i, at) => ({
      code: ground.areas[i]!.code,
      reason: reasonIn(counted, i, reasonOf(found.expected, at)),
      figures: {
        reports: counts[at]!,
        kind: found.kinds[at]!,
        exposure: Number.isNaN(amounts[at]!) ? null : amounts[at]!,
        rate: amounts[at]! > 0 ? counts[at]! / amounts[at]! : null,
        expected: expected[at]!,
        adjusted: adjusted[at]!,
      } satisfies Figures,
    }))
    return { family: found.family, facts: { rate: found.rate, unit } satisfies Own, areas }
  },
  words: ({ family, facts: { rate, unit } }, areas) => {
    const kinds = SILENCES.map((kind) => [kind, areas.filter(({ figures }) => figures.kind === kind).length] as const)
    return explainQuiet({ kinds: Object.fromEntries(kinds), family, rate, unit })
  },
  areaWords: ({ name, reason, figures }, { facts: { unit } }) =>
    explainQuietArea({ ...figures, name, unit, reason: reason as Reason | null }),
}

export const quietOut = (
  areas: readonly { code: string; name: string; reason: string | null; figures: Figures }[],
): QuietOut['areas'] => areas.map(({ code, name, reason, figures }) => ({ code, name, reason, ...figures }))
