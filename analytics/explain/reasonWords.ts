import type { Words } from '../stats/explain.ts'
import type { Reason } from '../stats/reasons.ts'

/** Why an area has no figure, for whoever looks at it. */
export const REASON_WORDS: Readonly<Record<Reason, Words>> = {
  value_missing: { zh: '没有数据，不参与比较', en: 'It has no figure and is not compared.' },
  zero_variance: {
    zh: '各区域数值完全相同，无高低可比',
    en: 'All areas have the same figure: there is no high or low.',
  },
  no_neighbours: { zh: '没有相邻区域（孤立区域）', en: 'It has no neighbours (an island).' },
  neighbourhood_is_everything: {
    zh: '邻区就是全部区域，没有可比较的其余部分',
    en: 'Its neighbourhood is everything there is: nothing is left to compare with.',
  },
  too_few_areas: { zh: '区域太少，无法比较', en: 'There are too few areas to compare.' },
  value_is_mean: { zh: '数值恰为平均值', en: 'Its figure is exactly the mean.' },
  no_exposure: {
    zh: '没有暴露量（居民、场所或工时为零），无法算比率',
    en: 'It has no exposure (no residents, premises or hours), so no rate.',
  },
  cases_without_exposure: {
    zh: '有上报而暴露量为零，数据须核对',
    en: 'It has reports but no exposure: the data are to be checked.',
  },
  no_cases: { zh: '所选范围内没有上报', en: 'There are no reports in the chosen range.' },
  too_few_weeks: { zh: '完整的周（月）太少', en: 'There are too few whole weeks or months.' },
  border_changed: {
    zh: '边界在所选时间内有变，件数不完整；可改选变更之后的时间',
    en: 'Its border changed inside the chosen time, so its reports are not complete: choose days after the change.',
  },
}
