/** Methods that look at where rows are: points, or a point inside each area. */
import { densityClusters } from '../../analytics/stats/densityClusters.ts'
import { rateRefusal } from '../../analytics/stats/exposure.ts'
import { KERNELS, type Kernel, kernelDensity } from '../../analytics/stats/kernelDensity.ts'
import { knox } from '../../analytics/stats/knox.ts'
import { poissonScan } from '../../analytics/stats/poissonScan.ts'
import { distanceBand, spaceTimeBand } from '../../analytics/stats/weights.ts'
import type { Answer } from './answer.ts'
import { refusal } from './areas.ts'
import type { Question } from './question.ts'

export function poissonCluster(question: Question): Answer {
  const { values, population, places, rows } = question
  if (population === null) throw refusal('--population', 'a column of residents, premises or hours', 'nothing')
  const pick = (column: Float64Array) => Float64Array.from(places.rows, (i) => column[i]!)
  const { permutations, seed } = question.draws ?? { permutations: 0, seed: 1 }
  const options = { share: question.amount('share', 0.5), draws: permutations, seed }
  const found = poissonScan(places.x, places.y, pick(values), pick(population), options)
  const members = new Set(found.kind === 'cluster' ? found.members.map((i) => places.rows[i]!) : [])
  const reason = withoutShape(rows, places.rows).map((why, i) => why ?? rateRefusal(values[i]!, population[i]!))
  return {
    columns: { cluster: reason.map((why, i) => (why === null ? Number(members.has(i)) : null)), reason },
    facts: found.kind === 'none' ? found : { ...found, centre: places.rows[found.centre]!, members: [...members] },
    words: {
      zh: '泊松扫描：比率最不像偶然的一个圆（facts 中有观测、期望、相对风险、似然比与 p；p 已计入到处寻找的代价）。只报最可能的一处，不说明原因，圆不等于实际边界。',
      en: 'Poisson scan: the circle whose rate is least like chance (observed, expected, relative risk, likelihood ratio and p are in the facts; the p pays for looking everywhere). It names the most likely place only, does not say why, and a circle is not the true border.',
    },
  }
}

export function clusters(question: Question): Answer {
  const { places, rows } = question
  const minPoints = question.amount('min-points', 5)
  const metres = question.amount('metres')
  const timed = question.has('time')
  const time = timed ? question.column('time') : null
  const used = places.rows.flatMap((row, at) => (time === null || Number.isFinite(time[row]!) ? [at] : []))
  const pick = (column: Float64Array) => Float64Array.from(used, (at) => column[at]!)
  const [x, y] = [pick(places.x), pick(places.y)]
  const t = Float64Array.from(used, (at) => time?.[places.rows[at]!] ?? 0)
  const graph = timed ? spaceTimeBand(x, y, t, metres, question.amount('span')) : distanceBand(x, y, metres)
  const found = densityClusters(graph, minPoints)
  const kept = used.map((at) => places.rows[at]!)
  const shaped = new Set(places.rows)
  const inside = new Set(kept)
  return {
    columns: {
      cluster: spread(rows, kept, (i) => found.labels[i]!),
      core: spread(rows, kept, (i) => found.core[i]!),
      reason: Array.from({ length: rows }, (_, i) =>
        inside.has(i) ? null : shaped.has(i) ? 'value_missing' : 'no_shape',
      ),
    },
    facts: { clusters: found.clusters, noise: found.labels.filter((label) => label === -1).length, metres, minPoints },
    words: {
      zh: `${found.clusters} 个密集群（${metres} 米内至少 ${minPoints} 个，含自身${timed ? '，且时间相近' : ''}）；−1 不属于任何群。密集不等于比率高，也不是检验。`,
      en: `${found.clusters} dense groups (at least ${minPoints} within ${metres} m, itself included${timed ? ', near in time too' : ''}); −1 belongs to none. Dense is not a high rate, and this is no test.`,
    },
  }
}

export function nearRepeats(question: Question): Answer {
  const { places, rows } = question
  const time = question.column('time')
  const kept = [...places.rows.keys()].filter((at) => Number.isFinite(time[places.rows[at]!]!))
  const pick = (column: Float64Array) => Float64Array.from(kept, (at) => column[at]!)
  const { permutations, seed } = question.draws ?? { permutations: 0, seed: 1 }
  const t = Float64Array.from(kept, (at) => time[places.rows[at]!]!)
  const found = knox(pick(places.x), pick(places.y), t, {
    metres: question.amount('metres'),
    span: question.amount('span'),
    draws: permutations,
    seed,
  })
  const used = new Set(kept.map((at) => places.rows[at]!))
  const reason = Array.from({ length: rows }, (_, i) => (used.has(i) ? null : 'value_missing'))
  const times = found.ratio === null ? '–' : found.ratio.toFixed(2)
  return {
    columns: { reason },
    facts: { ...found },
    words: {
      zh: `${found.pairs} 对在时空上都相近，为无关联时期望的 ${times} 倍（Knox${found.p === null ? '' : `，单侧 p = ${found.p}`}）。说明是否有近重复，不说明在何处、为何。`,
      en: `${found.pairs} pairs are near in both space and time, ${times} times what is expected without a link (Knox${found.p === null ? '' : `, one-sided p = ${found.p}`}). It says whether there are near repeats, not where nor why.`,
    },
  }
}

export function density(question: Question): Answer {
  const { places, rows } = question
  const bandwidth = question.amount('metres')
  const kernel = question.choice<Kernel>('kernel', ['quartic', ...(Object.keys(KERNELS) as Kernel[])])
  const perSquareKilometre = kernelDensity(places, places, { kernel, bandwidth }).map((one) => one * 1e6)
  return {
    columns: {
      density: spread(rows, places.rows, (i) => perSquareKilometre[i]!),
      reason: withoutShape(rows, places.rows),
    },
    facts: { kernel, bandwidth, unit: 'per km²' },
    words: {
      zh: `每处周围每平方公里的件数（${kernel} 核，带宽 ${bandwidth} 米，含自身）。边界附近偏低；这是密度，不是比率，也不是检验。`,
      en: `Rows per square kilometre around each (${kernel} kernel, bandwidth ${bandwidth} m, itself included). Along the border it is low; it is a density, no rate and no test.`,
    },
  }
}

function spread(rows: number, kept: readonly number[], figure: (at: number) => number): (number | null)[] {
  const column = Array<number | null>(rows).fill(null)
  kept.forEach((row, at) => {
    column[row] = figure(at)
  })
  return column
}

function withoutShape(rows: number, kept: readonly number[]): (string | null)[] {
  const used = new Set(kept)
  return Array.from({ length: rows }, (_, i) => (used.has(i) ? null : 'no_shape'))
}
