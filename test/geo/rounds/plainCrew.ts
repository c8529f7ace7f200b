import type { HalfDay } from '../../../geo/rounds/problem/halfDay.ts'
import type { Officer } from '../../../geo/rounds/problem/officer.ts'
import type { Problem } from '../../../geo/rounds/problem/problem.ts'

/** What a round asks of the roster; `named` officers are set already. */
export interface Need {
  zone: string
  premises: readonly string[]
  departments: readonly string[]
  named?: readonly { department: string; officer: string }[]
}

/** Whether all rounds of one half-day find their officers, each person once: plain trying, seat by seat. */
export function hasCrew({ officers, rules }: Problem, when: HalfDay, needs: readonly Need[]): boolean {
  if (officers === null) return true
  const named = new Set(needs.flatMap((need) => (need.named ?? []).map(({ officer }) => officer)))
  const seats = needs.flatMap((need) =>
    need.departments.flatMap((department) => {
      const set = (need.named ?? []).filter((one) => one.department === department).length
      const able = officers.filter((officer) => !named.has(officer.id) && may(officer, need, department, when))
      return Array.from({ length: Math.max(0, rules.officersPerDepartment - set) }, () => able)
    }),
  )
  const sits = new Map<Officer, number>()
  const seat = (at: number, asked: Set<Officer>): boolean =>
    seats[at]!.some((officer) => {
      if (asked.has(officer)) return false
      asked.add(officer)
      const other = sits.get(officer)
      if (other !== undefined && !seat(other, asked)) return false
      sits.set(officer, at)
      return true
    })
  return seats.every((_, at) => seat(at, new Set()))
}

const may = (officer: Officer, { zone, premises }: Need, department: string, { day, half }: HalfDay): boolean =>
  (officer.zones === null || officer.zones.includes(zone)) &&
  !officer.recused.some((id) => premises.includes(id)) &&
  officer.certificates.some(
    (one) =>
      one.department === department &&
      (one.from === null || one.from <= day) &&
      (one.until === null || day <= one.until),
  ) &&
  !officer.absences.some(({ from, to, half: away }) => from <= day && day <= to && (away === null || away === half))
