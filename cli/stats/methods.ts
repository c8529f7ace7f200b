import { ebIndex } from '../../analytics/stats/ebIndex.ts'
import { ebRates, localEbRates } from '../../analytics/stats/ebRates.ts'
import {
  type Counts,
  explainGlobal,
  explainHotSpots,
  explainLocalMoran,
  explainRates,
} from '../../analytics/stats/explain.ts'
import { discoveries } from '../../analytics/stats/fdr.ts'
import { generalG } from '../../analytics/stats/generalG.ts'
import { gi, giStar } from '../../analytics/stats/getisOrd.ts'
import { degree, rowStandardised } from '../../analytics/stats/graph.ts'
import { localMoran, QUADRANTS } from '../../analytics/stats/localMoran.ts'
import { moran } from '../../analytics/stats/moran.ts'
import { permutationP } from '../../analytics/stats/permutation.ts'
import { type Column, nullable, reasonOf } from '../../analytics/stats/reasons.ts'
import type { Answer } from './answer.ts'
import { refusal } from './areas.ts'
import { accuracy, inspections } from './checkMethods.ts'
import { clusters, density, nearRepeats, poissonCluster } from './pointMethods.ts'
import type { Question } from './question.ts'
import { emerging, nextWeek, spaceTimeCluster, trend } from './seriesMethods.ts'

export const METHODS: Record<string, (question: Question) => Answer> = {
  'gi-star': (question) => hotSpots(question, giStar),
  gi: (question) => hotSpots(question, gi),
  'local-moran': alike,
  moran: (question) => overall('moran', question),
  'general-g': (question) => overall('general-g', question),
  'eb-rates': smoothed,
  'local-eb-rates': smoothedLocally,
  'eb-index': index,
  trend,
  emerging,
  forecast: nextWeek,
  'poisson-scan': poissonCluster,
  'space-time-scan': spaceTimeCluster,
  clusters,
  knox: nearRepeats,
  density,
  accuracy,
  inspections,
}

/** The column a statistic looks at: with a population the counts become rates smoothed by empirical Bayes first. */
function measured(question: Question): Column {
  const { population, placed } = question
  const values = question.values.map((value, i) => (placed[i] === 1 ? value : Number.NaN))
  if (population !== null) return ebRates(values, population).rate
  return { values, reasons: Uint8Array.from(values, (value) => (Number.isFinite(value) ? 0 : 1)) }
}

/** The reason of the rate that there was nothing to look at for, of the statistic, or of its p. */
function reasons(measure: Column, statistic: Column, p = statistic): (string | null)[] {
  return Array.from(statistic.values, (_, i) => reasonOf(measure, i) ?? reasonOf(statistic, i) ?? reasonOf(p, i))
}

/** The same where rows without a shape have no place among the neighbours. */
function reasonsIn({ placed }: Question, measure: Column, statistic: Column, p = statistic): (string | null)[] {
  return reasons(measure, statistic, p).map((reason, i) => (placed[i] === 1 ? reason : 'no_shape'))
}

function hotSpots(question: Question, method: typeof giStar): Answer {
  const measure = measured(question)
  const { z, p, neighbours } = method(measure.values, question.graph)
  const { drawn, found, counts, facts } = significance(z, p, measure, question)
  const columns = { z: nullable(z), ...found, neighbours: [...neighbours] }
  return {
    columns: { ...columns, reason: reasonsIn(question, measure, z, drawn) },
    facts,
    words: explainHotSpots(counts),
  }
}

function alike(question: Question): Answer {
  const measure = measured(question)
  const { statistic, z, p, quadrants } = localMoran(measure.values, rowStandardised(question.graph))
  const { drawn, found, counts, facts } = significance(z, p, measure, question)
  const quadrant = Array.from(quadrants, (at, i) => (z.reasons[i] === 0 ? QUADRANTS[at]! : null))
  const columns = {
    i: nullable(statistic),
    z: nullable(z),
    ...found,
    quadrant,
    reason: reasonsIn(question, measure, z, drawn),
  }
  return { columns, facts, words: explainLocalMoran(counts) }
}

/** p, its false discovery rate and bins; by permutation where draws are asked for. */
function significance(z: Column, normal: Column, measure: Column, { graph, draws }: Question) {
  const drawn = draws === null ? normal : permutationP(measure.values, graph, draws)
  const p: Column = { values: drawn.values, reasons: drawn.reasons.map((reason, i) => reason || z.reasons[i]!) }
  const { adjusted, bins, family } = discoveries(z, p)
  const found = {
    p_two_sided: nullable(p),
    p_fdr: nullable(adjusted),
    bin: Array.from(bins, (bin, i) => (p.reasons[i] === 0 ? bin : null)),
  }
  const hot = bins.filter((bin) => bin >= 2).length
  const cold = bins.filter((bin) => bin <= -2).length
  const counts: Counts = { hot, cold, family, without: bins.length - family }
  return { drawn: p, found, counts, facts: { family, p: draws === null ? 'normal' : 'permutation', ...draws } }
}

function overall(method: 'moran' | 'general-g', question: Question): Answer {
  const measure = measured(question)
  const { values } = measure
  const global = method === 'moran' ? moran(values, rowStandardised(question.graph)) : generalG(values, question.graph)
  const columns = { reason: reasonsIn(question, measure, measure) }
  if (global.kind === 'figure')
    return { columns, facts: { ...global }, words: explainGlobal(method, global.z, global.p) }
  const words = { zh: `没有结果：${global.reason}。`, en: `No figure: ${global.reason}.` }
  return { columns, facts: { ...global }, words }
}

function index({ values, population }: Question): Answer {
  const z = ebIndex(values, exposure(population))
  const without = z.reasons.filter((reason) => reason !== 0).length
  return {
    columns: { ebi_z: nullable(z), reason: reasons(z, z) },
    facts: { family: z.reasons.length - without },
    words: {
      zh: '每个区域的比率距全部区域共同比率的标准差数（Assunção–Reis）；可作 gi-star、moran 的 --values，看风险而非人多。本身不是检验。',
      en: 'How far the rate of each area lies from that of all, in its own standard deviations (Assunção-Reis): values for gi-star or moran that see risk, not crowds. By itself no test.',
    },
  }
}

function smoothed(question: Question): Answer {
  const { values, population } = question
  const family = question.choice('family', ['poisson', 'binomial'])
  const { rate, raw, prior } = ebRates(values, exposure(population), family)
  const mean = prior === null ? '–' : prior.mean.toPrecision(3)
  return rateAnswer(rate, raw, { variant: 'global', family, ...prior }, { mean, local: false })
}

function smoothedLocally(question: Question): Answer {
  const { values, population, graph } = question
  const variant = question.choice('variant', ['geoda', 'spdep'])
  const { rate, raw } = localEbRates(values, exposure(population), graph, variant)
  const answer = rateAnswer(rate, raw, { variant }, { mean: '', local: true })
  const neighbours = Array.from(values, (_, i) => degree(graph, i))
  return { ...answer, columns: { ...answer.columns, neighbours } }
}

function rateAnswer(
  rate: Column,
  raw: Column,
  facts: object,
  { mean, local }: { mean: string; local: boolean },
): Answer {
  const without = rate.reasons.filter((reason) => reason !== 0).length
  const family = rate.reasons.length - without
  const columns = { rate: nullable(rate), raw_rate: nullable(raw), reason: reasons(raw, rate) }
  return { columns, facts: { ...facts }, words: explainRates({ family, without, mean, local }) }
}

function exposure(population: Float64Array | null): Float64Array {
  if (population === null) throw refusal('--population', 'a column of residents, premises or hours', 'nothing')
  return population
}
