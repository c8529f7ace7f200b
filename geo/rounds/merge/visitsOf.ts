import { dayOf } from '../problem/day.ts'
import type { PlannedCheck } from '../problem/plannedCheck.ts'
import type { Group } from './group.ts'
import { serviceS } from './service.ts'
import type { Site } from './site.ts'
import { firstSlot, lastSlot } from './slots.ts'
import type { Visit } from './visit.ts'

/** A visit before it is numbered. */
type Call = Pick<Visit, 'release' | 'due' | 'locked'> & { checks: readonly PlannedCheck[] }

/** The visits of one premises, those of locked rounds among them, numbered in the order of their windows. */
export function visitsOf(
  site: Site,
  groups: readonly Group[],
  locked: readonly { checks: readonly PlannedCheck[]; day: string }[],
  rowOf: ReadonlyMap<string, number>,
): Visit[] {
  const { days } = site.world
  const row = ({ id }: PlannedCheck) => rowOf.get(id)!
  const calls: Call[] = [
    ...groups.map(({ items, slots }) => ({
      checks: items.map(({ check }) => check),
      release: dayOf(days[firstSlot(slots) >>> 1]!),
      due: dayOf(days[lastSlot(slots) >>> 1]!),
      locked: false,
    })),
    ...locked.map(({ checks, day }) => ({ checks, release: day, due: day, locked: true })),
  ]
  return calls
    .map((call) => ({ ...call, checks: call.checks.toSorted((a, b) => row(a) - row(b)) }))
    .sort((a, b) => compare(a.release, b.release) || compare(a.due, b.due) || row(a.checks[0]!) - row(b.checks[0]!))
    .map((call, at) => visitOf(site, call, at + 1))
}

const compare = (a: string, b: string): number => (a < b ? -1 : Number(a > b))

function visitOf({ premises, world }: Site, { checks, release, due, locked }: Call, number: number): Visit {
  const { departments, rules } = world.problem
  const seconds = checks.map((check) => check.serviceS)
  const checksOf = (code: string) => checks.filter(({ department }) => department === code).length
  const coming = departments.map(({ code }) => code).filter((code) => checksOf(code) > 0)
  return {
    id: `${premises.id}#${number}`,
    premises: premises.id,
    checks: checks.map(({ id }) => id),
    departments: coming,
    lead: coming.reduce((lead, code) => (checksOf(code) > checksOf(lead) ? code : lead)),
    release,
    due,
    serviceS: serviceS(
      rules.service,
      Math.max(...seconds),
      seconds.reduce((sum, one) => sum + one, 0),
    ),
    locked,
  }
}
