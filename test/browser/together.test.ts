import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { middleOf, reportAt } from '../smallDistrict.ts'
import { seriousFindings } from './axe.ts'
import { openPage, signIn } from './browser.ts'
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
    await page.locator(`#row-${id}`).click()
    await page.locator('article h2').waitFor()
    const { candidates } = await world.detail(id)
    // The live stream would tell in time; here it comes too late.
    world.streams.hush()
    await moved(id, { move: 'assign', unit: candidates[0]!.unit })
    await page.keyboard.press('a')
    await page.locator('ol.armed').waitFor()
    const [answer] = await Promise.all([
      page.waitForResponse((response) => response.url().endsWith(`/reports/${id}/moves`)),
      page.locator('.toast.bad', { hasText: '王值班 已先处理（派遣）' }).waitFor(),
      page.keyboard.press('1'),
    ])
    expect(answer.status()).toBe(409)
    await page.locator('article', { hasText: '待签收' }).waitFor()
    world.streams.speak()
    expect(watch.failed.map((line) => line.slice(0, 3))).toEqual(['409'])
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
})
