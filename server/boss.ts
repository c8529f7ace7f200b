import { PgBoss } from 'pg-boss'
import { type Db, sql, type Tx } from './db.ts'

/** Every queue of the product and what its jobs carry. Deliveries may repeat and overlap: handlers are idempotent. */
export interface Queues {
  'report.locate': { reports: number[] }
  'report.route': { reports: number[] }
  /** A report that failed in a set and is tried on its own, so that nobody waits behind it. */
  'report.alone': { queue: 'report.locate' | 'report.route'; report: number }
  /** Open reports are located again under the edition in force. */
  'report.edition': Record<string, never>
  'situation.refresh': Record<string, never>
  'situation.check': Record<string, never>
  'change.prune': Record<string, never>
  'statistics.forget': Record<string, never>
}
export type QueueName = keyof Queues

export interface Jobs {
  /** Queues one job inside an open transaction: it exists exactly when the transaction commits. */
  send<Q extends QueueName>(tx: Tx, queue: Q, data: Queues[Q]): Promise<void>
  /** Queues one job on its own. */
  start<Q extends QueueName>(queue: Q, data: Queues[Q]): Promise<void>
  /** Wakes this process's worker of a queue now instead of at its next poll. Call after the commit. */
  wake(queue: QueueName): void
  /** Registers the one handler of a queue; it is given up to `batch` jobs at once and fails or succeeds as a whole. */
  work<Q extends QueueName>(queue: Q, batch: number, handler: (jobs: Queues[Q][]) => Promise<void>): Promise<void>
  /** Runs a queue by cron expression in the district's zone. */
  schedule(queue: QueueName, cron: string, timeZone: string): Promise<void>
  /** Jobs that failed for good, newest first: watched, never silently dropped. */
  failures(): Promise<{ queue: string; count: number }[]>
  /** Lets running handlers finish, for at most 5 s; further calls wait for the first. */
  stop(): Promise<void>
}

interface QueueOptions {
  /** `short`: one job waits at most, and it may run beside one whose process was killed. Standard where absent. */
  policy?: 'short'
  /** After so long a job counts as lost (its process or connection died) and is given out again. */
  expireInSeconds?: number
}

const QUEUES: Record<QueueName, QueueOptions> = {
  'report.locate': { expireInSeconds: 30 },
  'report.route': { expireInSeconds: 30 },
  'report.alone': { expireInSeconds: 30 },
  'report.edition': { expireInSeconds: 300 },
  'situation.refresh': { policy: 'short' },
  'situation.check': { policy: 'short' },
  'change.prune': { policy: 'short' },
  'statistics.forget': { policy: 'short' },
}

const dead = (queue: QueueName) => `${queue}.dead`

/** Any constant will do, as long as every process of the product uses the same. */
const LOCK = 350_406

/** Starts pg-boss on the pool of `db`; its errors and warnings go to `log`. */
export async function startJobs(db: Db, log: (event: string, facts: Record<string, unknown>) => void): Promise<Jobs> {
  const boss = new PgBoss({
    superviseIntervalSeconds: 5,
    monitorIntervalSeconds: 5,
    db: { executeSql: async (text, values) => rowsOf(await db.text(text, values)) },
  })
  boss.on('error', (error) => log('jobs.error', { message: String(error) }))
  boss.on('warning', (warning) => log('jobs.warning', { message: warning.message }))
  // Processes that start at the same moment make the tables of pg-boss one after another.
  await db.transaction(async (tx) => {
    await tx.rows(sql`select pg_advisory_xact_lock(${LOCK})`)
    await boss.start()
    for (const [queue, options] of Object.entries(QUEUES) as [QueueName, QueueOptions][]) {
      await boss.createQueue(dead(queue))
      await dropOfOtherPolicy(boss, queue, options.policy ?? 'standard')
      await boss.createQueue(queue, {
        deadLetter: dead(queue),
        retryLimit: 20,
        retryDelay: 1,
        retryBackoff: true,
        retryDelayMax: 60,
        expireInSeconds: 120,
        deleteAfterSeconds: 3600,
        ...options,
      })
    }
  })

  let stopping: Promise<void> | undefined
  const workers = new Map<QueueName, string>()
  return {
    send: async (tx, queue, data) => {
      await boss.insert(queue, [{ data }], {
        db: { executeSql: async (text, values) => rowsOf(await tx.text(text, values)) },
      })
    },
    start: async (queue, data) => {
      await boss.insert(queue, [{ data }])
    },
    wake: (queue) => {
      const worker = workers.get(queue)
      if (worker !== undefined) boss.notifyWorker(worker)
    },
    work: async (queue, batch, handler) => {
      const options = { batchSize: batch, pollingIntervalSeconds: 0.5 }
      const worker = await boss.work<Queues[typeof queue]>(queue, options, async (jobs) =>
        handler(jobs.map((job) => job.data)),
      )
      workers.set(queue, worker)
    },
    schedule: (queue, cron, timeZone) => boss.schedule(queue, cron, {}, { tz: timeZone }),
    failures: async () => {
      const stats = await boss.getQueues((Object.keys(QUEUES) as QueueName[]).map(dead))
      return stats.map((queue) => ({ queue: queue.name, count: queue.queuedCount })).filter(({ count }) => count > 0)
    },
    stop: () => {
      stopping ??= boss.stop({ graceful: true, timeout: 5_000 })
      return stopping
    },
  }
}

/**
 * The policy of a queue can only be given when it is made, so one made by an older version goes. Only queues whose jobs
 * carry nothing, and are sent again by the schedule and at every start, may ever change theirs.
 */
async function dropOfOtherPolicy(boss: PgBoss, queue: QueueName, policy: string): Promise<void> {
  const known = await boss.getQueue(queue)
  if (known !== null && known.policy !== policy) await boss.deleteQueue(queue)
}

/** pg answers a multi-statement text with one result per statement; pg-boss wants the rows of all of them. */
function rowsOf(answer: unknown): { rows: Record<string, unknown>[] } {
  const answers = (Array.isArray(answer) ? answer : [answer]) as { rows?: Record<string, unknown>[] }[]
  return { rows: answers.flatMap((one) => one.rows ?? []) }
}
