import { merge } from '../../../geo/rounds/merge/merge.ts'
import type { Merged } from '../../../geo/rounds/merge/merged.ts'
import type { Visit } from '../../../geo/rounds/merge/visit.ts'
import { type Cost, compareCost } from '../../../geo/rounds/plan/cost.ts'
import { dayNumber } from '../../../geo/rounds/problem/day.ts'
import { clockS, HALVES, type Half, type HalfDay } from '../../../geo/rounds/problem/halfDay.ts'
import { Problem } from '../../../geo/rounds/problem/problem.ts'
import { hasCrew, type Need } from './plainCrew.ts'
import { driveS, tripOf } from './plainTravel.ts'
import { type ProblemFile, randomProblem, TINY } from './randomProblem.ts'

const MOST_VISITS = 9
const NOTHING: Cost = { unplaced: 0, visits: 0, teamHalfDays: 0, officerHalfDays: 0, travelS: 0 }

/** A tiny world with 4 to 9 visits to plan: what an exhaustive search can still do. */
export function tinyProblem(seed: number): ProblemFile {
  for (let attempt = 0; ; attempt++) {
    const file = randomProblem(seed + 1_000_003 * attempt, TINY)
    const problem = Problem.parse(file)
    const visits = merge(problem, tripOf(problem)).visits.filter(({ locked }) => !locked).length
    if (visits >= 4 && visits <= MOST_VISITS) return file
  }
}

/**
 * The best cost of all plans there are for these visits: every choice of visits, of half-days, of rounds and of orders is
 * looked at, and whether the officers of each half-day suffice. Plain; knows nothing of the engine.
 */
export function optimumOf(problem: Problem, merged: Merged = merge(problem, tripOf(problem))): Cost {
  const visits = merged.visits.filter(({ locked }) => !locked)
  if (visits.length > MOST_VISITS) throw new RangeError(`at most ${MOST_VISITS} visits, got ${visits.length}`)
  const slots: HalfDay[] = problem.workingDays.flatMap((day) => HALVES.map((half) => ({ day, half })))
  const allowed = slots.map(({ day }) => maskOf(visits, (visit) => suits(problem, merged, visit, day)))
  const travelOf = { morning: shortest(problem, visits, 'morning'), afternoon: shortest(problem, visits, 'afternoon') }
  const slotCost = remembered((slot: number, taken: number) =>
    bestRounds(problem, merged, visits, slots[slot]!, taken, travelOf[slots[slot]!.half]),
  )
  const left = (rest: number): Cost => ({
    ...NOTHING,
    unplaced: visits.reduce((sum, { checks }, v) => sum + ((rest >>> v) & 1) * checks.length, merged.unmerged.length),
  })
  const plans = new Map<string, Cost>()
  const plan = (slot: number, rest: number, last: ReadonlyMap<string, number>): Cost => {
    if (slot === slots.length) return left(rest)
    const key = `${slot} ${rest} ${[...last]}`
    const known = plans.get(key)
    if (known !== undefined) return known
    const day = dayNumber(slots[slot]!.day)
    const able = rest & allowed[slot]!
    let best = plan(slot + 1, rest, last)
    for (let taken = able; taken !== 0; taken = (taken - 1) & able) {
      const days = daysAfter(problem, visits, taken, day, last)
      const cost = days === null ? null : slotCost(slot, taken)
      if (cost === null) continue
      const whole = sum(cost, plan(slot + 1, rest & ~taken, days!))
      if (compareCost(whole, best) < 0) best = whole
    }
    plans.set(key, best)
    return best
  }
  return sum(lockedCost(problem, merged), plan(0, 2 ** visits.length - 1, new Map()))
}

const sum = (a: Cost, b: Cost): Cost => ({
  unplaced: a.unplaced + b.unplaced,
  visits: a.visits + b.visits,
  teamHalfDays: a.teamHalfDays + b.teamHalfDays,
  officerHalfDays: a.officerHalfDays + b.officerHalfDays,
  travelS: a.travelS + b.travelS,
})

const maskOf = (visits: readonly Visit[], test: (visit: Visit) => boolean): number =>
  visits.reduce((mask, visit, v) => mask | (Number(test(visit)) << v), 0)

const membersOf = (visits: readonly Visit[], mask: number): Visit[] => visits.filter((_, v) => (mask >>> v) & 1)

const premisesOf = (problem: Problem, { premises }: Pick<Visit, 'premises'>) =>
  problem.premises.find(({ id }) => id === premises)!

const departmentsOf = (visits: readonly Pick<Visit, 'departments'>[]): string[] => [
  ...new Set(visits.flatMap(({ departments }) => departments)),
]

function remembered(ask: (slot: number, mask: number) => Cost | null): (slot: number, mask: number) => Cost | null {
  const known = new Map<number, Cost | null>()
  return (slot, mask) => {
    const key = slot * 1024 + mask
    if (!known.has(key)) known.set(key, ask(slot, mask))
    return known.get(key)!
  }
}

/** Window of every check, closed weekdays, cool-off from the locked visits. */
function suits(problem: Problem, { visits }: Merged, visit: Visit, day: string): boolean {
  const { closed, coolOffDays } = premisesOf(problem, visit)
  const isFar = ({ release }: Visit) => Math.abs(dayNumber(release) - dayNumber(day)) >= coolOffDays
  return (
    problem.checks
      .filter(({ id }) => visit.checks.includes(id))
      .every(({ release, due }) => release <= day && day <= due) &&
    !closed.includes(new Date(`${day}T00:00:00Z`).getUTCDay()) &&
    visits.filter(({ locked, premises }) => locked && premises === visit.premises).every(isFar)
  )
}

/** Last days of the premises with a cool-off after these visits; null where two come too near. */
function daysAfter(
  problem: Problem,
  visits: readonly Visit[],
  taken: number,
  day: number,
  last: ReadonlyMap<string, number>,
): Map<string, number> | null {
  const days = new Map(last)
  for (const visit of membersOf(visits, taken)) {
    const { id, coolOffDays } = premisesOf(problem, visit)
    if (coolOffDays === 0 || visits.filter(({ premises }) => premises === id).length < 2) continue
    if (day - (days.get(id) ?? -Infinity) < coolOffDays) return null
    days.set(id, day)
  }
  return days
}

/** For each set of visits the least seconds driven in a round of one half-day that makes them, over all orders. */
function shortest(problem: Problem, visits: readonly Visit[], half: Half): ReadonlyMap<number, number> {
  const best = new Map<number, number>()
  const { from, to } = problem.rules.halfDays[half]
  const ends = clockS(to)
  for (const zone of problem.zones) {
    const own = maskOf(visits, (visit) => premisesOf(problem, visit).zone === zone.id)
    /** Ways to have made a set with this visit last: clock and seconds driven, none worse in both than another. */
    const ways = new Map<string, [clock: number, drivenS: number][]>([['0 -1', [[clockS(from), 0]]]])
    for (let set = 0; set < 2 ** visits.length; set++) {
      if ((set & ~own) !== 0) continue
      for (let at = -1; at < visits.length; at++) {
        const here = at < 0 ? `zone:${zone.id}` : `premises:${visits[at]!.premises}`
        for (const [clock, driven] of ways.get(`${set} ${at}`) ?? []) {
          const home = at < 0 ? null : driveS(problem, here, `zone:${zone.id}`)
          if (home !== null && clock + home <= ends) best.set(set, Math.min(best.get(set) ?? Infinity, driven + home))
          for (const [next, visit] of visits.entries()) {
            if (((own & ~set) >>> next) % 2 === 0) continue
            const leg = driveS(problem, here, `premises:${visit.premises}`)
            const end = leg === null ? Infinity : endOf(problem, visit, clock + leg)
            if (end <= ends) keep(ways, `${set | (1 << next)} ${next}`, [end, driven + leg!])
          }
        }
      }
    }
  }
  return best
}

function keep(ways: Map<string, [number, number][]>, key: string, way: [number, number]): void {
  const others = ways.get(key) ?? []
  if (others.some(([clock, driven]) => clock <= way[0] && driven <= way[1])) return
  ways.set(key, [...others.filter(([clock, driven]) => clock < way[0] || driven < way[1]), way])
}

/** When a visit that arrives at the door then is over, in the first opening hours that hold it. */
function endOf(problem: Problem, visit: Visit, arrive: number): number {
  const { hours } = premisesOf(problem, visit)
  if (hours.length === 0) return arrive + visit.serviceS
  const ends = hours.map(({ from, to }) => {
    const end = Math.max(arrive, clockS(from)) + visit.serviceS
    return end <= clockS(to) ? end : Infinity
  })
  return Math.min(...ends)
}

/** The best way to put these visits into rounds of one half-day beside the locked ones; null where there is none. */
function bestRounds(
  problem: Problem,
  merged: Merged,
  visits: readonly Visit[],
  when: HalfDay,
  taken: number,
  travelOf: ReadonlyMap<number, number>,
): Cost | null {
  const { rules, zones } = problem
  const locked = lockedNeeds(problem, merged, when)
  let best: Cost | null = null
  const add = (rest: number, needs: readonly Need[], cost: Cost): void => {
    if (best !== null && compareCost(cost, best) >= 0) return
    if (rest === 0) {
      if (hasCrew(problem, when, [...locked, ...needs])) best = cost
      return
    }
    const first = rest & -rest
    const others = rest & ~first
    for (let more = others; ; more = (more - 1) & others) {
      const round = first | more
      const travelS = travelOf.get(round)
      if (travelS !== undefined) {
        const members = membersOf(visits, round)
        const zone = premisesOf(problem, members[0]!).zone
        const departments = departmentsOf(members)
        const officers = departments.length * rules.officersPerDepartment
        const out = [...locked, ...needs].filter((need) => need.zone === zone).length
        const mostRounds = zones.find(({ id }) => id === zone)!.roundsPerHalfDay ?? Infinity
        if (officers <= (rules.mostOfficersPerRound ?? Infinity) && out < mostRounds) {
          const need = { zone, departments, premises: members.map(({ premises }) => premises) }
          const own = { unplaced: 0, visits: members.length, teamHalfDays: 1, officerHalfDays: officers, travelS }
          add(rest & ~round, [...needs, need], sum(cost, own))
        }
      }
      if (more === 0) break
    }
  }
  add(taken, [], NOTHING)
  return best
}

function lockedNeeds(problem: Problem, { visits }: Merged, when: HalfDay): Need[] {
  return problem.locked
    .filter(({ day, half }) => day === when.day && half === when.half)
    .map((round) => ({
      zone: round.zone,
      premises: round.visits.map(({ premises }) => premises),
      departments: departmentsOf(
        visits.filter(({ checks }) => round.visits.some((one) => one.checks.includes(checks[0]!))),
      ),
      named: round.officers,
    }))
}

function lockedCost(problem: Problem, merged: Merged): Cost {
  return problem.locked
    .map((round): Cost => {
      const [need] = lockedNeeds({ ...problem, locked: [round] }, merged, round)
      const stops = round.visits.map(({ premises }) => `premises:${premises}`)
      const seat = `zone:${round.zone}`
      const legs = [seat, ...stops].map((from, at) => driveS(problem, from, stops[at] ?? seat)!)
      return {
        unplaced: 0,
        visits: stops.length,
        teamHalfDays: 1,
        officerHalfDays: need!.departments.length * problem.rules.officersPerDepartment,
        travelS: legs.reduce((a, b) => a + b, 0),
      }
    })
    .reduce(sum, NOTHING)
}
