import type { Words } from '../stats/explain.ts'
import type { HotSpotPattern } from '../stats/hotSpotPattern.ts'
import type { Reason } from '../stats/reasons.ts'
import { brief } from './figures.ts'
import { patternWords } from './patternWords.ts'
import { REASON_WORDS } from './reasonWords.ts'

/** Fewer slices than this show no trend. */
const TESTABLE = 4

/** All areas: what was compared with what. @param hot areas whose last slice is hot @param slices whole steps of time */
export function explainEmerging(facts: {
  hot: number
  cold: number
  family: number
  without: number
  slices: number
  step: 'week' | 'month'
}): Words {
  const { hot, cold, family, without, slices, step } = facts
  const few = slices < TESTABLE
  return {
    zh: `${family} 个区域、${slices} 个完整的${step === 'week' ? '周' : '月'}逐格比较（每格连同邻区和前一期；已按 Benjamini–Hochberg 对全部格子控制误判率，90% 置信）：最近一期 ${hot} 个热点、${cold} 个冷点。${few ? `只有 ${slices} 期，看不出变化趋势。` : ''}${without > 0 ? `另有 ${without} 个区域没有结论，原因逐一列出。` : ''}不完整的首末期不参与。它不说明原因，也不预测将来。`,
    en: `${family} areas over ${slices} whole ${step}s were compared bin by bin, each with its neighbours and the slice before (Benjamini-Hochberg over all bins, 90 %): ${hot} hot and ${cold} cold in the last slice. ${few ? `${slices} slices are too few to show a trend. ` : ''}${without > 0 ? `${without} areas have no finding, each with its reason. ` : ''}Slices cut short at either end are left out. It does not say why, and does not foretell.`,
  }
}

export interface EmergingArea {
  name: string
  reports: number
  pattern: HotSpotPattern | null
  trendZ: number | null
  trendP: number | null
  history: readonly number[]
  reason: Reason | null
}

export function explainEmergingArea({ name, reports, pattern, trendZ, trendP, history, reason }: EmergingArea): Words {
  if (pattern === null || trendZ === null || trendP === null) {
    const why = REASON_WORDS[reason ?? 'value_missing']
    return {
      zh: `${name}：${reports} 件上报。没有结论：${why.zh}。`,
      en: `${name}: ${reports} reports. No finding: ${why.en}`,
    }
  }
  const { name: called, means } = patternWords(pattern)
  const [hot, cold] = [history.filter((bin) => bin > 0).length, history.filter((bin) => bin < 0).length]
  const trend = trendWords(trendZ, trendP, history.length)
  return {
    zh: `${name}：${called.zh}（${means.zh}）。${history.length} 期中 ${hot} 期为热、${cold} 期为冷，共 ${reports} 件。${trend.zh}比较对象是所有区域所有时段的平均。它不说明原因，也不预测将来。`,
    en: `${name}: ${called.en} (${means.en}). Hot in ${hot} and cold in ${cold} of ${history.length} slices, ${reports} reports in all. ${trend.en}The comparison is with the mean of all areas in all slices. It does not say why, and does not foretell.`,
  }
}

function trendWords(z: number, p: number, slices: number): Words {
  if (slices < TESTABLE) return { zh: '期数太少，看不出趋势。', en: 'There are too few slices to show a trend. ' }
  const figures = `Mann–Kendall z = ${brief(z)}, p = ${brief(p)}`
  if (p > 0.1 || z === 0) return { zh: `热度没有明显升降（${figures}）。`, en: `No clear rise or fall (${figures}). ` }
  return z > 0
    ? { zh: `热度在上升（${figures}）。`, en: `It is getting hotter (${figures}). ` }
    : { zh: `热度在下降（${figures}）。`, en: `It is getting cooler (${figures}). ` }
}
