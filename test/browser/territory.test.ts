import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { seriousFindings } from './axe.ts'
import { mapDrawn, openPage, signIn, type Watched } from './browser.ts'
import { openWorld, type World } from './world.ts'

let world: World
let seat: Watched
let page: Page

beforeAll(async () => {
  world = await openWorld()
  seat = await openPage(world.browser, world.base)
  page = seat.page
  await signIn(page, 'administrator', world.accounts.administrator.password)
})
afterAll(() => world?.close())

describe('the administrator’s territory', () => {
  it('lists the editions, shows the one in force, and starts a draft', async () => {
    await page.getByRole('button', { name: '辖区边界' }).click()
    const editions = page.locator('.editions')
    await editions.getByText('已发布').waitFor()
    await page.locator('main[data-version]').waitFor()
    await mapDrawn(page)
    await editions.getByRole('button', { name: '新建草稿' }).click()
    await page.getByLabel('草稿名称').fill('二〇二六年调整')
    await editions.locator('form').getByRole('button', { name: '新建草稿' }).click()
    await editions.locator('[aria-current]').getByText('二〇二六年调整').waitFor()
    expect(await seriousFindings(page)).toEqual([])
    expect(seat.watch).toEqual({ foreign: [], failed: [], console: [] })
  })
})
