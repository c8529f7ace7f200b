import type { Words } from '../stats/explain.ts'
import { brief } from './figures.ts'

const STEPS = { day: { zh: '天', en: 'day' }, week: { zh: '周', en: 'week' }, month: { zh: '月', en: 'month' } }

/** Whether a series goes up or down, how sure, and what that does not say. Null: too few whole slices to say. */
export function explainTrend(
  trend: { z: number; p: number; slope: number; low: number; high: number; slices: number } | null,
  step: keyof typeof STEPS,
  slices: number,
): Words {
  const { zh, en } = STEPS[step]
  if (trend === null) {
    return {
      zh: `完整的${zh}只有 ${slices} 个，看不出趋势（至少需要 4 个）。`,
      en: `${slices} whole ${en}${slices === 1 ? '' : 's'} are too few to show a trend (at least 4).`,
    }
  }
  const clear = trend.p <= 0.05 && trend.z !== 0
  const said = clear
    ? trend.z > 0
      ? { zh: '在上升', en: 'It rises' }
      : { zh: '在下降', en: 'It falls' }
    : { zh: '没有明显升降', en: 'No clear rise or fall' }
  const figures = `z = ${brief(trend.z)}, p = ${brief(trend.p)}`
  const slope = `${brief(trend.slope)} (${brief(trend.low)} – ${brief(trend.high)})`
  return {
    zh: `${said.zh}：每${zh} ${slope} 件（Sen 斜率及 95% 区间；Mann–Kendall ${figures}，${trend.slices} 个完整的${zh}）。它不分季节，不说明原因，也不预测将来；上报多少还取决于有多少人在报。`,
    en: `${said.en}: ${slope} reports a ${en} (Sen's slope with its 95 % interval; Mann-Kendall ${figures}, ${trend.slices} whole ${en}s). It does not know seasons, does not say why and does not foretell; how much is reported also depends on how many report.`,
  }
}
