import type { Words } from '../stats/explain.ts'
import type { Reason } from '../stats/reasons.ts'
import { brief } from './figures.ts'
import { REASON_WORDS } from './reasonWords.ts'

export interface ForecastArea {
  name: string
  /** In the weeks looked at. */
  reports: number
  risk: number | null
  low: number | null
  high: number | null
  /** Among the areas of highest risk. */
  marked: boolean
  level: number
  reason: string | null
}

/** Next week in one area, how sure, and what that does not say. */
export function explainForecastArea({ name, reports, risk, low, high, marked, level, reason }: ForecastArea): Words {
  if (risk === null || low === null || high === null) {
    const why = REASON_WORDS[(reason ?? 'value_missing') as Reason]
    return { zh: `${name}：无法预计：${why.zh}。`, en: `${name}: nothing can be expected. ${why.en}` }
  }
  const sure = Math.round(level * 100)
  return {
    zh: `${name}：下周预期 ${brief(risk)} 件，${sure}% 的把握在 ${low} 到 ${high} 件之间${marked ? '；属于风险最高的区域' : ''}。所看各周共 ${reports} 件。它预期的是上报，不是违法本身，也不说明原因。`,
    en: `${name}: ${brief(risk)} reports are expected next week, with ${sure} % probability ${low} to ${high}${marked ? '; it is among the areas of highest risk' : ''}. There were ${reports} in the weeks looked at. It expects reports, not offences, and does not say why.`,
  }
}
