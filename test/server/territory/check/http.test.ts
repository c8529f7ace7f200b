import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import type { Area } from '../../../../geo/types.ts'
import type { ProblemOut } from '../../../../server/api/problem.ts'
import type { CheckRun, FaultsPage, RepairIn } from '../../../../server/api/territoryCheck.ts'
import { sql } from '../../../../server/db.ts'
import { undoChange } from '../../../../server/territory/change/flow.ts'
import { areasOf, createEdition, insertAreas } from '../../../../server/territory/store.ts'
import { signedInAs } from '../../../accounts.ts'
import type { Client } from '../../../client.ts'
import { area, planted, square, squareM2 } from '../../../geo/squares.ts'
import { type TestHouse, testHouse } from '../../../house.ts'
import { serve } from '../../../serve.ts'
import { found } from '../files.ts'

let at: TestHouse
let server: Awaited<ReturnType<typeof serve>>
let admin: Client

beforeAll(async () => {
  at = await testHouse({ now: '2026-03-02T09:00:00+08:00' })
  await found(at.house)
  server = await serve(at.house)
  admin = await signedInAs(at.house, server.base, 'administrator')
})
afterAll(async () => {
  await server.close()
  await at.close()
})

const draftOf = (areas: readonly Area[]) =>
  at.house.db.transaction(async (tx) => {
    const id = await createEdition(tx, '草稿')
    const rows = areas.map((one) => ({ ...one, label: [117.79, 26.39] as const, areaM2: 1, source: { row: one.code } }))
    await insertAreas(tx, id, rows)
    return id
  })

const ended = async (run: CheckRun): Promise<CheckRun> =>
  vi.waitFor(
    async () => {
      const { body } = await admin.get<CheckRun>(`/api/territory/check-runs/${run.id}`)
      expect(body.state).not.toBe('running')
      return body
    },
    { timeout: 90_000, interval: 100 },
  )
async function checked(id: number): Promise<CheckRun> {
  const started = await admin.post<CheckRun>(`/api/territory/editions/${id}/checks`, {})
  expect([started.status, started.body.edition]).toEqual([202, id])
  return ended(started.body)
}
const page = async (id: number, query = '') =>
  (await admin.get<FaultsPage>(`/api/territory/editions/${id}/faults/page${query}`)).body
const repaired = async (id: number, asked: Partial<RepairIn>) => {
  const { version } = await page(id)
  const started = await admin.post<CheckRun>(`/api/territory/editions/${id}/repairs`, { version, ...asked })
  expect(started.status).toBe(202)
  return ended(started.body)
}

/** A gap of C11's western half, and C22 under the wrong street. */
const broken = () => planted({ C11: { geometry: square([0.5, 0, 1, 2]) }, C22: { parent: 'S1' } })

describe('the check of a draft', () => {
  it('runs in the background and lists faults by page, with groups, drawings and proposals', async () => {
    const id = await draftOf(broken())
    expect(await page(id)).toMatchObject({ checked: false, total: 0 })
    const run = await checked(id)
    expect(run).toMatchObject({ state: 'done', check: { errors: 3, warnings: 0, tiling: { exact: false } } })
    const all = await page(id)
    expect(all).toMatchObject({ checked: true, total: 3 })
    expect(all.groups.map(({ kind, count }) => [kind, count])).toEqual(
      expect.arrayContaining([
        ['gap', 2],
        ['outside-parent', 1],
      ]),
    )
    const one = await page(id, '?kind=gap&offset=1&limit=1')
    expect([one.total, one.faults.length]).toEqual([2, 1])
    const gap = (await page(id, '?kind=gap')).faults.find(({ code }) => code === 'S1')!
    expect(gap.areaM2 / squareM2([0, 0, 0.5, 2])).toBeCloseTo(1, 3)
    expect(gap.geometry.type).toBe('Polygon')
    expect(gap.proposals[0]).toMatchObject({ verb: 'close-gap', to: { by: 'longest' } })
  })

  it('shows a repair before it is applied, applies it as one change, and takes it back to the bit', async () => {
    const id = await draftOf(broken())
    await checked(id)
    const before = await areasOf(at.house.db, id)
    const rule = { gapsM2: 1e6, overlapsM2: 1e6, outsideM2: 1e6, reparent: true } as RepairIn['rule']
    const preview = await repaired(id, { rule })
    expect(preview.repair).toMatchObject({ left: { errors: 0 }, tiling: { exact: true }, applied: null })
    expect(await areasOf(at.house.db, id)).toEqual(before)
    const made = await repaired(id, { rule, apply: true })
    expect(made.repair).toMatchObject({
      left: { errors: 0 },
      tiling: { exact: true },
      changed: preview.repair!.changed,
    })
    expect(made.repair!.movedM2 / squareM2([0, 0, 0.5, 2])).toBeCloseTo(1, 3)
    expect(await page(id)).toMatchObject({ checked: true, total: 0 })
    const after = await areasOf(at.house.db, id)
    expect(after.find(({ code }) => code === 'C22')).toMatchObject({ parent: 'S2', source: { row: 'C22' } })
    const { version } = made.repair!.applied!
    await undoChange(at.house, { edition: id, version, account: null })
    expect(await areasOf(at.house.db, id)).toEqual(before)
  })

  it('mends one fault by its proposal and leaves the others', async () => {
    const id = await draftOf(broken())
    await checked(id)
    const gap = (await page(id, '?kind=gap')).faults.find(({ code }) => code === 'S1')!
    const made = await repaired(id, { accept: [gap.proposals[0]!], apply: true })
    expect(made.repair).toMatchObject({ accepted: 1, changed: 1, left: { errors: 2 } })
    expect((await page(id)).faults.map(({ kind }) => kind).sort()).toEqual(['gap', 'outside-parent'])
  })

  it('refuses what was not checked, an old version, an unknown fault, and a rule beside proposals', async () => {
    const id = await draftOf(broken())
    expect((await repaired(id, { rule: {} as RepairIn['rule'] })).problem?.code).toBe('illegal-move')
    await checked(id)
    const accept = [{ fault: 'nothing', verb: 'close-gap' as const }]
    expect((await repaired(id, { accept })).problem?.code).toBe('not-found')
    expect((await repaired(id, { accept, version: 999 })).problem?.code).toBe('stale-version')
    const both = await admin.post<ProblemOut>(`/api/territory/editions/${id}/repairs`, { version: 1, accept, rule: {} })
    expect([both.status, both.body.error.code]).toEqual([422, 'invalid-input'])
  })

  it('counts warnings apart: a name that stands twice does not stand in the way of publishing', async () => {
    const twins = planted({}).map((one) => (one.code === 'C12' ? { ...one, name: 'community C11' } : one))
    const id = await draftOf(twins)
    expect(await checked(id)).toMatchObject({ check: { errors: 0, warnings: 1 } })
    expect((await page(id, '?severity=warning')).faults).toMatchObject([{ kind: 'duplicate-name', code: 'C12' }])
    const approved = await admin.post(`/api/territory/editions/${id}/approve`, {})
    expect(approved.status).toBe(200)
  })

  it('warns of a street without a unit once streets have units', async () => {
    const areas = [area('district', 'D', null, [0, 0, 2, 1]), area('street', 'S1', 'D', [0, 0, 2, 1])]
    const { db } = at.house
    await db.run(sql`insert into unit (code, kind, name, name_en, short_name, street_code)
                     values ('u', 'street', '街道办', 'office', '街道办', 'elsewhere')`)
    const id = await draftOf(areas)
    expect(await checked(id)).toMatchObject({ check: { errors: 0, warnings: 1 } })
    expect((await page(id)).faults).toMatchObject([{ kind: 'no-unit', severity: 'warning', code: 'S1' }])
  })

  it('is stopped when asked, and changes nothing then', async () => {
    const id = await draftOf(broken())
    const { body: run } = await admin.post<CheckRun>(`/api/territory/editions/${id}/checks`, {})
    await admin.send('DELETE', `/api/territory/check-runs/${run.id}`)
    const { state } = await ended(run)
    expect(state).toBe('cancelled')
    expect(await page(id)).toMatchObject({ checked: false, total: 0 })
  })
})
