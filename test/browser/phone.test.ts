import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { QueuePage } from '../../server/api/report.ts'
import { middleOf, reportAt, STREETS } from '../smallDistrict.ts'
import { seriousFindings } from './axe.ts'
import { mapDrawn, openPage, signIn, type Watched } from './browser.ts'
import { openWorld, type World } from './world.ts'

const PHONE = { viewport: { width: 360, height: 780 }, hasTouch: true, isMobile: true }

let world: World
beforeAll(async () => {
  world = await openWorld()
})
afterAll(() => world?.close())

const moved = async (id: number, move: object) => {
  const { report } = await world.detail(id)
  const answer = await world.client.post(`/api/reports/${id}/moves`, { version: report.version, ...move })
  expect(answer.status).toBe(200)
}

/** An officer's phone; where it stands is told only where the browser may tell it. */
async function phone(at: readonly [number, number] | null): Promise<Watched> {
  const told = at && { permissions: ['geolocation'], geolocation: { longitude: at[0], latitude: at[1], accuracy: 18 } }
  const opened = await openPage(world.browser, world.base, { ...PHONE, ...told })
  await signIn(opened.page, 'officer', world.accounts.officer.password)
  return opened
}

const described = (page: Page, words: string) => page.locator('[name=description]').fill(words)
const send = (page: Page) => page.getByRole('button', { name: '登记', exact: true }).tap()
const receipt = async (page: Page) => Number(await page.locator('[data-receipt]').getAttribute('data-receipt'))

/** How many reports of any queue carry these words. */
async function filedWith(words: string): Promise<number> {
  const queues = ['to-dispatch', 'unlocated', 'triage', 'ambiguous'] as const
  const pages = await Promise.all(queues.map((queue) => world.client.get<QueuePage>(`/api/reports?queue=${queue}`)))
  return pages.flatMap(({ body }) => body.reports).filter(({ description }) => description === words).length
}

describe('a phone of 360 px', () => {
  it('lists the tasks: accept, return with a reason, close with a result', async () => {
    const [kept, returned] = [
      await world.file(reportAt(middleOf(0, 1), { description: '接着办' })),
      await world.file(reportAt(middleOf(0, 2), { description: '不归我们' })),
    ]
    for (const id of [kept, returned]) await moved(id, { move: 'assign', unit: 'team-1' })
    const { page, watch } = await phone(null)
    const task = (words: string) => page.locator('.rows li button', { hasText: words })
    await task('接着办').waitFor()
    expect(await seriousFindings(page)).toEqual([])
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360)

    await task('不归我们').tap()
    await page.locator('article').getByRole('button', { name: '退回' }).tap()
    await page.locator('textarea').fill('不在本街道')
    await page.getByRole('button', { name: '确定' }).tap()
    await page.locator('.toast', { hasText: '已退回' }).waitFor()
    await page.getByRole('button', { name: '关闭详情' }).tap()

    await task('接着办').tap()
    await page.locator('article').getByRole('button', { name: '签收' }).tap()
    await page.locator('.toast', { hasText: '已签收' }).waitFor()
    expect(await seriousFindings(page)).toEqual([])
    await page.locator('article').getByRole('button', { name: '办结' }).tap()
    await page.locator('textarea').fill('已清理')
    await page.getByRole('button', { name: '确定' }).tap()
    await page.locator('.toast', { hasText: '已办结' }).waitFor()
    expect((await world.detail(kept)).report.state).toBe('closed')
    expect((await world.detail(returned)).report.state).toBe('routed')
    expect(watch).toEqual({ foreign: [], failed: [], console: [] })
    await page.context().close()
  })

  it('files a report from where it stands, once however often it is tapped', async () => {
    const { page, watch } = await phone(middleOf(0, 1))
    await page.getByRole('button', { name: '上报' }).tap()
    await page.locator('[data-position]', { hasText: '117.76500, 26.39500 ± 18 米' }).waitFor()
    await page.locator('form', { hasText: '坐标系 WGS84，取自本机' }).waitFor()
    await page.locator('[name=category]').selectOption('general')
    await described(page, '手机上报')
    expect(await seriousFindings(page)).toEqual([])
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360)
    await page.locator('form').evaluate((form: HTMLFormElement) => {
      form.requestSubmit()
      form.requestSubmit()
    })
    const id = await receipt(page)
    await page.locator('[data-receipt]', { hasText: '系统正在定位并认定责任单位' }).waitFor()
    await expect.poll(async () => (await world.detail(id)).report.street, { timeout: 30_000 }).toBe(STREETS[0])
    const { given, report } = await world.detail(id)
    expect(given.crs).toBe('wgs84')
    expect(report.accuracyM).toBe(18)
    expect(await filedWith('手机上报')).toBe(1)
    expect(watch).toEqual({ foreign: [], failed: [], console: [] })
    await page.context().close()
  })

  it('files once also where the first answer was lost, and says that it had been filed', async () => {
    const { page } = await phone(middleOf(0, 1))
    await page.route(
      '**/api/reports',
      async (route) => {
        await route.fetch()
        await route.abort()
      },
      { times: 1 },
    )
    await page.getByRole('button', { name: '上报' }).tap()
    await page.locator('[data-position]').waitFor()
    await page.locator('[name=category]').selectOption('general')
    await described(page, '回执丢了')
    await send(page)
    await page.locator('form [role=alert]', { hasText: '连不上服务器' }).waitFor()
    await described(page, '改了几个字')
    await send(page)
    await page.locator('[data-receipt]', { hasText: '此前已经登记成功' }).waitFor()
    expect((await world.detail(await receipt(page))).report.description).toBe('回执丢了')
    expect(await filedWith('改了几个字')).toBe(0)
    await page.context().close()
  })

  it('that may not tell where it is says so, and takes a tap on the map or no position at all', async () => {
    const { page, watch } = await phone(null)
    await page.getByRole('button', { name: '上报' }).tap()
    await page.locator('form', { hasText: '没有获准读取本机位置' }).waitFor()
    await page.locator('[name=category]').selectOption('general')
    await described(page, '没有位置')
    await page.locator('form', { hasText: '没有位置也能登记' }).waitFor()
    await send(page)
    await page.locator('[data-receipt]', { hasText: '已进入“未定位”队列' }).waitFor()
    expect((await world.detail(await receipt(page))).report.hold).toBe('unlocated')

    await page.getByRole('button', { name: '再报一件' }).tap()
    await page.locator('[name=category]').selectOption('general')
    await described(page, '地图选点')
    await page.getByRole('button', { name: '在地图上选点' }).tap()
    await mapDrawn(page)
    await page.locator('.maplibregl-canvas').tap({ position: { x: 160, y: 170 } })
    await page.locator('form', { hasText: '坐标系 WGS84，取自地图选点' }).waitFor()
    await send(page)
    const id = await receipt(page)
    await expect.poll(async () => (await world.detail(id)).report.street, { timeout: 30_000 }).toMatch(/^350499/)
    await page.getByRole('button', { name: '返回列表' }).tap()
    await page.getByRole('heading', { name: '我的任务' }).waitFor()
    expect(watch).toEqual({ foreign: [], failed: [], console: [] })
    await page.context().close()
  })
})
