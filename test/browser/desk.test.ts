import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { MATTERS, middleOf, reportAt } from '../smallDistrict.ts'
import { seriousFindings } from './axe.ts'
import { mapDrawn, openPage, signIn, type Watched } from './browser.ts'
import { openWorld, type World } from './world.ts'

let world: World
let desk: Watched
let page: Page
let first: number

const row = (id: number) => page.locator(`#row-${id}`)
const detail = () => page.locator('article')
const said = (words: string) => page.locator('.toast', { hasText: words }).waitFor()

beforeAll(async () => {
  world = await openWorld()
  first = await world.file(reportAt(middleOf(0, 0), { matter: MATTERS.pricing, description: '第一件' }))
  desk = await openPage(world.browser, world.base)
  page = desk.page
  await signIn(page, 'operator', world.accounts.operator.password)
  await mapDrawn(page)
})
afterAll(() => world?.close())

describe('the dispatch desk', () => {
  it('has no serious accessibility finding', async () => {
    await row(first).waitFor()
    expect(await seriousFindings(page)).toEqual([])
  })

  it('shows a report that arrives, without a reload, and leaves the map where it was', async () => {
    const before = new URL(page.url()).hash
    const id = await world.file(reportAt(middleOf(2, 1), { description: '刚到的一件' }))
    await row(id).waitFor()
    expect(await row(id).textContent()).toContain('新')
    expect(new URL(page.url()).hash).toBe(before)
  })

  it('opens a report by keys and says why this unit answers, with the clause', async () => {
    await page.locator('[data-queue=to-dispatch]').click()
    await page.keyboard.press('j')
    await page.locator(`#row-${await cursorId()}[aria-selected=true]`).waitFor()
    await page.goto(`${world.base}/#12.6/26.4/117.79?report=${first}`)
    await detail().locator('h2', { hasText: '未明码标价' }).waitFor()
    const words = await detail().textContent()
    expect(words).toContain('沙政〔2023〕76号 五(三)')
    expect(words).toContain('赋权确认书〔2023〕1号')
    expect(words).toContain('林片长')
    expect(words).toContain('服务目标，非法定时限')
    expect(await seriousFindings(page)).toEqual([])
  })

  it('assigns in four keys at most, and takes it back within ten seconds', async () => {
    await page.keyboard.press('Escape')
    await detail().waitFor({ state: 'detached' })
    await page.keyboard.press('k')
    const id = await cursorId()
    await page.keyboard.press('a')
    await detail().locator('ol.armed').waitFor()
    await page.keyboard.press('1')
    await said('已派给')
    expect((await world.detail(id)).report.state).toBe('dispatched')
    await page.locator('.toast button', { hasText: '撤销' }).click()
    await said('已撤回派遣')
    expect((await world.detail(id)).report.state).toBe('routed')
  })

  it('closes with a result and finds the report among the closed', async () => {
    const id = await world.file(reportAt(middleOf(1, 2), { description: '要办结的' }))
    const { candidates, report } = await world.detail(id)
    const assigned = await world.client.post(`/api/reports/${id}/moves`, {
      move: 'assign',
      version: report.version,
      unit: candidates[0]!.unit,
    })
    expect(assigned.status).toBe(200)
    await page.locator('[data-queue=in-hand]').click()
    await row(id).click()
    await detail().locator('h2').waitFor()
    await page.keyboard.press('c')
    await page.locator('textarea').fill('现场已劝离')
    await page.keyboard.press('Control+Enter')
    await said('已办结')
    await page.locator('[data-queue=closed]').click()
    await row(id).waitFor()
    expect((await world.detail(id)).result).toBe('现场已劝离')
  })

  it('settles which grid it was, and gives a matter to a report in triage', async () => {
    const doubtful = await world.file(
      reportAt([117.7999, 26.405], { matter: MATTERS.pricing, accuracyM: 60, description: '边界上的' }),
    )
    await page.locator('[data-queue=ambiguous]').click()
    await row(doubtful).click()
    await detail().locator('button', { hasText: '认定网格' }).click()
    await detail().locator('input[type=radio]').nth(1).check()
    await page.locator('textarea').fill('摊主在东街道一侧')
    await page.keyboard.press('Control+Enter')
    await said('已认定网格')
    expect((await world.detail(doubtful)).report.street).toBe('350499003')

    const vague = await world.file(reportAt(middleOf(1, 1), { category: 'general', description: '只有类别' }))
    await page.locator('[data-queue=triage]').click()
    await row(vague).click()
    await detail().locator('button', { hasText: '定事项' }).click()
    await page.locator('[role=combobox]').fill('停放')
    await page.locator('[role=option]', { hasText: '违规停放' }).click()
    await page.locator('textarea').fill('照片可见违停')
    await page.keyboard.press('Control+Enter')
    await said('已定事项')
    expect((await world.detail(vague)).report.matter).toBe(MATTERS.parking)
  })

  it('moves a pin by a click on the map', async () => {
    const id = await world.file(reportAt(null, { description: '没有位置' }))
    await page.locator('[data-queue=unlocated]').click()
    await row(id).click()
    await detail().locator('button', { hasText: '改定位' }).click()
    await page.locator('.maplibregl-canvas').click({ position: { x: 320, y: 330 } })
    await detail().locator('.pin', { hasText: '新位置' }).waitFor()
    await page.locator('textarea').fill('电话核实')
    await page.keyboard.press('Control+Enter')
    await said('已改定位')
    await expect.poll(async () => (await world.detail(id)).report.street, { timeout: 30_000 }).toMatch(/^350499/)
  })

  it('speaks English and comes back to the same place from its address', async () => {
    await page.goto(`${world.base}/#13.00/26.39000/117.78000?queue=closed&lang=en`)
    await page.reload()
    await mapDrawn(page)
    await page.locator('[data-queue=closed][aria-pressed=true]', { hasText: 'Closed' }).waitFor()
    expect(await page.locator('html').getAttribute('lang')).toBe('en-GB')
    expect(page.url()).toContain('#13.00/26.39000/117.78000')
  })

  it('asked nobody else, failed nowhere and kept the console clean', () => {
    expect(desk.watch).toEqual({ foreign: [], failed: [], console: [] })
  })
})

const cursorId = async () =>
  Number((await page.locator('[role=option][aria-selected=true]').getAttribute('id'))!.replace('row-', ''))
