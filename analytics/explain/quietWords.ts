import type { Silence } from '../quiet.ts'
import type { Words } from '../stats/explain.ts'
import { brief, isFigure } from './figures.ts'

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
  if (rate === null) {
    return {
      zh: `没有${UNITS[unit].zh}数据，无法区分“安静”与“没人去过”：${n('unknown') + n('unvisited')} 个区域都无结论。`,
      en: `There are no figures of ${unit}: quiet and unvisited cannot be told apart in any of ${n('unknown') + n('unvisited')} areas.`,
    }
  }
  return {
    zh: `按全区每${UNITS[unit].zh} ${brief(rate)} 件的共同比率，${family} 个区域可比：${n('quiet')} 个明显安静，${n('busy')} 个明显偏多（95% 置信，已校正），${n('usual')} 个正常，${n('too-little')} 个去得太少、安静说明不了问题；${n('unvisited')} 个没人去过，${n('unknown')} 个不知道有没有人去过。安静不等于没有问题，只说明上报少于人到之处通常会有的数量。`,
    en: `At the common rate of ${brief(rate)} reports per ${UNITS[unit].en}, ${family} areas can be judged: ${n('quiet')} clearly quiet, ${n('busy')} clearly busy (95 %, adjusted), ${n('usual')} as usual, ${n('too-little')} with so little presence that silence says nothing; ${n('unvisited')} unvisited, ${n('unknown')} where nobody knows. Quiet does not mean without trouble, only fewer reports than presence usually brings.`,
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
}

export function explainQuietArea({ name, reports, kind, exposure, expected, adjusted, unit }: QuietArea): Words {
  const said = SAID[kind]
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

const SAID: Readonly<Record<Silence, Words>> = {
  unvisited: { zh: '没人去过，安静说明不了任何问题', en: 'unvisited: nobody was there, so silence says nothing' },
  unknown: { zh: '不知道有没有人去过', en: 'not known whether anybody was there' },
  'too-little': { zh: '去得太少，安静说明不了问题', en: 'so little presence that silence says nothing' },
  quiet: { zh: '有人去过，确实安静', en: 'visited, and clearly quiet' },
  usual: { zh: '与去的次数相称', en: 'as many as presence usually brings' },
  busy: { zh: '明显偏多', en: 'clearly more than presence usually brings' },
}
