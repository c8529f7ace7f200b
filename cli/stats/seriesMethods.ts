/** Methods that look at several columns as slices of time. */
import { emergingHotSpots } from '../../analytics/stats/emergingHotSpots.ts'
import { explainForecast } from '../../analytics/stats/explain.ts'
import { discoveries } from '../../analytics/stats/fdr.ts'
import { forecast } from '../../analytics/stats/forecast.ts'
import { mannKendall } from '../../analytics/stats/mannKendall.ts'
import { column, nullable, put, reasonOf } from '../../analytics/stats/reasons.ts'
import { senSlope } from '../../analytics/stats/senSlope.ts'
import { spaceTimeScan } from '../../analytics/stats/spaceTimeScan.ts'
import type { Answer } from './answer.ts'
import { refusal } from './areas.ts'
import type { Question } from './question.ts'

export function trend({ slices, rows, steps }: Question): Answer {
  const all = Array.from({ length: rows }, (_, i) => {
    const series = seriesOf(slices, rows, i)
    return series.every(Number.isFinite) ? { ...mannKendall(series), ...senSlope(series) } : null
  })
  const [z, p] = [column(rows), column(rows)]
  all.forEach((one, i) => {
    put(z, i, one?.z ?? 'value_missing')
    put(p, i, one?.p ?? 'value_missing')
  })
  const { adjusted, bins, family } = discoveries(z, p)
  const up = bins.filter((bin) => bin >= 2).length
  const down = bins.filter((bin) => bin <= -2).length
  return {
    columns: {
      s: all.map((one) => one?.s ?? null),
      z: nullable(z),
      p_two_sided: nullable(p),
      p_fdr: nullable(adjusted),
      bin: Array.from(bins, (bin, i) => (p.reasons[i] === 0 ? bin : null)),
      tau_b: all.map((one) => one?.tau ?? null),
      sen_slope: all.map((one) => one?.slope ?? null),
      sen_low: all.map((one) => one?.low ?? null),
      sen_high: all.map((one) => one?.high ?? null),
      testable: all.map((one) => (one === null ? null : String(one.testable))),
      reason: all.map((_, i) => reasonOf(z, i)),
    },
    facts: { family, steps },
    words: {
      zh: `${family} 个区域各 ${steps} 期：${up} 个上升、${down} 个下降（Mann–Kendall，95% 置信，已控制误判率）。与各区自身的先后相比，不与别处相比；不说明原因，少于 4 期不作结论。`,
      en: `${family} areas with ${steps} slices each: ${up} rise and ${down} fall (Mann-Kendall at 95 %, Benjamini-Hochberg). Each is compared with its own past, not with others; it does not say why, and under 4 slices nothing is concluded.`,
    },
  }
}

export function emerging(question: Question): Answer {
  const { rows, steps, graph, placed } = question
  const slices = question.slices.map((value, at) => (placed[at % rows] === 1 ? value : Number.NaN))
  const alpha = question.amount('alpha', 0.1)
  const { areas, significant, z } = emergingHotSpots(slices, graph, { lag: question.amount('lag', 1), alpha })
  const last = (i: number) => (steps - 1) * rows + i
  const known = areas.filter((area) => area.kind === 'history').length
  return {
    columns: {
      pattern: areas.map((area) => (area.kind === 'history' ? area.pattern : null)),
      z: areas.map((_, i) => (z.reasons[last(i)] === 0 ? z.values[last(i)]! : null)),
      bin: areas.map((_, i) => (z.reasons[last(i)] === 0 ? significant[last(i)]! : null)),
      trend_z: areas.map((area) => (area.kind === 'history' ? area.trend.z : null)),
      trend_p_two_sided: areas.map((area) => (area.kind === 'history' ? area.trend.p : null)),
      reason: areas.map((area, i) => (area.kind !== 'none' ? null : placed[i] === 1 ? area.reason : 'no_shape')),
    },
    facts: { family: slices.length, steps, alpha },
    words: {
      zh: `${known} 个区域、${steps} 期：z 与冷热为最后一期（时空 Gi*，与整个立方体的平均值相比，已控制误判率），pattern 是其历史的 17 类之一。不说明原因。`,
      en: `${known} areas, ${steps} slices: z and bin are of the last one (space-time Gi* against the mean of the whole cube, Benjamini-Hochberg over all bins), pattern is one of 17 histories. It does not say why.`,
    },
  }
}

export function spaceTimeCluster(question: Question): Answer {
  const { slices, rows, steps, places } = question
  const counts = Float64Array.from({ length: steps * places.rows.length }, (_, at) => {
    const row = places.rows[at % places.rows.length]!
    return slices[Math.floor(at / places.rows.length) * rows + row]!
  })
  const bad = counts.find((count) => !(Number.isInteger(count) && count >= 0))
  if (bad !== undefined)
    throw refusal('--values', 'whole counts in every row', Number.isNaN(bad) ? 'none' : String(bad))
  const { permutations, seed } = question.draws ?? { permutations: 0, seed: 1 }
  const options = {
    longest: question.amount('longest', steps),
    share: question.amount('share', 0.5),
    draws: permutations,
    seed,
  }
  const found = spaceTimeScan(places.x, places.y, counts, options)
  const members = new Set(found.kind === 'cluster' ? found.members.map((i) => places.rows[i]!) : [])
  const inPlace = new Set(places.rows)
  return {
    columns: {
      cluster: Array.from({ length: rows }, (_, i) => (inPlace.has(i) ? Number(members.has(i)) : null)),
      reason: Array.from({ length: rows }, (_, i) => (inPlace.has(i) ? null : 'no_shape')),
    },
    facts: found.kind === 'none' ? found : { ...found, centre: places.rows[found.centre]!, members: [...members] },
    words: {
      zh: '时空排列扫描：延伸到最后一期、最不像偶然的一个圆柱（facts 中有观测、期望、似然比与 p）。常年繁忙处与普遍繁忙的周不算聚集；不说明原因。',
      en: 'Space-time permutation scan: of the cylinders that reach to the last slice the one least like chance (observed, expected, likelihood ratio and p are in the facts). Places that are always busy and weeks busy everywhere are no cluster; it does not say why.',
    },
  }
}

export function nextWeek(question: Question): Answer {
  const { slices, rows } = question
  const counts = slices.map((count) => (Number.isFinite(count) ? count : Number.NaN))
  const bad = counts.find((count) => count < 0 || (!Number.isNaN(count) && !Number.isInteger(count)))
  if (bad !== undefined) throw refusal('--values', 'whole counts, one column a week', String(bad))
  const size = question.has('size') ? { size: question.column('size') } : {}
  const got = forecast({ areas: rows, counts }, { ...size, share: question.amount('share', 0.05) })
  const without = got.risk.reasons.filter((reason) => reason !== 0).length
  return {
    columns: {
      risk: nullable(got.risk),
      low: nullable(got.low),
      high: nullable(got.high),
      marked: [...got.marked],
      reason: Array.from({ length: rows }, (_, i) => reasonOf(got.risk, i)),
    },
    facts: { used: got.method, level: got.level, tests: got.tests },
    words: explainForecast(got, { family: rows - without, without, week: null }),
  }
}

const seriesOf = (slices: Float64Array, rows: number, i: number) => slices.filter((_, at) => at % rows === i)
