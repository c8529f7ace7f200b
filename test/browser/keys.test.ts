import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { QueuePage } from '../../server/api/report.ts'
import { MATTERS, microGridAt, middleOf, reportAt } from '../smallDistrict.ts'
import { mapDrawn, openPage, signIn, type Watched } from './browser.ts'
import { openWorld, type World } from './world.ts'

let world: World
let desk: Watched
let page: Page
let id: number

const detail = () => page.locator('article')
const said = (words: string) => page.locator('.toast', { hasText: words }).waitFor()
const look = () => new URL(page.url()).hash.split('?')[0]!
const focused = () => page.evaluate(() => document.activeElement?.className ?? '')

beforeAll(async () => {
  world = await openWorld()
  id = await world.file(reportAt(middleOf(1, 1), { matter: MATTERS.pricing, description: '键盘办理' }))
  desk = await openPage(world.browser, world.base, { permissions: ['clipboard-read', 'clipboard-write'] })
  page = desk.page
  await signIn(page, 'operator', world.accounts.operator.password)
  await mapDrawn(page)
})
afterAll(() => world?.close())

describe('the keys of the desk', () => {
  it('M goes to the map and back to the list', async () => {
    await page.keyboard.press('j')
    await page.keyboard.press('m')
    await expect.poll(focused, { timeout: 30_000 }).toContain('maplibregl-canvas')
    await page.keyboard.press('m')
    await expect.poll(focused, { timeout: 30_000 }).toContain('scroller')
  })

  it('Enter opens and brings the report into view, F fits it, Esc closes, F then fits the district', async () => {
    const whole = look()
    await page.keyboard.press('Enter')
    await detail().locator('h2').waitFor()
    await expect.poll(look, { timeout: 30_000 }).not.toBe(whole)
    const near = look()
    await page.keyboard.press('f')
    await expect.poll(look, { timeout: 30_000 }).not.toBe(near)
    expect(Number(look().slice(1).split('/')[0])).toBeGreaterThan(Number(whole.slice(1).split('/')[0]))
    await page.keyboard.press('Escape')
    await detail().waitFor({ state: 'detached' })
    await page.keyboard.press('k')
    await page.reload()
    await mapDrawn(page)
    await page.keyboard.press('f')
    await expect.poll(look, { timeout: 30_000 }).toBe(whole)
  })

  it('A and 1 dispatch, R takes it back, C asks for the result', async () => {
    await page.locator(`#row-${id}`).click()
    await detail().locator('h2').waitFor()
    await page.keyboard.press('a')
    await page.keyboard.press('1')
    await said('已派给')
    await page.keyboard.press('r')
    await said('已撤回派遣')
    expect((await world.detail(id)).report.state).toBe('routed')
    await page.keyboard.press('a')
    await page.keyboard.press('1')
    await detail().locator('button', { hasText: '撤回派遣' }).waitFor()
    await page.keyboard.press('c')
    await page.locator('textarea').fill('已办')
    await page.keyboard.press('Escape')
    await page.locator('textarea').waitFor({ state: 'detached' })
    expect((await world.detail(id)).report.state).toBe('dispatched')
  })

  it('? shows what they do', async () => {
    await page.keyboard.press('?')
    const sheet = page.locator('.sheet', { hasText: '快捷键' })
    await sheet.waitFor()
    expect(await sheet.textContent()).toContain('撤回派遣')
    await page.keyboard.press('Escape')
    await sheet.waitFor({ state: 'detached' })
  })
})

describe('finding and sharing', () => {
  const search = async (typed: string) => {
    await page.locator('.sheet').waitFor({ state: 'detached' })
    await page.keyboard.press('/')
    await page.locator('.sheet input').fill(typed)
    await page.locator('#hits [role=option]').first().waitFor()
    return page.locator('#hits [role=option]').allTextContents()
  }

  it('/ finds an area by its name and by its code, and goes there', async () => {
    expect((await search('东街道'))[0]).toContain('镇街')
    const before = look()
    await page.keyboard.press('Enter')
    await expect.poll(look, { timeout: 30_000 }).not.toBe(before)
    const [hit] = await search(microGridAt(4, 2))
    expect(hit).toContain('微网格')
    await page.keyboard.press('Enter')
    await expect.poll(() => Number(look().slice(1).split('/')[0]), { timeout: 30_000 }).toBeGreaterThan(14)
  })

  it('/ opens any report by its number', async () => {
    const other = await world.file(reportAt(middleOf(5, 3), { description: '按编号打开' }))
    await search(`#${other}`)
    await page.keyboard.press('Enter')
    await detail()
      .locator('.id', { hasText: `#${other}` })
      .waitFor()
  })

  it('the copied link opens the same report at the same place', async () => {
    await page.getByRole('button', { name: '复制链接' }).click()
    await said('链接已复制')
    const link = await page.evaluate(() => navigator.clipboard.readText())
    expect(link).toBe(page.url())
    const other = await page.context().newPage()
    await other.goto(link)
    await other.locator('article h2').waitFor()
    await mapDrawn(other)
    expect(other.url()).toBe(link)
    await other.close()
  })
})

describe('filing on the desk', () => {
  it('takes a click on the map and files once however often it is sent', async () => {
    await page.getByRole('button', { name: '登记', exact: true }).click()
    const form = page.locator('form')
    await form.locator('[name=category]').selectOption('general')
    await form.locator('[name=description]').fill('电话登记')
    await form.getByRole('button', { name: '在地图上选点' }).click()
    await page.locator('.maplibregl-canvas').click({ position: { x: 300, y: 300 } })
    await form.locator('[data-position]').waitFor()
    await form.evaluate((element: HTMLFormElement) => {
      element.requestSubmit()
      element.requestSubmit()
    })
    await said('已登记 #')
    await detail().locator('.description', { hasText: '电话登记' }).waitFor()
    await expect.poll(() => filedWith('电话登记'), { timeout: 30_000 }).toBe(1)
    const reports = (await world.client.get<QueuePage>('/api/reports?queue=triage')).body.reports
    expect(reports.find(({ description }) => description === '电话登记')?.street).toMatch(/^350499/)
  })

  it('asked nobody else, failed nowhere and kept the console clean', () => {
    expect(desk.watch).toEqual({ foreign: [], failed: [], console: [] })
  })
})

const filedWith = async (words: string) =>
  (await world.client.get<QueuePage>('/api/reports?queue=triage')).body.reports.filter(
    ({ description }) => description === words,
  ).length
