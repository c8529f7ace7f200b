import { Day } from './day.ts'
import { faultWords } from './faultWords.ts'
import type { Report } from './rows.ts'

/** Working days, ascending, each once; what is none, or stands out of order, is reported. */
export function readDays(value: unknown, report: Report): Day[] {
  if (!Array.isArray(value)) {
    const toDo = { zh: '没有工作日，任何检查都无法安排', en: 'Without working days nothing can be planned' }
    report('workingDays', null, faultWords({ zh: '工作日列表', en: 'a list of working days' }, value, toDo))
    return []
  }
  const days = value.filter((day, at): day is Day => {
    const isDay = Day.safeParse(day).success
    const toDo = { zh: '该日未计入', en: 'It is not counted' }
    if (!isDay)
      report(`workingDays[${at}]`, null, faultWords({ zh: '日期 YYYY-MM-DD', en: 'a date YYYY-MM-DD' }, day, toDo))
    return isDay
  })
  const early = days.findIndex((day, at) => at > 0 && day <= days[at - 1]!)
  if (early > 0) {
    const toDo = { zh: '已排序去重后计算', en: 'They are sorted, each taken once' }
    const expected = { zh: `晚于 ${days[early - 1]} 的日期`, en: `a day after ${days[early - 1]}` }
    report(`workingDays[${early}]`, null, faultWords(expected, days[early], toDo))
  }
  return [...new Set(days)].sort()
}
