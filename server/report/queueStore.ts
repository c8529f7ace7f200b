import { z } from 'zod'
import type { Queue, QueuePage, ReportSummary } from '../api/report.ts'
import { type Queries, type Sql, sql } from '../db.ts'
import { Problem } from '../errors.ts'
import type { Actor } from './actor.ts'
import { scopeOf } from './store.ts'
import { SUMMARY } from './summaryStore.ts'

/** What stands in a queue, and what it is sorted by: the earliest first, or the latest. */
interface Order {
  where: Sql
  key: Sql
  latestFirst?: true
}

const FOR_EVER = sql`'infinity'::timestamptz`

/** Which reports stand in each queue at a moment. Overdue is derived here and nowhere stored. */
const queuesAt = (now: Date): Record<Queue, Order> => ({
  'to-dispatch': { where: sql`state = 'routed'`, key: sql`coalesce(dispatch_due, ${FOR_EVER})` },
  'in-hand': { where: sql`state = 'dispatched'`, key: sql`coalesce(close_due, ${FOR_EVER})` },
  overdue: {
    where: sql`(state in ('received', 'located', 'routed') and dispatch_due < ${now}
                or state = 'dispatched' and close_due < ${now})`,
    key: sql`case state when 'dispatched' then close_due else dispatch_due end`,
  },
  unlocated: { where: sql`state = 'received' and hold = 'unlocated'`, key: sql`received_at` },
  ambiguous: { where: sql`state = 'located' and hold = 'ambiguous'`, key: sql`received_at` },
  triage: { where: sql`state = 'located' and hold = 'triage'`, key: sql`received_at` },
  closed: { where: sql`state = 'closed'`, key: sql`closed_at`, latestFirst: true },
})

/** One page of a queue as this actor may see it, with the length of every queue. `after` is `next` of the page before. */
export async function queuePage(
  db: Queries,
  asked: { queue: Queue; after?: string; limit: number; now: Date; by: Actor },
): Promise<QueuePage> {
  const { queue, after, limit, now, by } = asked
  const order = queuesAt(now)[queue]
  const { where, key } = order
  const beyond = after === undefined ? sql`true` : beyondOf(order, after)
  const direction = order.latestFirst ? sql`desc` : sql`asc`
  const rows = await db.rows<{ summary: ReportSummary; key: string }>(sql`
    select ${SUMMARY} as summary, (${key})::text as key from report
    where ${where} and ${scopeOf(by)} and ${beyond}
    order by ${key} ${direction}, id ${direction} limit ${limit + 1}`)
  const page = rows.slice(0, limit)
  const last = page.at(-1)
  return {
    counts: await queueCounts(db, now, by),
    reports: page.map(({ summary }) => summary),
    next: rows.length > limit && last !== undefined ? `${last.key}~${last.summary.id}` : null,
  }
}

/** The length of every queue, in one statement. */
async function queueCounts(db: Queries, now: Date, by: Actor): Promise<Record<Queue, number>> {
  const queues = queuesAt(now)
  const count = (queue: Queue) => sql`count(*) filter (where ${queues[queue].where})`
  const row = await db.row<Record<Queue, number>>(sql`
    select *, (select count(*) from report where ${queues.closed.where} and ${scopeOf(by)}) as closed
    from (select ${count('to-dispatch')} as "to-dispatch", ${count('in-hand')} as "in-hand",
                 ${count('overdue')} as overdue, ${count('unlocated')} as unlocated,
                 ${count('ambiguous')} as ambiguous, ${count('triage')} as triage
          from report where state <> 'closed' and ${scopeOf(by)}) as open`)
  return row!
}

const CURSOR = /^([12]\d{3}-\d\d-\d\d \d\d:\d\d:\d\d(?:\.\d{1,6})?\+00|infinity)~(\d{1,15})$/

/** Whether a time of a cursor is in the calendar: somebody may have typed it. */
const isMoment = (time: string): boolean =>
  time === 'infinity' || z.iso.datetime().safeParse(time.replace(' ', 'T').replace('+00', 'Z')).success

function beyondOf({ key, latestFirst }: Order, after: string): Sql {
  const [, time, id] = CURSOR.exec(after) ?? []
  if (time === undefined || !isMoment(time)) {
    const flaw = { path: 'after', expected: '`next` of the page before', got: after.slice(0, 80) }
    throw new Problem('invalid-input', { flaws: [flaw] })
  }
  const place = sql`(${time}::timestamptz, ${Number(id)})`
  return latestFirst ? sql`(${key}, id) < ${place}` : sql`(${key}, id) > ${place}`
}
