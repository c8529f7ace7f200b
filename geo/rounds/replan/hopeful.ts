import { isAway } from '../crews/roster.ts'
import type { Round } from '../plan/round.ts'
import type { Officer } from '../problem/officer.ts'
import { premisesById } from '../problem/premisesById.ts'
import type { Problem } from '../problem/problem.ts'
import type { LeftOut } from './held.ts'

/** Rounds that are in only one of two plans. */
export interface Differing {
  gone: readonly Round[]
  come: readonly Round[]
}

export function differing(before: readonly Round[], now: readonly Round[]): Differing {
  const [was, is] = [new Set(before), new Set(now)]
  return { gone: before.filter((round) => !is.has(round)), come: now.filter((round) => !was.has(round)) }
}

/**
 * Which of the visits that were left out may find a place now: a round of their zone goes another way, or somebody came
 * free who may go with their zone, on a day that suits them, for a department that kept them out (or so that another can,
 * who goes for several). Rounds in which only people were replaced, or that were locked, make no room.
 */
export function hopefulAmong(now: Problem, out: readonly LeftOut[], { gone, come }: Differing): LeftOut[] {
  if (out.length === 0) return []
  const ways = [gone, come].map((rounds) => new Set(rounds.map(wayOf)))
  const stirred = new Set(
    [...gone, ...come].filter((round) => !ways.every((those) => those.has(wayOf(round)))).map(({ zone }) => zone),
  )
  const free = cameFree(now.officers ?? [], { gone, come })
  const linked = linkedDepartments(now.officers ?? [])
  const byId = premisesById(now)
  return out.filter(({ visit, checks }) => {
    const { zone } = byId.get(visit.premises)!
    if (stirred.has(zone)) return true
    const lacking = checks.flatMap(({ because }) =>
      because.flatMap((one) => (one.kind === 'officers' ? [...linked(one.department)] : [])),
    )
    return free.some(
      ({ day, officer: { zones, certificates } }) =>
        visit.release <= day &&
        day <= visit.due &&
        (zones?.includes(zone) ?? true) &&
        certificates.some(({ department }) => lacking.includes(department)),
    )
  })
}

/** A round without its people: where it goes, and when. */
const wayOf = ({ crew: _crew, locked: _locked, ...way }: Round): string => JSON.stringify(way)

/** People who went with a round that is gone, and can but do not go with another of its half-day. */
function cameFree(officers: readonly Officer[], { gone, come }: Differing): { day: string; officer: Officer }[] {
  const key = ({ day, half }: Round, officer: string) => `${day} ${half} ${officer}`
  const busy = new Set(come.flatMap((round) => round.crew.map(({ officer }) => key(round, officer))))
  const byId = new Map(officers.map((officer) => [officer.id, officer]))
  return gone.flatMap((round) =>
    round.crew.flatMap(({ officer: id }) => {
      const officer = byId.get(id)!
      return busy.has(key(round, id)) || isAway(officer, round) ? [] : [{ day: round.day, officer }]
    }),
  )
}

/** The departments for which people may change places, because somebody holds certificates of several, by each. */
function linkedDepartments(officers: readonly Officer[]): (department: string) => ReadonlySet<string> {
  const groups = new Map<string, Set<string>>()
  for (const { certificates } of officers) {
    const all = new Set(certificates.flatMap(({ department }) => [...(groups.get(department) ?? [department])]))
    for (const department of all) groups.set(department, all)
  }
  return (department) => groups.get(department) ?? new Set([department])
}
