import { expect } from 'vitest'
import { judge } from '../../../../geo/rounds/judge/judge.ts'
import { violationWords } from '../../../../geo/rounds/judge/words.ts'
import type { Visit } from '../../../../geo/rounds/merge/visit.ts'
import type { Round } from '../../../../geo/rounds/plan/round.ts'
import type { Solution } from '../../../../geo/rounds/plan/solution.ts'
import type { Problem } from '../../../../geo/rounds/problem/problem.ts'
import type { PlanEvent } from '../../../../geo/rounds/replan/event.ts'
import type { PlanChange } from '../../../../geo/rounds/replan/planChange.ts'
import { type Replanned, replan } from '../../../../geo/rounds/replan/replan.ts'

export const whereOf = ({ zone, day, half }: Pick<Round, 'zone' | 'day' | 'half'>) => `${zone} ${day} ${half}`

export const visitsById = ({ merged }: Solution) => new Map(merged.visits.map((visit) => [visit.id, visit]))

const textOf = (checks: readonly string[]) => [...checks].sort().join(' ')

/** Re-plans; the judge and an independent comparison must agree with what came out. */
export function agreed(problem: Problem, before: Solution, event: PlanEvent): Replanned {
  const again = replan(problem, before, event)
  expect(judge(again.problem, again.solution).map((one) => violationWords(one).en)).toEqual([])
  expect(said(again.changes)).toEqual(shown(before, again.solution))
  expect(again.changes.flatMap(crewsSaid).sort()).toEqual(expect.arrayContaining(crewsShown(before, again.solution)))
  return again
}

/** What the changes say of visits. */
function said(changes: readonly PlanChange[]): string[] {
  const lines = changes.flatMap((change): string[] => {
    switch (change.kind) {
      case 'visit-added':
        return [`${textOf(change.checks)} comes to ${whereOf(change.to)}`]
      case 'visit-removed':
        return [`${textOf(change.checks)} leaves ${whereOf(change.from)}`]
      case 'visit-moved': {
        const [from, to] = [whereOf(change.from), whereOf(change.to)]
        return from === to ? [] : [`${textOf(change.checks)} goes from ${from} to ${to}`]
      }
      case 'visit-changed':
        return [
          `${textOf(change.checks)} on ${whereOf(change.at)}: + ${textOf(change.joins)} − ${textOf(change.leaves)}`,
        ]
      default:
        return []
    }
  })
  return lines.sort()
}

/** The same, as two plans show it. */
function shown(before: Solution, now: Solution): string[] {
  const [old, fresh] = [placesOf(before), placesOf(now)]
  const lines = [...new Set([...old.keys(), ...fresh.keys()])].flatMap((id): string[] => {
    const [was, is] = [old.get(id), fresh.get(id)]
    if (was === undefined) return [`${textOf(is!.checks)} comes to ${is!.where}`]
    if (is === undefined) return [`${textOf(was.checks)} leaves ${was.where}`]
    const joins = is.checks.filter((check) => !was.checks.includes(check))
    const leaves = was.checks.filter((check) => !is.checks.includes(check))
    return [
      ...(was.where === is.where ? [] : [`${textOf(is.checks)} goes from ${was.where} to ${is.where}`]),
      ...(joins.length + leaves.length === 0
        ? []
        : [`${textOf(is.checks)} on ${is.where}: + ${textOf(joins)} − ${textOf(leaves)}`]),
    ]
  })
  return lines.sort()
}

function placesOf(solution: Solution) {
  const visits = visitsById(solution)
  return new Map(
    solution.rounds.flatMap((round) =>
      round.stops.map(({ visit }) => [visit, { checks: visits.get(visit)!.checks, where: whereOf(round) }] as const),
    ),
  )
}

const crewsSaid = (change: PlanChange): string[] =>
  change.kind === 'officers-changed'
    ? [`${whereOf(change.at)}: ${textOf(change.leaves)} → ${textOf(change.joins)}`]
    : []

/** Whose place another took in rounds that have the very same stops. */
function crewsShown(before: Solution, now: Solution): string[] {
  const keyed = (solution: Solution) =>
    new Map(
      solution.rounds.map((one) => [`${whereOf(one)} ${one.stops.map(({ visit }) => visit).join()}`, one] as const),
    )
  const fresh = keyed(now)
  return [...keyed(before)].flatMap(([key, old]) => {
    const [was, is] = [old, fresh.get(key) ?? old].map(({ crew }) => crew.map(({ officer }) => officer))
    const leaves = was!.filter((officer) => !is!.includes(officer))
    const joins = is!.filter((officer) => !was!.includes(officer))
    return leaves.length + joins.length === 0 ? [] : [`${whereOf(old)}: ${textOf(leaves)} → ${textOf(joins)}`]
  })
}

/** Half-days of zones that changes name. */
export const namedIn = (changes: readonly PlanChange[]): Set<string> =>
  new Set(
    changes.flatMap((change) => {
      switch (change.kind) {
        case 'visit-moved':
          return [whereOf(change.from), whereOf(change.to)]
        case 'visit-added':
          return [whereOf(change.to)]
        case 'visit-removed':
          return [whereOf(change.from)]
        default:
          return [whereOf(change.at)]
      }
    }),
  )

/** A round or a visit as bytes, but for whether it is locked. */
export const bytesOf = ({ locked: _, ...rest }: Round | Visit): string => JSON.stringify(rest)
