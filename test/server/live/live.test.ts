import { connect } from 'node:net'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import type { ReportSummary } from '../../../server/api/report.ts'
import { type Queries, sql } from '../../../server/db.ts'
import { pruneChanges } from '../../../server/live/jobs.ts'
import { currentSnapshot, keepWatermark, type Snapshot } from '../../../server/live/store.ts'
import { ensureUnit, signedInAs } from '../../accounts.ts'
import type { Client, Listener } from '../../client.ts'
import { type TestHouse, testHouse } from '../../house.ts'
import { serve } from '../../serve.ts'

let at: TestHouse
let server: Awaited<ReturnType<typeof serve>>
let operator: Client
const open: Listener[] = []

beforeAll(async () => {
  at = await testHouse({ now: '2026-03-02T09:00:00+08:00' })
  server = await serve(at.house)
  operator = await signedInAs(at.house, server.base, 'operator')
  await ensureUnit(at.house, 'street-a', 'street')
  await ensureUnit(at.house, 'team-a', 'team', 'street-a')
  await ensureUnit(at.house, 'street-b', 'street')
})
afterEach(() => {
  for (const listener of open.splice(0)) listener.close()
})
afterAll(async () => {
  await server.close()
  await at.close()
})

const cutOff = () => at.logged.some(({ event }) => event === 'live.cut-off')

let keys = 0
async function insert(db: Queries, count = 1, owner = 'street-a'): Promise<number[]> {
  keys += 1
  const rows = await db.rows<{ id: number }>(sql`
    insert into report (idempotency_key, body_hash, observed_at, received_at, local_day, hour_of_week, given_crs,
                        responsible_unit, owner_unit)
    select ${`live-test-${keys}-`} || n, '\\x00', now(), now(), current_date, 0, 'wgs84', 'centre', ${owner}
    from generate_series(1, ${count}) n returning id`)
  return rows.map((row) => row.id)
}

async function listen(client: Client, since?: string): Promise<Listener> {
  const listener = await client.sse('/api/live', since)
  open.push(listener)
  await vi.waitFor(() => expect(listener.events.length).toBeGreaterThan(0), { timeout: 20_000 })
  return listener
}

const idsOf = (listener: Listener): number[] =>
  listener.events
    .filter(({ event }) => event === 'reports')
    .flatMap(({ data }) => (data as ReportSummary[]).map((report) => report.id))

const heard = (listener: Listener, ids: number[]) =>
  vi.waitFor(() => expect([...new Set(idsOf(listener))].sort((a, b) => a - b)).toEqual(ids), { timeout: 20_000 })

describe('the live stream', () => {
  it('begins with a beat that tells the time, and has an id from the first event on', async () => {
    const listener = await listen(operator)
    expect(listener.events[0]).toMatchObject({
      event: 'beat',
      data: { now: at.house.now().toISOString(), edition: null },
    })
    expect(listener.events[0]!.id).toMatch(/^\d+:\d+:/)
  })

  it('tells everybody who listens of inserts and updates, as summaries', async () => {
    const [one, two] = [await listen(operator), await listen(operator)]
    const ids = await insert(at.house.db, 3)
    await heard(one, ids)
    await heard(two, ids)
    await at.house.db.run(sql`update report set description = '店外经营' where id = ${ids[1]}`)
    // A beat may come right behind.
    await vi.waitFor(() => expect(JSON.stringify(one.events)).toContain('店外经营'), { timeout: 20_000 })
  })

  it('tells of a transaction that began early and committed late, exactly once', async () => {
    const listener = await listen(operator)
    let late: number[] = []
    let finish = () => {}
    const held = at.house.db.transaction(async (tx) => {
      late = await insert(tx)
      await new Promise<void>((resolve) => {
        finish = resolve
      })
    })
    await vi.waitFor(() => expect(late).toHaveLength(1))
    const early = await insert(at.house.db)
    await heard(listener, early)
    const between = listener.lastId!
    finish()
    await held
    await heard(listener, [...late, ...early])
    expect(idsOf(listener).filter((id) => id === late[0])).toHaveLength(1)
    const resumed = await listen(operator, between)
    await heard(resumed, late)
  })

  it('resumes: what changed while nobody listened comes first, and nothing else', async () => {
    const first = await listen(operator)
    const before = await insert(at.house.db, 2)
    await heard(first, before)
    first.close()
    const missed = await insert(at.house.db, 2)
    const again = await listen(operator, first.lastId)
    await heard(again, missed)
    const after = await insert(at.house.db)
    await heard(again, [...missed, ...after])
  })

  it('takes ?since= like the header', async () => {
    const since = await currentSnapshot(at.house.db)
    const ids = await insert(at.house.db)
    const listener = await operator.sse(`/api/live?since=${since}`)
    open.push(listener)
    await heard(listener, ids)
  })

  it('tells a client that missed more than 500 to load anew', async () => {
    const since = await currentSnapshot(at.house.db)
    await insert(at.house.db, 501)
    const listener = await listen(operator, since)
    await vi.waitFor(() => expect(listener.events.map(({ event }) => event)).toContain('reload'), { timeout: 20_000 })
    expect(idsOf(listener)).toEqual([])
  })

  it('tells a client from before a restored database to load anew', async () => {
    const listener = await listen(operator, '900000000:900000000:')
    await vi.waitFor(() => expect(listener.events.map(({ event }) => event)).toContain('reload'), { timeout: 20_000 })
  })

  it.each(['yesterday', '0:5:', '5:4:', '5:9:7,6', '5:9:11', '5:9', '99999999999999999999:1:'])(
    'answers 422 to the id %s',
    async (since) => {
      expect((await operator.get(`/api/live?since=${since}`)).status).toBe(422)
    },
  )

  it('shows an officer only what their unit answers for', async () => {
    const officer = await signedInAs(at.house, server.base, 'officer', 'team-a')
    const listener = await listen(officer)
    const [mine] = [await insert(at.house.db, 1, 'street-a'), await insert(at.house.db, 1, 'street-b')]
    await heard(listener, mine)
    const everything = await listen(operator, listener.events[0]!.id)
    await vi.waitFor(() => expect(idsOf(everything)).toHaveLength(2), { timeout: 20_000 })
    await heard(listener, mine)
  })

  it('says when a report has left the sight of an officer', async () => {
    const officer = await signedInAs(at.house, server.base, 'officer', 'team-a')
    const listener = await listen(officer)
    const mine = await insert(at.house.db, 1, 'street-a')
    await heard(listener, mine)
    await at.house.db.run(sql`update report set owner_unit = 'street-b' where id = ${mine[0]}`)
    const gone = expect.objectContaining({ event: 'gone', data: mine })
    await vi.waitFor(() => expect(listener.events).toContainEqual(gone), { timeout: 20_000 })
  })

  it('cuts off a client that does not read, which then resumes without loss', async () => {
    const since = await currentSnapshot(at.house.db)
    const { hostname, port } = new URL(server.base)
    const socket = connect(Number(port), hostname)
    const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()))
    socket.on('error', () => undefined)
    socket.write(`GET /api/live HTTP/1.1\r\nHost: ${hostname}:${port}\r\nCookie: ${operator.cookie}\r\n\r\n`)
    await new Promise((resolve) => socket.once('data', resolve))
    socket.pause()
    const reading = await listen(operator, since)
    const ids = await insert(at.house.db, 400)
    // What the kernel's buffers take is unknown: go on until the server has had enough.
    for (let round = 0; round < 40 && !cutOff(); round += 1) {
      await at.house.db.run(
        sql`update report set description = repeat(${String(round % 10)}, 4000) where id = any(${ids})`,
      )
      const told = () => reading.events.filter(({ event }) => event === 'reports').length
      await vi.waitFor(() => expect(told()).toBeGreaterThan(round), { timeout: 20_000 })
    }
    expect(cutOff()).toBe(true)
    socket.resume()
    await closed
    expect(reading.ended).toBe(false)
    await heard(await listen(operator, since), ids)
  })

  it('ends when the session does', async () => {
    const client = await signedInAs(at.house, server.base, 'planner')
    const listener = await listen(client)
    await client.delete('/api/session')
    await vi.waitFor(() => expect(listener.ended).toBe(true), { timeout: 30_000 })
  })

  it('is closed to strangers', async () => {
    expect((await fetch(`${server.base}/api/live`)).status).toBe(401)
  })

  it('goes on where it was after the database cut every connection', async () => {
    const listener = await listen(operator)
    await at.house.db
      .run(sql`select pg_terminate_backend(pid) from pg_stat_activity
               where datname = current_database() and pid <> pg_backend_pid()`)
      .catch(() => undefined)
    const ids = await vi.waitFor(() => insert(at.house.db), { timeout: 20_000 })
    await heard(listener, ids)
  })
})

describe('pruning', () => {
  const changes = async () => (await at.house.db.row<{ n: number }>(sql`select count(*) as n from change`))!.n

  /**
   * A snapshot that sees every change so far: PostgreSQL's own work (autovacuum) may hold an older transaction open for
   * a moment, and what began after it is then rightly kept.
   */
  const sawAll = (look: () => Promise<Snapshot>) =>
    vi.waitFor(
      async () => {
        const snapshot = await look()
        const later = await at.house.db.row<{ n: number }>(
          sql`select count(*) as n from change where xid >= pg_snapshot_xmin(${snapshot})`,
        )
        expect(later!.n).toBe(0)
        return snapshot
      },
      { timeout: 60_000 },
    )

  /** Prunes on a day, a minute later each time it has to be repeated; answers the mark it left. */
  const pruneOn = (day: string) => {
    let minute = 10
    return sawAll(async () => {
      at.setNow(`${day}T03:${minute++}:00+08:00`)
      await pruneChanges(at.house)
      const mark = await at.house.db.row<{ snapshot: Snapshot }>(
        sql`select snapshot::text from feed_mark order by at desc limit 1`,
      )
      return mark!.snapshot
    })
  }

  it('keeps seven days, and all that a reader has not taken; who was away longer loads anew', async () => {
    const before = await sawAll(() => currentSnapshot(at.house.db))
    await keepWatermark(at.house.db, 'slow reader', before, at.house.now())
    const old = await changes()
    const [untaken] = await insert(at.house.db)
    await pruneOn('2026-03-03')
    expect(await changes()).toBeGreaterThan(old)
    at.setNow('2026-03-09T03:10:00+08:00')
    expect(await pruneChanges(at.house)).toBe(0)

    at.setNow('2026-03-11T03:00:00+08:00')
    expect(await pruneChanges(at.house)).toBe(old)
    const kept = await at.house.db.rows<{ id: number }>(sql`select distinct report_id as id from change`)
    expect(kept.map(({ id }) => id)).toContain(untaken)

    const taken = await sawAll(() => currentSnapshot(at.house.db))
    await keepWatermark(at.house.db, 'slow reader', taken, at.house.now())
    const fresh = await insert(at.house.db)
    await pruneChanges(at.house)
    const left = await at.house.db.rows<{ id: number }>(sql`select distinct report_id as id from change order by 1`)
    expect(left.map(({ id }) => id)).toEqual(fresh)

    const client = await signedInAs(at.house, server.base, 'operator')
    const listener = await listen(client, before)
    await vi.waitFor(() => expect(listener.events.map(({ event }) => event)).toContain('reload'), { timeout: 20_000 })
  })
})
