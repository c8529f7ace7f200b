import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Situation } from '../../server/api/situation.ts'
import { Client } from '../client.ts'
import { insertReports, type Row } from '../server/situation/fixture.ts'
import { middleOf, reportAt, STREETS } from '../smallDistrict.ts'
import { seriousFindings } from './axe.ts'
import { mapDrawn, openPage, signIn, type Watched } from './browser.ts'
import { openWorld, type World } from './world.ts'

let world: World
let leader: Client
let seat: Watched
let page: Page

/** Reports in the streets 1 and 2 only, over 20 days; every ninth without a place, of the others every seventh closed. */
const ROWS = Array.from(
  { length: 90 },
  (_, n): Row => ({
    day: `2026-03-${String(1 + (n % 20)).padStart(2, '0')}`,
    category: ['market', 'general', 'emergency'][n % 3]!,
    place: n % 9 === 8 ? null : { column: n % 4, row: n % 3 },
    closed: n % 7 === 0 && n % 9 !== 8,
  }),
)

const ask = async (query = '') => (await leader.get<Situation>(`/api/situation${query}`)).body
const number = async (name: string) =>
  Number((await page.locator(`[data-figure=${name}] .value`).textContent())!.replace(/\D/g, ''))
const settled = () => page.locator('[data-figures=shown]').waitFor()
const listed = () =>
  page
    .locator('[data-area]')
    .evaluateAll((rows) =>
      rows.map((row) => [row.getAttribute('data-area')!, Number(row.querySelector('.count')!.textContent)] as const),
    )
/** What the address asks for, as the API takes it. */
const asked = () => {
  const words = new URLSearchParams(new URL(page.url()).hash.split('?')[1])
  const kept = ['from', 'to', 'category', 'street', 'zone', 'level'].flatMap((name) =>
    words.has(name) ? [[name, words.get(name)!]] : [],
  )
  return kept.length === 0 ? '' : `?${new URLSearchParams(kept)}`
}
/** Polls until figures and list say what the API says to the same question. */
const agrees = () =>
  expect
    .poll(
      async () => {
        const truth = await ask(asked())
        const counts = new Map(truth.byArea.map(({ code, count }) => [code, count]))
        const rows = await listed()
        return {
          total: (await number('total')) - truth.total,
          closed: (await number('closed')) - truth.closed,
          unlocated: (await number('unlocated')) - truth.unlocated,
          wrong: rows.filter(([code, count]) => count !== (counts.get(code) ?? 0)),
          some: rows.length > 0,
        }
      },
      { timeout: 30_000 },
    )
    .toEqual({ total: 0, closed: 0, unlocated: 0, wrong: [], some: true })

beforeAll(async () => {
  world = await openWorld()
  await insertReports(world.house.db, world.district.edition, ROWS)
  leader = new Client(world.base)
  await leader.signIn('leader', world.accounts.leader.password)
  await leader.post('/api/situation/refresh', {})
  seat = await openPage(world.browser, world.base)
  page = seat.page
  await signIn(page, 'leader', world.accounts.leader.password)
  await mapDrawn(page)
  await settled()
})
afterAll(() => world?.close())

describe('the leader’s situation', () => {
  it('is the leader’s home and says what the API says, an area without reports as 0', async () => {
    await agrees()
    const truth = await ask()
    expect([truth.total, truth.unlocated]).toEqual([90, 10])
    expect(await listed()).toHaveLength(3)
    expect((await listed()).at(-1)).toEqual([STREETS[2], 0])
    for (const { category, count } of truth.byCategory) {
      expect(await page.locator(`[data-category=${category}] .count`).textContent()).toBe(String(count))
    }
    await page.locator('.histogram[data-days="20"][data-drawn=true] canvas').waitFor()
    expect(await seriousFindings(page)).toEqual([])
  })

  it('says what a figure means to a pointer and to keys', async () => {
    const figure = page.locator('[data-figure=unlocated]')
    await figure.locator('button').focus()
    await figure.locator('.definition.shown', { hasText: '不因选择片区或街道而被隐去' }).waitFor()
    await page.keyboard.press('Escape')
    await figure.locator('.definition:not(.shown)').waitFor({ state: 'attached' })
  })

  it('filters everything by days brushed in the histogram, and takes the filter off by its chip', async () => {
    const box = (await page.locator('.histogram canvas').boundingBox())!
    await page.mouse.move(box.x + box.width * 0.35, box.y + box.height * 0.5)
    await page.mouse.down()
    await page.mouse.move(box.x + box.width * 0.5, box.y + box.height * 0.5, { steps: 5 })
    await page.mouse.move(box.x + box.width * 0.6, box.y + box.height * 0.5, { steps: 5 })
    await page.mouse.up()
    await page.locator('[data-chip=from]').waitFor()
    await agrees()
    expect(asked()).toMatch(/^\?from=2026-03-0[5-9]&to=2026-03-1[1-4]$/)
    expect(await number('total')).toBeLessThan(90)
    await page.locator('[data-chip=from]').click()
    await page.locator('[data-chip=from]').waitFor({ state: 'detached' })
    await agrees()
    expect(await number('total')).toBe(90)
  })

  it('filters by category and by a street chosen with keys; each chart is filtered by all but itself', async () => {
    await page.locator('[data-category=market]').click()
    await agrees()
    expect(await page.locator('[data-category=general] .count').textContent()).toBe('30')
    await page.locator('.areas [role=listbox]').focus()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await page.locator('[data-chip=street]').waitFor()
    await agrees()
    expect(await listed()).toHaveLength(3)
    await page.getByRole('button', { name: '清除筛选' }).click()
    await page.locator('[data-chip]').first().waitFor({ state: 'detached' })
    await agrees()
  })

  it('counts every level, and the map has what the list has', async () => {
    await page.locator('[data-level=micro-grid]').click()
    await page.locator('.areas [aria-setsize="24"]').first().waitFor()
    await agrees()
    await page.locator('[data-draw=heat]').click()
    await page.locator('.legend .ends').waitFor()
    await mapDrawn(page)
    expect(await seriousFindings(page)).toEqual([])
    expect(page.url()).toContain('level=micro-grid')
    await page.reload()
    await page.locator('.areas [aria-setsize="24"]').first().waitFor()
    await page.locator('[data-draw=heat][aria-pressed=true]').waitFor()
    await page.locator('[data-draw=areas]').click()
    await page.locator('[data-level=street]').click()
    await agrees()
  })

  it('shows significant hot spots in words, and what the chosen area says', async () => {
    await page.locator('[data-draw=hot]').click()
    await page.locator('.card[data-run]:not([data-run=""]) [data-words]', { hasText: '24 个区域参与比较' }).waitFor()
    await page.locator('.legend', { hasText: '热点，95% 把握' }).waitFor()
    await page.locator('.areas [aria-setsize="24"]').first().waitFor()
    await page.locator('.areas [role=listbox]').focus()
    await page.keyboard.press('Home')
    await page.keyboard.press('Enter')
    await page.locator('.card [data-words]', { hasText: '不说明原因' }).waitFor()
    const chosen = await page.locator('.card').getAttribute('data-area')
    expect(chosen).toBe(new URLSearchParams(page.url().split('?')[1]).get('area'))
    expect(await seriousFindings(page)).toEqual([])
    await page.locator('.card .close').click()
    await page.locator('[data-draw=areas]').click()
    await page.locator('[data-level=street]').click()
    await agrees()
  })

  it('says when it lags behind, and catches up on demand', async () => {
    await world.file(reportAt(middleOf(0, 0)))
    await page.reload()
    await page.locator('.as-of:not([data-lag="0"])', { hasText: '尚未计入' }).waitFor()
    expect(await number('total')).toBe(90)
    await page.getByRole('button', { name: '刷新' }).click()
    await page.locator('.as-of[data-lag="0"]', { hasText: '与业务库一致' }).waitFor()
    await agrees()
    expect(await number('total')).toBe(91)
  })

  it('asked nobody else, failed nowhere and kept the console clean', () => {
    expect(seat.watch).toEqual({ foreign: [], failed: [], console: [] })
  })

  it('fits a phone of 360 px and says so when figures cannot be had', async () => {
    const phone = await openPage(world.browser, world.base, {
      viewport: { width: 360, height: 780 },
      hasTouch: true,
      isMobile: true,
    })
    await signIn(phone.page, 'leader', world.accounts.leader.password)
    await phone.page.locator('[data-figure=total]').waitFor()
    expect(await phone.page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360)
    expect(await seriousFindings(phone.page)).toEqual([])
    await phone.page.route('**/api/situation?*', (route) => route.abort())
    await phone.page.reload()
    await phone.page.locator('[role=alert]', { hasText: '连不上服务器' }).waitFor()
    await phone.page.unroute('**/api/situation?*')
    await phone.page.getByRole('button', { name: '重试' }).click()
    await phone.page.locator('[data-figure=total]').waitFor()
    await phone.page.context().close()
  })
})
