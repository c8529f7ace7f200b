import { faultWords } from './faultWords.ts'
import { Officer } from './officer.ts'
import type { Problem } from './problem.ts'
import { type Report, rowsOf } from './rows.ts'

type Known = Pick<Problem, 'departments' | 'zones' | 'premises'>

/** The roster: what certificates, zones and recusals name and is not there is taken off, and reported. */
export function readOfficers(value: unknown, known: Known, report: Report): Officer[] | null {
  if (value === null) return null
  if (value === undefined) {
    const toDo = { zh: '按名册未知计算', en: 'The roster is taken as not known' }
    report('officers', null, faultWords({ zh: '人员列表或 null', en: 'a list of officers, or null' }, value, toDo))
    return null
  }
  const departments = new Set(known.departments.map(({ code }) => code))
  const zones = new Set(known.zones.map(({ id }) => id))
  const premises = new Set(known.premises.map(({ id }) => id))
  const rows = rowsOf<Officer>({ name: 'officers', value, idOf: ({ id }) => id }, Officer, report)
  return rows.map(({ path, row }) => {
    const there = (among: ReadonlySet<string>, field: string, id: string): boolean => {
      if (!among.has(id)) report(`${path}.${field}`, row.id, faultWords(THERE, id, TAKEN_OFF))
      return among.has(id)
    }
    return {
      ...row,
      certificates: row.certificates.filter(({ department }, at) =>
        there(departments, `certificates[${at}].department`, department),
      ),
      zones: row.zones?.filter((zone, at) => there(zones, `zones[${at}]`, zone)) ?? null,
      recused: row.recused.filter((id, at) => there(premises, `recused[${at}]`, id)),
    }
  })
}

const THERE = { zh: '文件中可用的编号', en: 'an id that is in the file and can be used' }
const TAKEN_OFF = { zh: '该项未计入，请更正后重算', en: 'It is not counted; correct it and solve again' }
