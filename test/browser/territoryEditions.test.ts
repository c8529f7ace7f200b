/** An edition on the screen: from its check to its day, and what it changes, before anybody is committed to it. */
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { localDay, plusDays } from '../../server/clock/localTime.ts'
import { keepAhead } from '../../server/territory/keeper.ts'
import { createEdition, insertAreas, readEdition } from '../../server/territory/store.ts'
import { secondEdition } from '../secondEdition.ts'
import { MATTERS, middleOf, publishAreas, reportAt } from '../smallDistrict.ts'
import { seriousFindings } from './axe.ts'
import { mapDrawn, openPage, signIn, type Watched } from './browser.ts'
import { openWorld, type World } from './world.ts'

let world: World
let seat: Watched
let page: Page
let second: number
/** A report in the column that changes street. */
let moving: number
const today = localDay(new Date(), 'Asia/Shanghai')

beforeAll(async () => {
  world = await openWorld()
  second = await world.house.db.transaction(async (tx) => {
    const id = await createEdition(tx, '二〇二六年调整')
    const areas = secondEdition().map((area) => ({ ...area, label: inside(area), areaM2: 1, source: {} }))
    await insertAreas(tx, id, areas)
    return id
  })
  moving = await world.file(reportAt(middleOf(2, 1), { matter: MATTERS.pricing }))
  await world.file(reportAt(middleOf(2, 2), { matter: MATTERS.food }))
  seat = await openPage(world.browser, world.base)
  page = seat.page
  await signIn(page, 'administrator', world.accounts.administrator.password)
  await page.evaluate((edition) => {
    location.hash = `#?view=territory&panel=compare&edition=${edition}`
  }, second)
})
afterAll(() => world?.close())

function inside({ geometry }: ReturnType<typeof secondEdition>[number]): [number, number] {
  const ring = (geometry as { coordinates: number[][][] }).coordinates[0]!
  return [(ring[0]![0]! + ring[2]![0]!) / 2, (ring[0]![1]! + ring[2]![1]!) / 2]
}
const panel = () => page.locator('.compare')
const press = (name: string) => panel().getByRole('button', { name, exact: true }).click()

describe('the life of an edition', () => {
  it('shows what it changes before it is approved: on the map, in figures and in lists', async () => {
    await page.locator('[data-comparison="done"]').waitFor({ timeout: 120_000 })
    await mapDrawn(page)
    const told = panel().locator('.consequences li')
    await told.filter({ hasText: '未办结事件换到别的区域' }).filter({ hasText: '2' }).waitFor()
    await told.filter({ hasText: '其中更换执法主体' }).filter({ hasText: '1' }).waitFor()
    await press('镇街')
    await panel().locator('tr.shown').getByText('镇街').waitFor()
    await press('事件')
    await panel().getByText('执法主体：').waitFor()
    await press('队伍和片区')
    await panel().getByText('街道边界移动').first().waitFor()
    const csv = page.waitForEvent('download')
    await panel().getByRole('link', { name: '下载 CSV' }).click()
    expect((await csv).suggestedFilename()).toBe(`editions-${world.district.edition}-${second}-bodies.csv`)
    expect(await seriousFindings(page)).toEqual([])
  })

  it('goes from check to approval to a day, and back', async () => {
    await press('检查边界')
    await panel().locator('li[aria-current="step"]').getByText('检查').waitFor()
    // codes that no longer begin with those of their street are faults: they need the explicit word
    if ((await readEdition(world.house.db, second))!.faults! > 0) await panel().getByRole('checkbox').check()
    await press('批准此版本')
    await panel().getByLabel('生效日期').fill(plusDays(today, 3))
    await press('发布')
    await panel()
      .getByText(`自 ${plusDays(today, 3)} 起`)
      .first()
      .waitFor()
    expect(await readEdition(world.house.db, second)).toMatchObject({ status: 'published', approvedBy: '吴管理' })

    await panel().getByLabel('查看某日的边界').fill(plusDays(today, 5))
    await press('显示')
    await panel()
      .getByText(`${plusDays(today, 5)} 生效的是 二〇二六年调整`)
      .waitFor()

    await panel().locator('summary').click()
    await panel().getByLabel('撤回原因').fill('依据有误')
    await panel().locator('details').getByRole('button', { name: '撤回' }).click()
    await panel().getByText('原因：依据有误').waitFor()
    expect(await readEdition(world.house.db, second)).toMatchObject({ status: 'withdrawn' })

    await press('以此版本新建草稿')
    await page.locator('.editions [aria-current]').getByText('二〇二六年调整 的修订').waitFor()
    await panel().getByRole('button', { name: '检查边界' }).waitFor()
    expect(seat.watch).toEqual({ foreign: [], failed: [], console: [] })
  })

  it('says that the edition of a link is not there, and stays usable', async () => {
    const linked = await openPage(world.browser, world.base)
    const { administrator } = world.accounts
    const gone = (edition: number) => linked.page.locator(`[data-gone="${edition}"]`)
    const link = '#?view=territory&panel=check&edition='
    await signIn(linked.page, 'administrator', administrator.password, `/${link}998`)
    await gone(998).getByText('现在显示：').waitFor()
    await mapDrawn(linked.page)
    expect(await seriousFindings(linked.page)).toEqual([])
    expect(linked.watch).toEqual({ foreign: [], failed: [], console: [] })
    await gone(998).getByRole('button', { name: '知道了' }).click()
    await gone(998).waitFor({ state: 'detached' })
    await linked.page.evaluate((hash) => {
      location.hash = hash
    }, `${link}999`)
    await gone(999).waitFor()
    await linked.page.locator('.editions li button').last().click()
    await gone(999).waitFor({ state: 'detached' })
    await mapDrawn(linked.page)
    await linked.page.context().close()
  })

  it('is taken up at midnight of its day by a page that is open, and its operator stays where they were', async () => {
    const tomorrow = plusDays(today, 1)
    world.setNow(`${today}T23:59:50+08:00`)
    await world.house.db.transaction((tx) => publishAreas(tx, secondEdition(), tomorrow))
    await keepAhead(world.house)
    const { page, watch } = await openPage(world.browser, world.base)
    // South of the reports; 0.01° are 41 pixels.
    await signIn(page, 'operator', world.accounts.operator.password, `/#11.5/26.38500/117.78500?report=${moving}`)
    const path = page.getByRole('navigation', { name: '落点' })
    await path.getByRole('button', { name: '中街道' }).waitFor()
    await page.locator('[data-loaded=true]').waitFor()
    await mapDrawn(page)
    await page.evaluate("window.opened = 'once'")
    const address = page.url()
    const [own, moved] = await Promise.all([strip(page, 117.82), strip(page, 117.79)])

    world.setNow(`${tomorrow}T00:00:05+08:00`)
    await keepAhead(world.house)
    await path.getByRole('button', { name: '西街道' }).waitFor()
    // The border of the streets is drawn somewhere else, the one that did not move is drawn as it was.
    const drawn = async () => {
      expect(await strip(page, 117.79)).not.toBe(moved)
      expect(await strip(page, 117.82)).toBe(own)
    }
    await vi.waitFor(drawn, { timeout: 60_000, interval: 500 })
    expect(await page.evaluate('window.opened')).toBe('once')
    expect(page.url()).toBe(address)
    expect(watch).toEqual({ foreign: [], failed: [], console: [] })
  })
})

/** The pixels around a meridian in the south of the map: whether a border of streets is drawn there. */
async function strip(on: Page, lon: number): Promise<string> {
  const map = (await on.locator('section.map canvas').boundingBox())!
  const x = map.x + map.width / 2 + (lon - 117.785) * ((512 * 2 ** 11.5) / 360)
  const clip = { x: Math.round(x) - 4, y: Math.round(map.y + map.height / 2) - 8, width: 8, height: 16 }
  return (await on.screenshot({ clip })).toString('base64')
}
