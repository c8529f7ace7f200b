import type { QueueName } from '../boss.ts'
import type { Tx } from '../db.ts'
import { Problem } from '../errors.ts'
import type { House } from '../house.ts'
import type { Change, Report } from './report.ts'
import { holdEditions, saveChanges } from './store.ts'

type ReportQueue = Extract<QueueName, 'report.locate' | 'report.route'>

/**
 * What the system must do next with a report as it stands. Whoever saves a report queues this in the same transaction:
 * therefore nothing can wait for the system without a job that will do it.
 */
export const nextJob = ({ state, hold }: Pick<Report, 'state' | 'hold'>): ReportQueue | null => {
  if (hold !== null) return null
  if (state === 'received') return 'report.locate'
  return state === 'located' ? 'report.route' : null
}

/** Queues the next job of each of these reports, one job for each kind. */
export async function sendNext(house: House, tx: Tx, reports: readonly Pick<Report, 'id' | 'state' | 'hold'>[]) {
  for (const [queue, waiting] of Map.groupBy(reports, nextJob)) {
    if (queue !== null) await house.jobs.send(tx, queue, { reports: waiting.map(({ id }) => id) })
  }
}

/**
 * One step of the flow: `work` loads and decides, then state, events and next job are saved in the same transaction.
 * Answers the ids that really moved; whoever came second moves nothing.
 */
export async function commit(house: House, work: (tx: Tx) => Promise<readonly Change[]>): Promise<Set<number>> {
  const moved = await house.db.transaction(async (tx) => {
    const changes = (await work(tx)).filter(({ events }) => events.length > 0)
    if (changes.length === 0) return []
    const editions = editionsOf(changes)
    if (!(await holdEditions(tx, editions))) throw new Problem('stale-version', { facts: { withdrawn: editions } })
    const saved = await saveChanges(tx, changes)
    const reports = changes.map(({ report }) => report).filter(({ id }) => saved.has(id))
    await sendNext(house, tx, reports)
    return reports
  })
  wakeFor(house, moved)
  return new Set(moved.map(({ id }) => id))
}

const LOCATING = new Set(['locate', 'settle', 'edition'])

/** Editions that these changes located something with: they must still stand when the change is saved. */
const editionsOf = (changes: readonly Change[]): number[] => [
  ...new Set(
    changes.flatMap(({ report: { edition }, events }) =>
      edition !== null && events.some(({ kind }) => LOCATING.has(kind)) ? [edition] : [],
    ),
  ),
]

/** Wakes the workers these reports wait for; call after the commit. */
export function wakeFor(house: House, reports: readonly Pick<Report, 'state' | 'hold'>[]) {
  for (const queue of new Set(reports.map(nextJob))) if (queue !== null) house.jobs.wake(queue)
}
