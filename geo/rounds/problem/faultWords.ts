import type { Words } from '../../words.ts'

/** A saying of what was expected, what came and what to do. */
export const faultWords = (expected: Words, got: unknown, toDo: Words): Words => {
  const { zh, en } = shown(got)
  return {
    zh: `应为${expected.zh}，实为${zh}。${toDo.zh}`,
    en: `Expected ${expected.en}, got ${en}. ${toDo.en}`,
  }
}

/** What happens to a row that cannot be used. */
export const ROW_LEFT_OUT: Words = {
  zh: '本行未参与计算，请更正后重算',
  en: 'The row is left out; correct it and solve again',
}

const MOST_SHOWN = 60

function shown(got: unknown): Words {
  if (got === undefined) return { zh: '缺失', en: 'nothing' }
  const text = JSON.stringify(got) ?? String(got)
  const short = text.length > MOST_SHOWN ? `${text.slice(0, MOST_SHOWN)}…` : text
  return { zh: ` ${short}`, en: short }
}

const TEXT: Words = { zh: '非空文字', en: 'a text that is not empty' }
const DATE: Words = { zh: '存在的日期（YYYY-MM-DD）', en: 'a date that exists, YYYY-MM-DD' }
const PLACE: Words = {
  zh: ' [经度, 纬度]（度，WGS84 或 CGCS2000）',
  en: '[longitude, latitude] in degrees, WGS84 or CGCS2000',
}

/** What a field must be, by its name. */
const FIELDS: Record<string, Words> = {
  id: TEXT,
  code: TEXT,
  name: TEXT,
  zone: TEXT,
  premises: TEXT,
  matter: TEXT,
  department: TEXT,
  at: PLACE,
  seat: PLACE,
  release: DATE,
  due: DATE,
  day: DATE,
  from: { zh: '日期（YYYY-MM-DD）或早于结束的时刻（HH:MM）', en: 'a date YYYY-MM-DD, or a time HH:MM before the end' },
  until: { ...DATE },
  to: { zh: '日期（YYYY-MM-DD）或时刻（HH:MM）', en: 'a date YYYY-MM-DD, or a time HH:MM' },
  half: { zh: ' morning 或 afternoon', en: 'morning or afternoon' },
  hours: { zh: '营业时间 [{from, to}]，from 早于 to', en: 'opening hours [{from, to}], from before to' },
  closed: { zh: '休息日列表（0 周日 … 6 周六）', en: 'weekdays, 0 = Sunday … 6 = Saturday' },
  serviceS: { zh: ' 0 至 86400 的整数秒', en: 'whole seconds from 0 to 86400' },
  mostVisits: { zh: '不小于 1 的整数或 null', en: 'a whole number from 1, or null' },
  roundsPerHalfDay: { zh: '不小于 1 的整数或 null', en: 'a whole number from 1, or null' },
  coolOffDays: { zh: '不小于 0 的整数（天）', en: 'a whole number of days from 0' },
  certificates: { zh: '执法证列表 [{department, from, until}]', en: 'certificates [{department, from, until}]' },
  absences: { zh: '缺勤列表 [{from, to, half}]', en: 'absences [{from, to, half}]' },
  zones: { zh: '片区编号列表或 null', en: 'a list of zone ids, or null' },
  recused: { zh: '检查对象编号列表', en: 'a list of premises ids' },
  officersPerDepartment: { zh: ' 1 至 20 的整数', en: 'a whole number from 1 to 20' },
  mostOfficersPerRound: { zh: '不小于 1 的整数或 null', en: 'a whole number from 1, or null' },
  baseS: { zh: ' 0 至 86400 的整数秒', en: 'whole seconds from 0 to 86400' },
  share: { zh: ' 0 至 1 的数', en: 'a number from 0 to 1' },
  incompatible: { zh: '成对的事项 [[matter, matter]]', en: 'pairs of matters [[matter, matter]]' },
  halfDays: {
    zh: '两个半天，上午结束不晚于下午开始',
    en: 'two half-days, the morning ending before the afternoon begins',
  },
  visits: { zh: '至少一次检查 [{premises, checks}]', en: 'at least one visit [{premises, checks}]' },
  checks: { zh: '至少一个计划检查编号', en: 'at least one check id' },
}

/** What the value at a path must be; what the schema itself says where the field has no words of its own. */
export function expectedAt(path: readonly PropertyKey[], said: string): Words {
  const field = path.findLast((part) => typeof part === 'string')
  return FIELDS[String(field)] ?? { zh: `：${said}`, en: said }
}
