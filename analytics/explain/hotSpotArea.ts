import type { Words } from '../stats/explain.ts'
import type { Reason } from '../stats/reasons.ts'
import { chanceWords } from './chanceWords.ts'
import { brief, isFigure } from './figures.ts'
import { REASON_WORDS } from './reasonWords.ts'

/** The kept result of one area of a Gi* run, and what it is compared with. */
export interface HotSpotArea {
  name: string
  reports: number
  /** What was compared: reports, or smoothed reports per unit of exposure. */
  value: number | null
  /** What was compared, where it is not the number of reports alone. */
  measure: Words | null
  /** Mean of all compared areas. */
  mean: number
  /** Mean of the area and its neighbours. */
  around: number
  neighbours: number
  family: number
  z: number | null
  p: number | null
  adjusted: number | null
  /** ±3, ±2, ±1: 99, 95, 90 %. */
  bin: number | null
  reason: Reason | null
  /** Accounts that reported there, and the share of the keenest; null where it is not known. */
  reporters: { accounts: number; most: number; known: number } | null
}

const CROWDS: Words = {
  zh: '按件数比较，大而人多的区域自然偏高。',
  en: 'Numbers alone make large and crowded areas high. ',
}
const SURE = [0, 90, 95, 99]
/** From this share on one reporter makes a place. */
const ONE_VOICE = 0.5

/** What is hot, how sure, compared with what, and what it does not say: of one area. */
export function explainHotSpotArea(area: HotSpotArea): Words {
  const { name, reports, reason } = area
  if (reason !== null || area.z === null || area.p === null) {
    const why = REASON_WORDS[reason ?? 'value_missing']
    return {
      zh: `${name}：${reports} 件上报。没有热点结论：${why.zh}。`,
      en: `${name}: ${reports} reports. No finding: ${why.en}`,
    }
  }
  const [said, compared, chance, voice] = [finding(area), comparison(area), chanceWords(area.p), oneVoice(area)]
  const adjusted = isFigure(area.adjusted ?? 1)
  const crowds = area.measure === null ? CROWDS : { zh: '', en: '' }
  return {
    zh: `${name}：${said.zh}。${compared.zh}若上报与地点无关，出现这样的差异${chance.zh}（z = ${area.z.toFixed(2)}，p ${isFigure(area.p)}；同时比较 ${area.family} 个区域，校正后 p ${adjusted}）。${voice.zh}${crowds.zh}这不说明原因，也不说明趋势，不说明未上报的情况。`,
    en: `${name}: ${said.en}. ${compared.en}If reports had nothing to do with place, a difference like this would come ${chance.en} (z = ${area.z.toFixed(2)}, p ${isFigure(area.p)}; with ${area.family} areas compared at once the adjusted p ${adjusted}). ${voice.en}${crowds.en}It does not say why, nor whether it grows, nor what went unreported.`,
  }
}

function finding({ bin, z }: HotSpotArea): Words {
  const sure = SURE[Math.abs(bin ?? 0)]!
  if (sure === 0) return { zh: '与其他地方没有明显差别', en: 'not clearly different from other places' }
  if (z! > 0) return { zh: `热点，置信度 ${sure}%`, en: `a hot spot, ${sure} % sure` }
  return { zh: `冷点，置信度 ${sure}%`, en: `a cold spot, ${sure} % sure` }
}

function comparison({ reports, measure, value, around, mean, neighbours, family }: HotSpotArea): Words {
  return {
    zh: `本区 ${reports} 件${measure === null ? '' : `（${measure.zh}：${brief(value!)}）`}；${neighbours === 0 ? '没有邻区，只看本区' : `连同 ${neighbours} 个邻区平均 ${brief(around)}`}，全部 ${family} 个参与比较的区域平均 ${brief(mean)}。`,
    en: `${reports} reports here${measure === null ? '' : ` (${measure.en}: ${brief(value!)})`}; ${neighbours === 0 ? 'it has no neighbours and stands alone' : `with its ${neighbours} neighbours the mean is ${brief(around)}`}, against ${brief(mean)} in all ${family} areas compared. `,
  }
}

function oneVoice({ reporters, bin }: HotSpotArea): Words {
  if (reporters === null || (bin ?? 0) <= 0 || reporters.known < 4 || reporters.most / reporters.known < ONE_VOICE) {
    return { zh: '', en: '' }
  }
  const { most, known, accounts } = reporters
  return {
    zh: `注意：有账号的 ${known} 件中 ${most} 件出自同一账号（共 ${accounts} 个账号），可能反映的是上报人而不是地点。`,
    en: `Mind that ${most} of the ${known} reports with an account came from one account (of ${accounts}): this may tell of the reporter, not of the place. `,
  }
}
