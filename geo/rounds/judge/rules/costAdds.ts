import type { Facts } from '../facts.ts'
import type { Violation } from '../violation.ts'

/** The cost is what the rounds add up to, and no bound is above it. */
export function costAdds({ file, solution, visit, officersPerDepartment }: Facts): Violation[] {
  const { rounds, cost, bound, officerS } = solution
  const sum = (of: (round: (typeof rounds)[number]) => number) => rounds.reduce((total, round) => total + of(round), 0)
  const crewOf = ({ departments }: (typeof rounds)[number]) => departments.length * officersPerDepartment
  const placed = new Set(rounds.flatMap(({ stops }) => stops.flatMap((stop) => visit.get(stop.visit)?.checks ?? [])))
  const real: Record<string, number> = {
    unplaced: file.checks.filter(({ id }) => !placed.has(id)).length,
    visits: sum(({ stops }) => stops.length),
    teamHalfDays: rounds.length,
    officerHalfDays: sum(crewOf),
    travelS: sum(({ travelS }) => travelS),
    wholeOfficerS: sum((round) => crewOf(round) * (round.backS - round.leaveS)),
  }
  const claims: Record<string, number> = { ...cost, wholeOfficerS: officerS.whole }
  const wrong = Object.entries(claims).filter(([figure, claimed]) => claimed !== real[figure])
  const above = Object.entries(bound).filter(([figure, least]) => least > real[figure]!)
  return [
    ...wrong.map(([figure, claimed]): Violation => ({ kind: 'cost', figure, claimed, real: real[figure]! })),
    ...above.map(([figure, least]): Violation => ({ kind: 'bound', figure, bound: least, real: real[figure]! })),
    ...(officerS.partial > officerS.whole
      ? [{ kind: 'cost' as const, figure: 'partialOfficerS', claimed: officerS.partial, real: officerS.whole }]
      : []),
  ]
}
