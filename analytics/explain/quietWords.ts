import type { Silence } from '../quiet.ts'
import type { Words } from '../stats/explain.ts'
import type { Reason } from '../stats/reasons.ts'
import { brief, isFigure } from './figures.ts'
import { REASON_WORDS } from './reasonWords.ts'

/** What one unit of an exposure is called. */
export const UNITS = {
  residents: { zh: '居民', en: 'resident' },
  premises: { zh: '检查对象', en: 'premises' },
  'visit-hours': { zh: '检查小时', en: 'hour of visits' },
  'patrol-hours': { zh: '巡查小时', en: 'hour of patrol' },
} as const satisfies Readonly<Record<string, Words>>
export type Unit = keyof typeof UNITS

export function explainQuiet(facts: {
  kinds: Readonly<Partial<Record<Silence, number>>>
  family: number
  rate: number | null
  unit: Unit
}): Words {
  const { kinds, family, rate, unit } = facts
  const n = (kind: Silence) => kinds[kind] ?? 0
  const none = ABSENT[unit]
  if (rate === null) {
    return {
      zh: `没有${UNITS[unit].zh}数据或全部为零，无法区分“安静”与“没人去过”：${n('unknown') + n('unvisited')} 个区域都无结论。`,
      en: `${unit.replace('-', ' ')} are not on record or zero everywhere: quiet and unvisited cannot be told apart in any of ${n('unknown') + n('unvisited')} areas.`,
    }
  }
  return {
    zh: `按全区每${UNITS[unit].zh} ${brief(rate)} 件的共同比率，${family} 个区域可比：${n('quiet')} 个明显安静，${n('busy')} 个明显偏多（95% 置信，已校正），${n('usual')} 个正常，${n('too-little')} 个应有件数太少、安静说明不了问题；${n('unvisited')} 个${none.zh}，${n('unknown')} 个${UNKNOWN.zh}。安静不等于没有问题，只说明上报少于按共同比率应有的数量。`,
    en: `At the common rate of ${brief(rate)} reports per ${UNITS[unit].en}, ${family} areas can be judged: ${n('quiet')} clearly quiet, ${n('busy')} clearly busy (95 %, adjusted), ${n('usual')} as usual, ${n('too-little')} where so few are expected that silence says nothing; ${n('unvisited')} ${none.en}, ${n('unknown')} ${UNKNOWN.en}. Quiet does not mean without trouble, only fewer reports than the common rate expects.`,
  }
}

export interface QuietArea {
  name: string
  reports: number
  kind: Silence
  exposure: number | null
  expected: number | null
  adjusted: number | null
  unit: Unit
  reason: Reason | null
}

export function explainQuietArea(area: QuietArea): Words {
  const { name, reports, kind, exposure, expected, adjusted, unit, reason } = area
  if (reason === 'border_changed' || reason === 'cases_without_exposure') {
    const why = REASON_WORDS[reason]
    return {
      zh: `${name}：${reports} 件上报。没有结论：${why.zh}（${UNITS[unit].zh}）。`,
      en: `${name}: ${reports} reports. No finding (${unit.replace('-', ' ')}): ${why.en}`,
    }
  }
  const said = saidOf(kind, unit)
  const [zh, en] = [UNITS[unit].zh, unit.replace('-', ' ')]
  if (exposure === null || expected === null || adjusted === null) {
    return {
      zh: `${name}：${said.zh}。${reports} 件上报，${zh}${exposure === null ? '未知' : '为零'}。`,
      en: `${name}: ${said.en}. ${reports} reports; ${en} ${exposure === null ? 'are not known' : 'are zero'}.`,
    }
  }
  return {
    zh: `${name}：${said.zh}。${zh} ${brief(exposure)}，按全区共同比率应有 ${brief(expected)} 件，实有 ${reports} 件（校正后 p ${isFigure(adjusted)}，泊松检验）。它不说明有没有未上报的问题。`,
    en: `${name}: ${said.en}. With ${brief(exposure)} ${en} the common rate expects ${brief(expected)} reports; there were ${reports} (adjusted p ${isFigure(adjusted)}, Poisson). It does not say what went unreported.`,
  }
}

/** What it means that an area has none of an exposure. */
const ABSENT: Readonly<Record<Unit, Words>> = {
  residents: { zh: '没有居民', en: 'without residents' },
  premises: { zh: '没有检查对象', en: 'without premises' },
  'visit-hours': { zh: '没有检查轮次去过', en: 'unvisited by any round' },
  'patrol-hours': { zh: '没有巡查去过', en: 'unvisited by any patrol' },
}
const UNKNOWN: Words = { zh: '没有这项数据或边界有变', en: 'without figures or with a changed border' }

function saidOf(kind: Silence, unit: Unit): Words {
  if (kind !== 'unvisited') return SAID[kind]
  const { zh, en } = ABSENT[unit]
  return { zh: `${zh}，安静说明不了任何问题`, en: `${en}, so silence says nothing` }
}

const SAID: Readonly<Record<Exclude<Silence, 'unvisited'>, Words>> = {
  unknown: { zh: '没有这项数据，安静说明不了任何问题', en: 'nothing is on record, so silence says nothing' },
  'too-little': { zh: '应有件数太少，安静说明不了问题', en: 'so few are expected that silence says nothing' },
  quiet: { zh: '明显少于应有，确实安静', en: 'clearly fewer than expected: quiet' },
  usual: { zh: '与应有件数相称', en: 'about as many as expected' },
  busy: { zh: '明显偏多', en: 'clearly more than expected' },
}
