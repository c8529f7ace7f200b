import type { Words } from '../words.ts'
import type { LoadName } from './zoning.ts'

/** The loads by name. */
export const LOAD_WORDS: Record<LoadName, Words> = {
  area: { zh: '面积', en: 'area' },
  residents: { zh: '居民', en: 'residents' },
  premises: { zh: '检查对象', en: 'premises' },
  reports: { zh: '上报事件', en: 'reports' },
  officers: { zh: '执法人员', en: 'officers' },
  travel: { zh: '往返驻地时间', en: 'travel to the seat' },
}
