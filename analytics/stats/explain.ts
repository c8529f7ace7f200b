import type { Forecast } from './forecast.ts'

/** What a result says and does not say, in one paragraph a language: what is hot, how sure, compared with what. */
export interface Words {
  zh: string
  en: string
}

export interface Counts {
  hot: number
  cold: number
  /** Areas with a figure: the family of the false discovery rate. */
  family: number
  /** Areas without one. */
  without: number
}

/** Gi* and Gi. */
export function explainHotSpots({ hot, cold, family, without }: Counts): Words {
  return {
    zh: `${family} 个区域参与比较：${hot} 个热点、${cold} 个冷点（95% 置信，已按 Benjamini–Hochberg 控制误判率，即所列之中预计约 5% 属偶然）。比较对象是全部参与区域的平均值：热点指该处及其邻区的数值合起来高于偶然所能解释的程度。${omitted(without).zh}这不说明原因，不说明哪一个区域单独偏高，也不说明趋势；用数量而非比率时，人多之处自然偏高。`,
    en: `${family} areas were compared: ${hot} hot and ${cold} cold spots at 95 % (Benjamini-Hochberg: about 5 % of those listed are expected to be chance). The comparison is with the mean of all compared areas: hot means that the place and its neighbours together are higher than chance explains. ${omitted(without).en}It does not say why, nor which single area is high, nor whether it grows; with counts instead of rates, crowded places look hot.`,
  }
}

/** Local Moran's I: here `hot` counts areas that are alike with their neighbours, `cold` those that stand out. */
export function explainLocalMoran({ hot, cold, family, without }: Counts): Words {
  return {
    zh: `${family} 个区域参与比较：${hot} 个与邻区相似（同高或同低），${cold} 个与邻区相反（95% 置信，已按 Benjamini–Hochberg 控制误判率）。高低均相对于全部参与区域的平均值，邻区按随机排列作比较。${omitted(without).zh}这不说明原因，也不说明趋势；用数量而非比率时，人多之处自然偏高。`,
    en: `${family} areas were compared: ${hot} are like their neighbours (high among high or low among low), ${cold} unlike them, at 95 % (Benjamini-Hochberg). High and low are against the mean of all compared areas, neighbours against a random arrangement. ${omitted(without).en}It does not say why, nor whether it grows; with counts instead of rates, crowded places look high.`,
  }
}

/** Empirical Bayes rates. */
export function explainRates({ family, without, mean, local }: RateFacts): Words {
  const zh = local ? '所在邻域的共同比率' : `全部区域的共同比率（${mean}）`
  const en = local ? 'the common rate of its neighbourhood' : `the common rate of all (${mean})`
  return {
    zh: `${family} 个区域有平滑比率：每个区域的原始比率按其暴露量（居民、场所或工时）的多少向${zh}靠拢，暴露量越小靠拢越多，避免一两起事件造成虚高。${omitted(without).zh}平滑比率用于排序和制图，不是检验：它不说明差异是否显著，也不说明未上报的情况。`,
    en: `${family} areas have a smoothed rate: each raw rate is drawn towards ${en}, the more the smaller its exposure (residents, premises or hours), so that one or two cases do not make a place look worst. ${omitted(without).en}Smoothed rates are for ranking and mapping, not a test: they do not say whether a difference is significant, nor what went unreported.`,
  }
}

export interface RateFacts {
  family: number
  without: number
  /** Cases per unit of exposure over all areas. */
  mean: string
  local: boolean
}

/** Moran's I and the general G, over all areas. */
export function explainGlobal(method: 'moran' | 'general-g', z: number, p: number): Words {
  const clear = p <= 0.05
  const zh = method === 'moran' ? ['相邻区域数值相似', '相邻区域数值相反'] : ['高值聚集', '低值聚集']
  const en =
    method === 'moran'
      ? ['neighbouring areas are alike', 'neighbouring areas are unlike']
      : ['high values stand together', 'low values stand together']
  const side = z > 0 ? 0 : 1
  return {
    zh: `总体上${clear ? `${zh[side]}，超出偶然` : '看不出超出偶然的空间规律'}（z = ${z.toFixed(2)}，双侧 p = ${p.toPrecision(2)}，与数值在区域间随机排列相比）。它只说整体，不说在何处，也不说原因。`,
    en: `Over all areas ${clear ? `${en[side]}, more than chance explains` : 'no pattern beyond chance is seen'} (z = ${z.toFixed(2)}, two-sided p = ${p.toPrecision(2)}, against values shuffled over the areas). It speaks of the whole, not of where, nor of why.`,
  }
}

/** Next week's risk. @param counts its `week` begins on that Monday */
export function explainForecast(
  { method, level, tests }: ForecastFacts,
  counts: { family: number; without: number; week: string | null },
): Words {
  const [used] = tests
  const zh = {
    discounted: '近期加权（越近的周权重越大，资料少的区域向全区靠拢）',
    'seasonal-mean': '历年同期平均',
    'last-week': '沿用上周',
  }
  const en = {
    discounted: 'recent weeks weighing more, areas with little history drawn to the district',
    'seasonal-mean': 'the mean of the same weeks of earlier seasons',
    'last-week': 'last week again',
  }
  const tried =
    used === undefined || used.all === 0
      ? {
          zh: '周数不足或各周没有上报，未能回测，方法优劣未知。',
          en: 'There are too few weeks with reports to test it on: how good it is is not known. ',
        }
      : {
          zh: `在已过去的 ${used.weeks} 周逐周回测，三种方法中它最好：所标区域占面积 ${percent(used.markedShare)}，含该周上报的 ${share(used.inside, used.all)}（PAI ${brief(used.pai)}，最好可能的 ${brief(used.pei)}）；${percent(level)} 区间实际包含 ${percent(used.calibration.coverage ?? 0)}。`,
          en: `Tested on each of ${used.weeks} weeks that are over, it was the best of three: the marked ${percent(used.markedShare)} of the area held ${share(used.inside, used.all)} of the reports (PAI ${brief(used.pai)}, ${brief(used.pei)} of the best possible); the ${percent(level)} interval held ${percent(used.calibration.coverage ?? 0)}. `,
        }
  return {
    zh: `${counts.family} 个区域的下周${counts.week === null ? '' : `（${counts.week} 起）`}预期件数与 ${percent(level)} 区间；方法：${zh[method]}。${tried.zh}${omitted(counts.without).zh}它预期的是上报，不是违法本身：少有人去、少有人报之处显得风险低；它不说明原因，也不说明个别的人和场所。`,
    en: `Expected reports of next week${counts.week === null ? '' : ` (from ${counts.week})`} and their ${percent(level)} interval in ${counts.family} areas, by ${en[method]}. ${tried.en}${omitted(counts.without).en}It expects reports, not offences: where nobody goes and nobody reports, risk looks low. It does not say why, and nothing of single people or premises.`,
  }
}

type ForecastFacts = Pick<Forecast, 'method' | 'level' | 'tests'>

const percent = (share: number) => `${Math.round(1000 * share) / 10} %`
const share = (part: number, whole: number) => (whole === 0 ? '–' : percent(part / whole))
const brief = (figure: number | null) => (figure === null ? '–' : String(Number(figure.toPrecision(3))))

function omitted(without: number): Words {
  if (without === 0) return { zh: '', en: '' }
  return {
    zh: `另有 ${without} 个区域没有结果，原因逐一列出。`,
    en: `${without} more ${without === 1 ? 'area has' : 'areas have'} no figure, each with its reason. `,
  }
}
