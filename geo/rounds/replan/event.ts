import { z } from 'zod'
import { LockedRound } from '../problem/lockedRound.ts'
import { Absence } from '../problem/officer.ts'
import { PlannedCheck } from '../problem/plannedCheck.ts'
import { Premises } from '../problem/premises.ts'
import type { Problem } from '../problem/problem.ts'

/** What happens to a plan after it was made; also the file that `npm run rounds -- replan` reads. */
export const PlanEvent = z.discriminatedUnion('kind', [
  z
    .object({ kind: z.literal('checks-dropped'), checks: z.array(z.string()).min(1).readonly() })
    .meta({ description: 'these planned checks fall out: the premises closed down, or must not be disturbed' }),
  z
    .object({
      kind: z.literal('officer-away'),
      officer: z.string(),
      absence: Absence.refine(({ from, to }) => from <= to, 'from must not be after to'),
    })
    .meta({ description: 'an officer cannot go on these days, both included, or on one half of each' }),
  z
    .object({ kind: z.literal('premises-added'), premises: Premises, checks: z.array(PlannedCheck).readonly() })
    .meta({ description: 'premises that the problem does not have yet, with planned checks of its own' }),
  z
    .object({ kind: z.literal('checks-added'), checks: z.array(PlannedCheck).min(1).readonly() })
    .meta({ description: 'planned checks at premises of the problem' }),
  z
    .object({ kind: z.literal('round-locked'), round: LockedRound })
    .meta({ description: 'a round that is not to be touched any more' }),
])
export type PlanEvent = z.infer<typeof PlanEvent>

/** The problem as it is after the event. Throws a RangeError that names an officer or a check that is not in it. */
export function after(problem: Problem, event: PlanEvent): Problem {
  switch (event.kind) {
    case 'checks-dropped': {
      const gone = new Set(event.checks)
      for (const id of gone) mustHave(problem.checks, id, 'planned check')
      const locked = problem.locked
        .map((round) => ({ ...round, visits: round.visits.map((visit) => without(visit, gone)).filter(hasChecks) }))
        .filter(({ visits }) => visits.length > 0)
      return { ...problem, checks: problem.checks.filter(({ id }) => !gone.has(id)), locked }
    }
    case 'officer-away': {
      mustHave(problem.officers ?? [], event.officer, 'officer')
      const officers = problem.officers!.map((officer) =>
        officer.id === event.officer ? { ...officer, absences: [...officer.absences, event.absence] } : officer,
      )
      const isHit = ({ day, half }: LockedRound) =>
        event.absence.from <= day && day <= event.absence.to && (event.absence.half ?? half) === half
      const locked = problem.locked.map((round) =>
        isHit(round)
          ? { ...round, officers: round.officers.filter(({ officer }) => officer !== event.officer) }
          : round,
      )
      return { ...problem, officers, locked }
    }
    case 'premises-added':
      return {
        ...problem,
        premises: [...problem.premises, event.premises],
        checks: [...problem.checks, ...event.checks],
      }
    case 'checks-added':
      for (const { premises } of event.checks) mustHave(problem.premises, premises, 'premises')
      return { ...problem, checks: [...problem.checks, ...event.checks] }
    case 'round-locked':
      for (const check of event.round.visits.flatMap(({ checks }) => checks))
        mustHave(problem.checks, check, 'planned check')
      return { ...problem, locked: [...problem.locked, event.round] }
  }
}

type Visit = LockedRound['visits'][number]

const without = ({ premises, checks }: Visit, gone: ReadonlySet<string>): Visit => ({
  premises,
  checks: checks.filter((id) => !gone.has(id)),
})

const hasChecks = ({ checks }: Visit): boolean => checks.length > 0

function mustHave(list: readonly { id: string }[], id: string, what: string): void {
  if (!list.some((one) => one.id === id)) throw new RangeError(`a ${what} of the problem, got ${id}`)
}
