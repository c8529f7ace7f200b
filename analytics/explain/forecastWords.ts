import type { Words } from '../stats/explain.ts'
import type { Reason } from '../stats/reasons.ts'
import { brief } from './figures.ts'
import { REASON_WORDS } from './reasonWords.ts'

export interface ForecastArea {
  name: string
  /** In the `weeks` looked at, in which it had its present border. */
  reports: number
  weeks: number
  /** Monday of the foretold week. */
  week: string | null
  risk: number | null
  low: number | null
  high: number | null
  /** Among the areas of highest risk. */
  marked: boolean
  level: number
  reason: string | null
}

/** Next week in one area, how sure, and what that does not say. */
export function explainForecastArea(area: ForecastArea): Words {
  const { name, reports, weeks, week, risk, low, high, marked, level, reason } = area
  if (risk === null || low === null || high === null) {
    const why = REASON_WORDS[(reason ?? 'value_missing') as Reason]
    return { zh: `${name}：无法预计：${why.zh}。`, en: `${name}: nothing can be expected. ${why.en}` }
  }
  const mean = brief(reports / weeks)
  const sure = Math.round(level * 100)
  return {
    zh: `${name}：下周（${week} 起）预期 ${brief(risk)} 件，${sure}% 的把握在 ${low} 到 ${high} 件之间${marked ? '；属于风险最高的区域' : ''}。此前 ${weeks} 个完整的周共 ${reports} 件，平均每周 ${mean} 件。它预期的是上报，不是违法本身，也不说明原因。`,
    en: `${name}: ${brief(risk)} reports are expected in the week of ${week}, with ${sure} % probability ${low} to ${high}${marked ? '; it is among the areas of highest risk' : ''}. The ${weeks} whole weeks before had ${reports}, ${mean} a week. It expects reports, not offences, and does not say why.`,
  }
}
