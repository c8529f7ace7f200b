import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sql } from '../../../server/db.ts'
import { demoState, loadDemo, type Progress } from '../../../server/demo/load.ts'
import { showPlan } from '../../../server/plan/flow.ts'
import { listPlans } from '../../../server/plan/store.ts'
import { type TestHouse, testHouse } from '../../house.ts'
import { serve } from '../../serve.ts'

const REPORTS = 3_000
const folder = mkdtempSync(path.join(tmpdir(), 'onegrid-load-'))
const accounts = path.join(folder, 'demo-accounts.json')
let world: TestHouse
const count = async (table: 'area' | 'matter' | 'mandate' | 'person' | 'report' | 'report_event') => {
  const { rows } = await world.house.db.text(`select count(*)::int as n from ${table}`)
  return (rows[0] as { n: number }).n
}

beforeAll(async () => {
  world = await testHouse({ now: '2026-03-16T09:00:00+08:00' })
})
afterAll(async () => {
  await world.close()
  rmSync(folder, { recursive: true, force: true })
})

describe('loading the demo district', { timeout: 300_000 }, () => {
  it('goes on after an interruption with the seed and day it was begun with, and loses or doubles nothing', async () => {
    const { house } = world
    expect(await demoState(house)).toBe('absent')
    const cut = (progress: Progress) => {
      if (progress.stage === 'reports' && progress.done >= 1_000) throw new Error('the power went out')
    }
    const wish = { seed: 5, reports: REPORTS, accounts }
    await expect(loadDemo(house, wish, cut)).rejects.toThrow('the power went out')
    expect(await count('report')).toBeLessThan(REPORTS)
    expect(await demoState(house)).toBe('unfinished')

    const seen: Progress[] = []
    const logins = await loadDemo(house, { seed: 6, accounts }, (progress) => seen.push(progress))
    expect(await demoState(house)).toBe('finished')
    expect(logins.map(({ role }) => role)).toEqual(
      expect.arrayContaining(['operator', 'officer', 'planner', 'leader', 'administrator']),
    )
    expect(seen.filter(({ done, total }) => done > total)).toEqual([])
    expect(seen.at(-1)?.stage).toBe('finished')
    const keys = await house.db.rows<{ key: string }>(sql`select distinct left(idempotency_key, 7) as key from report`)
    expect(keys).toEqual([{ key: 'demo-5-' }])
    expect(await count('report')).toBe(REPORTS)
    expect([await count('matter'), await count('person')]).toEqual([288, 165])
  })

  it('reproduces S2 row by row: 45 matters, 7 scenarios, 15 departments, 966 visits become 271', async () => {
    const { db } = world.house
    const [plan] = await listPlans(db)
    const { figures, visits } = await showPlan(world.house, plan!.id)
    expect(figures).toMatchObject({ premises: 271, separate: 966, visits: 271, saved: 695, unplaced: 0 })
    expect(figures.cut).toBeCloseTo(0.72, 2)
    expect(new Set(visits.flatMap(({ matters }) => matters)).size).toBe(45)
    expect(new Set(visits.flatMap(({ units }) => units)).size).toBe(15)
    expect(await db.row(sql`select count(*) as n from scenario`)).toEqual({ n: 7 })
  })

  it('publishes one edition without faults, in force from the first day', async () => {
    const editions = await world.house.db.rows(sql`select status, valid_from, faults, known_faults from edition`)
    expect(editions).toEqual([{ status: 'published', valid_from: '2025-03-16', faults: [], known_faults: false }])
    expect((await world.house.atlas())!.atlas.size).toBe(await count('area'))
  })

  it('leaves every report where its events say, nothing waiting for the system', async () => {
    const { db } = world.house
    const states = await db.rows<{ state: string; hold: string | null; n: number }>(
      sql`select state, hold, count(*) as n from report group by 1, 2`,
    )
    expect(states.filter(({ state, hold }) => hold === null && (state === 'received' || state === 'located'))).toEqual(
      [],
    )
    expect(states.find(({ state }) => state === 'closed')!.n).toBeGreaterThan(REPORTS * 0.97)
    const adrift = await db.rows(sql`
      select report.id from report
      join lateral (select seq, to_state, at from report_event where report_id = report.id order by seq desc limit 1) last on true
      where last.seq <> report.version or last.to_state <> report.state or last.at >= '2026-03-16T00:01:00+08:00'`)
    expect(adrift).toEqual([])
    const backwards = await db.rows(sql`
      select report_id from (select report_id, at < lag(at) over (partition by report_id order by seq) as back
                             from report_event) e where back limit 5`)
    expect(backwards).toEqual([])
  })

  it('finds the lawful owner: the street where it accepted the matter, else the original department', async () => {
    const wrong = await world.house.db.rows(sql`
      select report.id, owner_unit, report.street_code, matter.original_unit
      from report join matter on matter.code = matter_code
      left join mandate on mandate.street_code = report.street_code and mandate.matter_code = matter.code
      where report.state in ('routed', 'dispatched', 'closed')
        and owner_unit <> case when mandate.matter_code is null then original_unit else report.street_code end`)
    expect(wrong).toEqual([])
    const owners = await world.house.db.rows<{ kind: string }>(sql`
      select distinct unit.kind from report join unit on unit.code = owner_unit order by 1`)
    expect(owners.map(({ kind }) => kind)).toEqual(['department', 'street'])
  })

  it('is left alone when it is there', async () => {
    const events = await count('report_event')
    expect(await loadDemo(world.house, { accounts }, () => undefined)).toEqual([])
    expect([await count('report'), await count('report_event')]).toEqual([REPORTS, events])
  })

  it('takes live reports from the command line, signed in as the demo operator', async () => {
    // The command reports by its own clock.
    world.setNow(new Date())
    const { base, close } = await serve(world.house)
    try {
      const options = ['--count', '3', '--per-minute', '60000', '--url', base, '--seed', '5']
      const { stdout } = await promisify(execFile)(process.execPath, ['cli/demo.ts', 'live', ...options], {
        env: { ...process.env, ONEGRID_DATA: folder },
      })
      expect(stdout.trim().split('\n')).toHaveLength(3)
      const live = await world.house.db.rows<{ login: string }>(sql`
        select login from report join account on account.id = report.account_id where idempotency_key like 'live-%'`)
      expect(live.map(({ login }) => login)).toEqual(['operator', 'operator', 'operator'])
    } finally {
      await close()
    }
  })

  it('says in a sentence when no product answers', async () => {
    const asked = promisify(execFile)(process.execPath, ['cli/demo.ts', 'live', '--url', 'http://127.0.0.1:1'], {
      env: { ...process.env, ONEGRID_DATA: folder },
    })
    await expect(asked).rejects.toMatchObject({ code: 1, stderr: expect.stringContaining('run npm start') })
  })
})
