import type { AreaTrend } from '../stats/areaTrends.ts'
import type { Words } from '../stats/explain.ts'
import { brief } from './figures.ts'
import { REASON_WORDS } from './reasonWords.ts'

type Step = 'week' | 'month'
const STEPS = { week: { zh: '周', en: 'week' }, month: { zh: '个月', en: 'month' } } as const

/** All areas: how many rise or fall, and how sure. @param slices whole steps of time */
export function explainAreaTrends(facts: {
  rising: number
  falling: number
  family: number
  without: number
  slices: number
  step: Step
}): Words {
  const { rising, falling, family, without, slices, step } = facts
  const { zh, en } = STEPS[step]
  return {
    zh: `${family} 个区域各按自身 ${slices} ${zh}的件数检验升降（Mann–Kendall；已按 Benjamini–Hochberg 对全部区域控制误判率，90% 置信）：${rising} 个上升、${falling} 个下降。${without > 0 ? `另有 ${without} 个区域没有结论，原因逐一列出。` : ''}每个区域只同自己的过去比，不同别处比；它不分季节，不说明原因，也不预测将来。`,
    en: `The counts of ${family} areas over ${slices} whole ${en}s were each tested for a rise or fall (Mann-Kendall, Benjamini-Hochberg over all areas, 90 %): ${rising} rise, ${falling} fall. ${without > 0 ? `${without} areas have no finding, each with its reason. ` : ''}Each is compared with its own past, not with others; it does not know seasons, does not say why and does not foretell.`,
  }
}

/** One area: up or down, how fast, how sure. */
export function explainAreaTrend(area: Omit<AreaTrend, 'p'> & { name: string; reports: number; step: Step }): Words {
  const { name, reports, step, z, adjusted, bin, slope, low, high, reason } = area
  if (reason !== null || z === null || adjusted === null || slope === null || low === null || high === null) {
    const why = REASON_WORDS[reason ?? 'value_missing']
    return {
      zh: `${name}：${reports} 件上报。没有结论：${why.zh}。`,
      en: `${name}: ${reports} reports. No finding: ${why.en}`,
    }
  }
  const said = way(bin ?? 0)
  const { zh, en } = STEPS[step]
  const line = `${brief(slope)} (${brief(low)} – ${brief(high)})`
  const test = `z = ${brief(z)}, p = ${brief(adjusted)}`
  return {
    zh: `${name}：${said.zh}。每${zh} ${line} 件（Sen 斜率及 95% 区间；Mann–Kendall ${test}，已校正），共 ${reports} 件。只同自己的过去比；它不分季节，不说明原因，也不预测将来。`,
    en: `${name}: ${said.en}. ${line} reports a ${en} (Sen's slope with its 95 % interval; Mann-Kendall ${test}, adjusted), ${reports} in all. Compared with its own past only; it does not know seasons, does not say why and does not foretell.`,
  }
}

function way(bin: number): Words {
  if (bin > 0) return { zh: '上报在增多', en: 'reports rise' }
  return bin < 0 ? { zh: '上报在减少', en: 'reports fall' } : { zh: '没有明显升降', en: 'no clear rise or fall' }
}
