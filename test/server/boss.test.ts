import { setTimeout as wait } from 'node:timers/promises'
import { PgBoss } from 'pg-boss'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Jobs, startJobs } from '../../server/boss.ts'
import { type Db, openDb, sql } from '../../server/db.ts'
import { freshDatabase } from '../database.ts'

let url: string
let drop: () => Promise<void>
let db: Db
const open: Jobs[] = []

async function start(): Promise<Jobs> {
  const jobs = await startJobs(db, () => undefined)
  open.push(jobs)
  return jobs
}

/** Calls of a handler, to be waited for. */
function calls() {
  let seen = 0
  return {
    handler: async () => {
      seen++
    },
    until: async (count: number) => {
      while (seen < count) await wait(20)
    },
  }
}

beforeEach(async () => {
  ;({ url, drop } = await freshDatabase())
  db = openDb(url)
})

afterEach(async () => {
  await Promise.all(open.splice(0).map((jobs) => jobs.stop()))
  await db.end()
  await drop()
})

describe.each(['situation.refresh', 'change.prune'] as const)('the queue %s', (queue) => {
  it('goes on while a job of a killed process still counts as running', async () => {
    const killed = await start()
    const begun = calls()
    const never = Promise.withResolvers<void>()
    await killed.work(queue, 1, async () => {
      await begun.handler()
      await never.promise
    })
    await killed.start(queue, {})
    await begun.until(1)
    const next = await start()
    const done = calls()
    await next.work(queue, 1, done.handler)
    await next.start(queue, {})
    await done.until(1)
    never.resolve()
  })

  it('holds one waiting job, however often it is asked for', async () => {
    const jobs = await start()
    for (let n = 0; n < 5; n++) await jobs.start(queue, {})
    const waiting = await db.row(sql`select count(*) as n from pgboss.job where name = ${queue} and state = 'created'`)
    expect(waiting).toEqual({ n: 1 })
  })

  it('is made anew where an older version gave it another policy', async () => {
    const older = new PgBoss({ connectionString: url })
    await older.start()
    await older.deleteQueue(queue)
    await older.createQueue(queue, { policy: 'singleton' })
    await older.stop()
    await start()
    expect(await db.row(sql`select policy from pgboss.queue where name = ${queue}`)).toEqual({ policy: 'short' })
  })
})
