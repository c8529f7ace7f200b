import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { middleOf, reportAt } from '../smallDistrict.ts'
import { seriousFindings } from './axe.ts'
import { mapDrawn, openPage, signIn } from './browser.ts'
import { openWorld, type World } from './world.ts'

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

describe('several people', () => {
  it('sign in on a page without findings; a wrong password says so and nothing is lost', async () => {
    const { page, watch } = await openPage(world.browser, world.base, { viewport: { width: 1024, height: 700 } })
    await page.goto('/')
    await page.locator('[name=login]').fill('operator')
    expect(await seriousFindings(page)).toEqual([])
    await page.locator('[name=password]').fill('not the password')
    await page.locator('form button.primary').click()
    await page.locator('[role=alert]', { hasText: '账号或密码不正确' }).waitFor()
    expect(await page.locator('[name=login]').inputValue()).toBe('operator')
    expect(watch.foreign).toEqual([])
    await page.context().close()
  })

  it('hear who was first when they assign the same report', async () => {
    const id = await world.file(reportAt(middleOf(0, 0), { description: '两人同时' }))
    const { page, watch } = await openPage(world.browser, world.base)
    await signIn(page, 'second', world.accounts.second.password)
    // The live stream would tell in time; here it comes too late.
    await page.route('**/api/live', (route) => route.abort())
    await page.reload()
    await page.locator(`#row-${id}`).click()
    await page.locator('article h2').waitFor()
    const { candidates } = await world.detail(id)
    await moved(id, { move: 'assign', unit: candidates[0]!.unit })
    await page.keyboard.press('a')
    await page.locator('ol.armed').waitFor()
    await page.keyboard.press('1')
    await page.locator('.toast.bad', { hasText: '王值班 已先处理（派遣）' }).waitFor()
    await page.locator('article', { hasText: '待签收' }).waitFor()
    expect(watch.failed.map((line) => line.slice(0, 3))).toEqual(['409'])
    await page.context().close()
  })

  it('see on the badge that the picture has stopped', async () => {
    const { page } = await openPage(world.browser, world.base)
    await signIn(page, 'second', world.accounts.second.password)
    await page.route('**/api/live', (route) => route.abort())
    world.cut()
    await page.locator('[data-live=lost]', { hasText: '已断开，显示' }).waitFor()
    await page.unroute('**/api/live')
    await page.locator('[data-live=live]').waitFor()
    await page.context().close()
  })

  it('work without WebGL2: the lists, and a static drawing for the map', async () => {
    const id = await world.file(reportAt(middleOf(3, 1), { description: '没有显卡' }))
    const { page, watch } = await openPage(world.browser, world.base)
    await page.addInitScript(() => {
      const getContext = HTMLCanvasElement.prototype.getContext
      HTMLCanvasElement.prototype.getContext = function (this: HTMLCanvasElement, kind: string, ...rest: unknown[]) {
        return kind === 'webgl2' ? null : Reflect.apply(getContext, this, [kind, ...rest])
      } as typeof getContext
    })
    await signIn(page, 'leader', world.accounts.leader.password, '/#?view=desk')
    await page.locator('.static svg path').first().waitFor()
    await page.locator(`#row-${id}`).click()
    await page.locator('article', { hasText: '您的角色可以查看，不能处理该事件。' }).waitFor()
    expect(watch).toEqual({ foreign: [], failed: [], console: [] })
    await page.context().close()
  })

  it('do their tasks on a phone of 360 px: accept, return with a reason, close with a result', async () => {
    const [kept, returned] = [
      await world.file(reportAt(middleOf(0, 1), { description: '接着办' })),
      await world.file(reportAt(middleOf(0, 2), { description: '不归我们' })),
    ]
    for (const id of [kept, returned]) await moved(id, { move: 'assign', unit: 'team-1' })
    const { page, watch } = await openPage(world.browser, world.base, {
      viewport: { width: 360, height: 780 },
      hasTouch: true,
      isMobile: true,
    })
    await signIn(page, 'officer', world.accounts.officer.password)
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

  it('scroll a long list that keeps few rows in the page', async () => {
    const rows = Array.from({ length: 260 }, (_, n) => reportAt(middleOf(n % 6, n % 4), { description: `长列表 ${n}` }))
    await Promise.all(rows.map((intake) => world.client.post('/api/reports', intake)))
    const { page } = await openPage(world.browser, world.base)
    await signIn(page, 'operator', world.accounts.operator.password)
    await page.locator('[role=option]').first().waitFor()
    await mapDrawn(page)
    const list = page.locator('[role=listbox]')
    for (let turn = 0; turn < 6; turn++) {
      await list.evaluate((element) => element.scrollTo({ top: element.scrollHeight }))
      await page.locator('[role=option]').first().waitFor()
    }
    await expect
      .poll(async () => Number(await page.locator('[role=option]').last().getAttribute('aria-posinset')), {
        timeout: 30_000,
      })
      .toBeGreaterThan(200)
    expect(await page.locator('[role=option]').count()).toBeLessThanOrEqual(60)
    await page.context().close()
  })
})
