import type { HalfDay } from '../problem/halfDay.ts'
import type { Officer } from '../problem/officer.ts'
import { lot } from './lottery.ts'
import { isRecused, mayServe } from './roster.ts'

/** What a round of one half-day needs: `perDepartment` officers of each department, none of them recused. */
export interface CrewNeed {
  zone: string
  departments: readonly string[]
  /** Premises it visits. */
  premises: readonly string[]
  /** Officers who are set already. */
  fixed: readonly Assignment[]
  /** Officers who have a place in it already: they leave it only where somebody could not go otherwise. */
  kept?: readonly Assignment[]
}

export interface Assignment {
  officer: string
  department: string
}

export interface Staffed {
  /** Officers of each need, in the order of the needs. */
  crews: Assignment[][]
  /** Needs that cannot be met, with the department that lacks officers. */
  short: { need: number; department: string }[]
}

export interface StaffingRules {
  seed: number
  perDepartment: number
  /** Half-days that each person has so far: fewer go first. Absent: only the lot counts. */
  load?: ReadonlyMap<string, number>
}

/** One officer's place in a crew. */
interface Seat {
  need: number
  department: string
}

/**
 * Gives every need of a half-day its officers, each person once. People are asked in the order of their load, then of
 * their lot, and join where an augmenting path lets them (Kuhn 1955). Sets of people that can be matched are a matroid
 * (Edmonds and Fulkerson 1965), so this greedy order never costs a seat: as many seats are filled as can be.
 * Where some have a place already, first those join who stir nobody.
 */
export function staff(
  needs: readonly CrewNeed[],
  officers: readonly Officer[],
  when: HalfDay,
  rules: StaffingRules,
): Staffed {
  const seats = needs.flatMap(({ departments, fixed }, need) =>
    departments.flatMap((department) => {
      const open = rules.perDepartment - fixed.filter((one) => one.department === department).length
      return Array.from({ length: Math.max(0, open) }, (): Seat => ({ need, department }))
    }),
  )
  const taken = new Set(needs.flatMap(({ fixed }) => fixed.map(({ officer }) => officer)))
  const may = (officer: Officer, { need, department }: Seat) =>
    mayServe(officer, department, needs[need]!.zone, when) && !isRecused(officer, needs[need]!.premises)
  const holder: (Officer | undefined)[] = seats.map(() => undefined)
  for (const [need, { kept }] of needs.entries()) for (const one of kept ?? []) seatAgain(need, one)
  const isFull = holder.every((officer) => officer !== undefined)
  const waiting = isFull ? [] : inOrder(officers, when, rules).filter(({ id }) => !taken.has(id))
  const left = needs.some(({ kept }) => kept !== undefined) ? waiting.filter((one) => !sitFreely(one)) : waiting
  for (const officer of left) sit(officer, new Set())
  return {
    crews: needs.map(({ fixed }, need) => [
      ...fixed,
      ...seats.flatMap((seat, at) =>
        seat.need === need && holder[at] !== undefined ? [{ officer: holder[at].id, department: seat.department }] : [],
      ),
    ]),
    short: seats.filter((_, at) => holder[at] === undefined),
  }

  function seatAgain(need: number, { officer: id, department }: Assignment): void {
    const officer = taken.has(id) ? undefined : officers.find((one) => one.id === id)
    const at = seats.findIndex(
      (seat, at) => seat.need === need && seat.department === department && holder[at] === undefined,
    )
    if (officer === undefined || at < 0 || !may(officer, seats[at]!)) return
    holder[at] = officer
    taken.add(id)
  }

  /** Takes a place that nobody has; answers whether there was one. */
  function sitFreely(officer: Officer): boolean {
    const at = seats.findIndex((seat, at) => holder[at] === undefined && may(officer, seat))
    if (at >= 0) holder[at] = officer
    return at >= 0
  }

  function sit(officer: Officer, asked: Set<number>): boolean {
    for (const [at, seat] of seats.entries()) {
      if (asked.has(at) || !may(officer, seat)) continue
      asked.add(at)
      const other = holder[at]
      if (other !== undefined && !sit(other, asked)) continue
      holder[at] = officer
      return true
    }
    return false
  }
}

function inOrder(officers: readonly Officer[], when: HalfDay, { seed, load }: StaffingRules): Officer[] {
  const key = (officer: Officer) => ({ officer, load: load?.get(officer.id) ?? 0, lot: lot(seed, when, officer.id) })
  return officers
    .map(key)
    .sort((a, b) => a.load - b.load || a.lot - b.lot || (a.officer.id < b.officer.id ? -1 : 1))
    .map(({ officer }) => officer)
}
