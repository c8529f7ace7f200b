import { isAway, isCertified } from '../crews/roster.ts'
import { type HalfDay, halfDaysOf } from '../problem/halfDay.ts'
import type { Officer } from '../problem/officer.ts'
import type { Premises } from '../problem/premises.ts'
import type { Problem } from '../problem/problem.ts'
import { both, type Slots, slotsWhere } from './slots.ts'

/** What a person can do in each half-day: departments as bits, 0 while away. */
interface Availability {
  officer: Officer
  departments: Int32Array
  /** Never certified for two departments at once. */
  isSingle: boolean
}

/**
 * In which half-days the officers of a crew exist: enough certified for every department, each person counted once,
 * nobody away, of another zone or recused. Other rounds are not looked at.
 */
export class CrewSlots {
  readonly #days: number
  readonly #perDepartment: number
  readonly #officers: readonly Officer[] | null
  readonly #available: (officer: Officer) => Availability
  readonly #recusedFrom: ReadonlySet<string>
  readonly #known = new Map<string, Slots>()
  readonly #ofZone = new Map<string, readonly Availability[]>()
  readonly #always: Slots

  constructor({ officers, departments, workingDays, rules }: Problem) {
    this.#days = workingDays.length
    this.#perDepartment = rules.officersPerDepartment
    this.#always = slotsWhere(this.#days, () => true)
    this.#recusedFrom = new Set(officers?.flatMap(({ recused }) => recused))
    this.#officers = officers
    const halfDays = halfDaysOf(workingDays)
    const known = new Map<Officer, Availability>()
    this.#available = (officer) => {
      const available = known.get(officer) ?? availabilityOf(officer, departments, halfDays)
      known.set(officer, available)
      return available
    }
  }

  /** Half-days in which these departments (bits) can all send their officers to the premises. */
  of(premises: Premises, departments: number): Slots {
    if (this.#officers === null) return this.#always
    const recused = this.#recusedFrom.has(premises.id)
    const key = `${departments} ${recused ? `premises ${premises.id}` : premises.zone}`
    const known = this.#known.get(key)
    if (known !== undefined) return known
    const team = recused
      ? this.#teamOf(premises.zone).filter(({ officer }) => !officer.recused.includes(premises.id))
      : this.#teamOf(premises.zone)
    const alone = (departments & (departments - 1)) === 0
    const slots =
      !alone && team.every(({ isSingle }) => isSingle)
        ? this.#eachOf(premises, departments)
        : slotsWhere(this.#days, (slot) => this.#hasCrew(team, departments, slot))
    this.#known.set(key, slots)
    return slots
  }

  #teamOf(zone: string): readonly Availability[] {
    const known = this.#ofZone.get(zone)
    if (known !== undefined) return known
    const going = this.#officers!.filter(({ zones }) => zones === null || zones.includes(zone))
    const team = going.map(this.#available)
    this.#ofZone.set(zone, team)
    return team
  }

  #eachOf(premises: Premises, departments: number): Slots {
    let slots = this.#always
    for (let rest = departments; rest !== 0; rest &= rest - 1) slots = both(slots, this.of(premises, rest & -rest))
    return slots
  }

  /** Whether every seat of the crew finds a person, by augmenting paths (Kuhn 1955). */
  #hasCrew(team: readonly Availability[], departments: number, slot: number): boolean {
    const people = team.map((one) => one.departments[slot]! & departments).filter((mask) => mask !== 0)
    const sitsFor = people.map(() => 0)
    const seat = (department: number, asked: Set<number>): boolean =>
      people.some((mask, person) => {
        if ((mask & department) === 0 || asked.has(person) || sitsFor[person] === department) return false
        asked.add(person)
        if (sitsFor[person] !== 0 && !seat(sitsFor[person]!, asked)) return false
        sitsFor[person] = department
        return true
      })
    for (let rest = departments; rest !== 0; rest &= rest - 1) {
      for (let k = 0; k < this.#perDepartment; k++) if (!seat(rest & -rest, new Set())) return false
    }
    return true
  }
}

function availabilityOf(
  officer: Officer,
  departments: Problem['departments'],
  halfDays: readonly HalfDay[],
): Availability {
  const certified = (day: HalfDay['day']) =>
    departments.reduce((mask, { code }, at) => mask | (isCertified(officer, code, day) ? 1 << at : 0), 0)
  const bits = Int32Array.from(halfDays, (when) => (isAway(officer, when) ? 0 : certified(when.day)))
  return { officer, departments: bits, isSingle: bits.every((mask) => (mask & (mask - 1)) === 0) }
}
