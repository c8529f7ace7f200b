import { readFile } from 'node:fs/promises'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { LedgerEntry, PlanOut, PlanSummary } from '../../server/api/plan.ts'
import { sql } from '../../server/db.ts'
import { Client } from '../client.ts'
import { MATTERS, middleOf, STREETS } from '../smallDistrict.ts'
import { seriousFindings } from './axe.ts'
import { mapDrawn, openPage, signIn, type Watched } from './browser.ts'
import { openWorld, type World } from './world.ts'

let world: World
let planner: Client
let seat: Watched
let page: Page

/** Shops in all three streets, wanted by three departments each; zone 1 has a seat, zone 2 and its street have none. */
async function insertChecks() {
  const { db } = world.house
  await db.run(sql`update zone set seat = '片区办公室', seat_lon = 117.77, seat_lat = 26.39 where code = 'zone-1'`)
  for (let n = 0; n < 18; n++) {
    const [lon, lat] = middleOf(n % 6, n % 4)
    await db.run(sql`
      with shop as (
        insert into premises (code, name, kind, lon, lat, street_code)
        values (${`P${n}`}, ${`店铺,"${n}"`}, '餐饮', ${lon}, ${lat}, ${STREETS[Math.floor((n % 6) / 2)]}) returning id)
      insert into planned_check (premises_id, matter_code, unit_code, release_day, due_day)
      select shop.id, matter, unit, release::date, due::date from shop, (values
        (${MATTERS.parking}, 'urban', '2026-03-02', '2026-03-20'),
        (${MATTERS.pricing}, 'market', '2026-03-09', '2026-03-13'),
        (${MATTERS.fire}, 'fire', '2026-03-11', '2026-03-31')) as wanted (matter, unit, release, due)`)
  }
}

const figure = async (name: string) => (await page.locator(`[data-figure=${name}] .value`).textContent())!.trim()
const number = async (name: string) => Number((await figure(name)).replace(/[^\d.]/g, ''))
const stored = async (): Promise<PlanOut> => {
  const [newest] = (await planner.get<PlanSummary[]>('/api/plans')).body
  return (await planner.get<PlanOut>(`/api/plans/${newest!.id}`)).body
}

beforeAll(async () => {
  world = await openWorld()
  await insertChecks()
  planner = new Client(world.base)
  await planner.signIn('planner', world.accounts.planner.password)
  seat = await openPage(world.browser, world.base)
  page = seat.page
  await signIn(page, 'planner', world.accounts.planner.password)
})
afterAll(() => world?.close())

describe('the planner’s joint visits', () => {
  it('makes a plan and shows its figures before and after', async () => {
    await page.locator('[name=plan-name]').fill('三月联合检查')
    await page.locator('[name=plan-from]').fill('2026-03-01')
    await page.locator('[name=plan-to]').fill('2026-03-31')
    await page.getByRole('button', { name: '合并检查' }).click()
    await page.locator('[data-plan-status=merged]').waitFor()
    const { figures } = await stored()
    expect(figures).toMatchObject({ separate: 54, visits: 18, saved: 36 })
    for (const name of ['separate', 'visits', 'saved'] as const) expect(await number(name)).toBe(figures[name])
    expect(await number('cut')).toBeCloseTo(100 * figures.cut!, 1)
    expect(await figure('rounds')).toBe('—')
    await mapDrawn(page)
    expect(await seriousFindings(page)).toEqual([])
  })

  it('builds rounds, lists them by day and half-day, and points out the chosen one stop by stop', async () => {
    await page.getByRole('button', { name: '编排轮次', exact: true }).click()
    await page.locator('[data-plan-status=routed]').waitFor()
    const { figures, rounds, visits } = await stored()
    expect(rounds.length).toBeGreaterThan(0)
    expect(await number('rounds')).toBe(figures.rounds)
    expect(await number('officers')).toBe(figures.officerHalfDays)
    expect(
      await page
        .locator('[data-round]')
        .evaluateAll((rows) => rows.map((row) => Number(row.getAttribute('data-round')))),
    ).toEqual(rounds.map(({ id }) => id))
    await page.locator('.tables [role=listbox]').focus()
    await page.keyboard.press('ArrowDown')
    await page.locator(`[data-round="${rounds[0]!.id}"].chosen`).waitFor()
    const names = new Map(visits.map(({ id, premises }) => [id, premises]))
    expect(await page.locator('.sheet-of li .cut').allTextContents()).toEqual(
      rounds[0]!.visits.map((id) => names.get(id)),
    )
    expect(page.url()).toContain(`round=${rounds[0]!.id}`)
    await mapDrawn(page)
    expect(await seriousFindings(page)).toEqual([])
  })

  it('says why a visit is in no round', async () => {
    const { figures } = await stored()
    expect(figures.unplaced).toBe(6)
    await page.locator('.notice', { hasText: '6 次联合检查未排入任何轮次' }).waitFor()
    await page.locator('[data-tab=visits]').click()
    await page.locator('[data-visit] .unplaced', { hasText: '片区和街道均未登记办公地点' }).first().waitFor()
    expect(await page.locator('[data-visit] .unplaced').count()).toBe(6)
  })

  it('keeps the ledger row by row and gives it as a file', async () => {
    await page.locator('[data-tab=ledger]').click()
    await page.locator('[data-ledger="1"]').waitFor()
    const { id, name } = await stored()
    const rows = (await planner.get<LedgerEntry[]>(`/api/plans/${id}/ledger`)).body
    expect(await page.locator('.tables [aria-setsize]').first().getAttribute('aria-setsize')).toBe(String(rows.length))
    expect(await page.locator('[data-ledger="1"]').textContent()).toContain(rows[0]!.premises)
    const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'CSV' }).click()])
    expect(file.suggestedFilename()).toBe(`${name}.csv`)
    const text = await readFile(await file.path(), 'utf8')
    expect(text.split('\r\n')).toHaveLength(rows.length + 2)
    expect(text).toContain(`"店铺,""0""",${rows[0]!.unit},`)
    expect(await seriousFindings(page)).toEqual([])
  })

  it('asked nobody else, failed nowhere and kept the console clean', () => {
    expect(seat.watch).toEqual({ foreign: [], failed: [], console: [] })
  })

  it('may be read, not changed, by the leader', async () => {
    const other = await openPage(world.browser, world.base)
    await signIn(other.page, 'leader', world.accounts.leader.password, '/#?view=plan')
    await other.page.locator('[data-plan-status=routed]').waitFor()
    await other.page.locator('[data-round]').first().waitFor()
    expect(await other.page.getByRole('button', { name: /^(新建|重新编排)$/ }).count()).toBe(0)
    expect(await page.getByRole('button', { name: /^(新建|重新编排)$/ }).count()).toBe(2)
    expect(other.watch).toEqual({ foreign: [], failed: [], console: [] })
    await other.page.context().close()
  })
})
