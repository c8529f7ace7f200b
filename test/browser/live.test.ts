import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { middleOf, reportAt } from '../smallDistrict.ts'
import { mapDrawn, openPage, signIn } from './browser.ts'
import { openWorld, type World } from './world.ts'

let world: World
beforeAll(async () => {
  world = await openWorld()
})
afterAll(() => world?.close())

describe('the live picture', () => {
  it('turns amber when nothing was heard for 30 s, and red when the stream is cut', async () => {
    const { page } = await openPage(world.browser, world.base)
    await page.clock.install()
    await signIn(page, 'second', world.accounts.second.password)
    const badge = page.locator('[data-live]')
    world.streams.hush()
    const age = Number(/(\d+) 秒前/.exec((await badge.textContent())!)![1])
    await page.clock.fastForward(20_000 - age * 1000)
    await page.locator('[data-live=live]', { hasText: /2\d 秒前/ }).waitFor()
    await page.clock.fastForward(12_000)
    await page.locator('[data-live=late]', { hasText: /[3-9]\d 秒无更新/ }).waitFor()
    world.streams.speak()
    await page.locator('[data-live=live]').waitFor()

    world.streams.cut()
    await page.locator('[data-live=lost]', { hasText: /已断开，显示 \d\d:\d\d 的数据/ }).waitFor()
    world.streams.mend()
    await page.locator('[data-live=live]').waitFor()
    await page.context().close()
  })

  it('scrolls a long list that keeps few rows in the page, and holds back what arrives until it is asked for', async () => {
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

    const before = await list.evaluate((element) => element.scrollTop)
    const [first, second] = [
      await world.file(reportAt(middleOf(1, 1), { description: '滚动时到的' })),
      await world.file(reportAt(middleOf(2, 2), { description: '又到一件' })),
    ]
    const pill = page.getByRole('button', { name: '新增 2 件' })
    await pill.waitFor()
    expect(await list.evaluate((element) => element.scrollTop)).toBe(before)
    expect(await page.locator(`#row-${first}`).count()).toBe(0)
    await pill.click()
    await page.locator(`#row-${first}`).waitFor()
    await page.locator(`#row-${second}`).waitFor()
    await pill.waitFor({ state: 'detached' })
    await page.context().close()
  })
})
