import type { Polygon } from 'geojson'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { areaM2, interiorPoint } from '../../geo/interior.ts'
import type { Area } from '../../geo/types.ts'
import { areasOf, createEdition, insertAreas } from '../../server/territory/store.ts'
import { microGridAt, smallAreas } from '../smallDistrict.ts'
import { seriousFindings } from './axe.ts'
import { mapDrawn, openPage, signIn, type Watched } from './browser.ts'
import { openWorld, type World } from './world.ts'

let world: World
let seat: Watched
let page: Page
let edition = 0

const [GAPPED, WIDE, NEIGHBOUR, STRAY] = [microGridAt(0, 0), microGridAt(3, 3), microGridAt(4, 3), microGridAt(5, 0)]

/** The rectangle with its eastern side moved. */
function eastMoved(area: Area, by: number): Polygon {
  const [ring] = (area.geometry as Polygon).coordinates
  const east = Math.max(...ring!.map(([lon]) => lon!))
  const moved = ring!.map(([lon, lat]) => [lon === east ? Number((lon + by).toFixed(6)) : lon!, lat!])
  return { type: 'Polygon', coordinates: [moved] }
}

/** One micro-grid too narrow, one too wide, one under a grid it does not lie in. */
const broken = (): Area[] =>
  smallAreas().map((area) => {
    if (area.code === GAPPED) return { ...area, geometry: eastMoved(area, -0.002) }
    if (area.code === WIDE) return { ...area, geometry: eastMoved(area, 0.001) }
    if (area.code === STRAY) return { ...area, parent: microGridAt(4, 0).slice(0, -2) }
    return area
  })

beforeAll(async () => {
  world = await openWorld()
  edition = await world.house.db.transaction(async (tx) => {
    const id = await createEdition(tx, '待修复草稿')
    const rows = broken().map((area) => ({
      ...area,
      label: interiorPoint(area.geometry)!,
      areaM2: areaM2(area.geometry),
      source: {},
    }))
    await insertAreas(tx, id, rows)
    return id
  })
  seat = await openPage(world.browser, world.base)
  page = seat.page
  const { login, password } = world.accounts.administrator
  await signIn(page, login, password, `/#?view=territory&panel=check&edition=${edition}`)
})
afterAll(() => world?.close())

const errors = (n: number) =>
  page.locator(`.check[data-errors="${n}"]:not(:has(progress))`).waitFor({ timeout: 90_000 })
const button = (name: string) => page.locator('.check').getByRole('button', { name, exact: true })

describe('the repair of a draft on the screen', () => {
  it('finds the gap, the overlap and the wrong parent', async () => {
    await page.getByText('草稿尚未检查').waitFor({ timeout: 60_000 })
    await mapDrawn(page)
    await button('检查').click()
    await page.locator('.check[data-checked=true]').waitFor({ timeout: 90_000 })
    const kinds = await page.locator('.fault').evaluateAll((all) => all.map((one) => one.getAttribute('data-kind')))
    expect([...new Set(kinds)].sort()).toEqual(['code', 'gap', 'outside-parent', 'overlap'])
    expect(await seriousFindings(page)).toEqual([])
  })

  it('marks every fault on the map, where a click opens it', async () => {
    const overlap = page.locator('.fault[data-kind=overlap]').first()
    await overlap.click()
    await mapDrawn(page)
    // Out of the list and in again: it is open no longer, and the map still stands over it.
    const kinds = page.getByRole('group', { name: '种类' })
    await kinds.getByRole('button', { name: /缝隙/ }).click()
    await overlap.waitFor({ state: 'detached' })
    await kinds.getByRole('button', { name: /全部/ }).click()
    await overlap.waitFor()
    expect(await page.locator('.fault[aria-pressed=true]').count()).toBe(0)
    await mapDrawn(page)
    await page.locator('.maplibregl-canvas').click()
    // The common ground is also what lies outside the parent: the next click there opens the other, and so do keys.
    const here = page.getByRole('group', { name: '此处有 2 处问题' })
    const opened = () => page.locator('.fault[aria-pressed=true]').getAttribute('data-kind')
    const first = await opened()
    await mapDrawn(page)
    await page.locator('.maplibregl-canvas').click()
    await expect.poll(opened).not.toBe(first)
    expect([first, await opened()].sort()).toEqual(['outside-parent', 'overlap'])
    expect(await seriousFindings(page)).toEqual([])
    await here.locator('[aria-pressed=false]').focus()
    await page.keyboard.press('Enter')
    await expect.poll(opened).toBe(first)
  })

  it('mends the overlap by mouse: chosen, previewed before and after, accepted, taken back and done again', async () => {
    const before = await page.locator('.fault').count()
    await page.locator('.fault[data-kind=overlap]').first().click()
    await page.getByRole('radio', { name: new RegExp(NEIGHBOUR) }).click()
    await button('预览').click()
    await page.locator('[data-preview]').waitFor({ timeout: 60_000 })
    await mapDrawn(page)
    expect(await seriousFindings(page)).toEqual([])
    await button('采用').click()
    await page.locator('.fault[data-kind=overlap]').waitFor({ state: 'detached', timeout: 90_000 })
    expect(await page.locator('.fault').count()).toBeLessThan(before)
    await button('撤销').click()
    await page.getByText('草稿尚未检查').waitFor({ timeout: 60_000 })
    const wide = (await areasOf(world.house.db, edition)).find(({ code }) => code === WIDE)!
    expect(wide.geometry).toEqual(broken().find(({ code }) => code === WIDE)!.geometry)
    await button('重做').click()
    await button('检查').click()
    await page.locator('.check[data-checked=true]').waitFor({ timeout: 90_000 })
    expect(await page.locator('.fault[data-kind=overlap]').count()).toBe(0)
  })

  it('gives the stray its parent by keys, and mends the rest by rule', async () => {
    const stray = page.locator('.fault[data-kind=outside-parent]').first()
    const fault = await stray.getAttribute('data-fault')
    await stray.focus()
    await page.keyboard.press('Enter')
    await page
      .getByRole('radio', { name: /改属上级/ })
      .first()
      .focus()
    await page.keyboard.press('Space')
    await button('采用').first().focus()
    await page.keyboard.press('Enter')
    await page.locator(`[data-fault="${fault}"]`).waitFor({ state: 'detached', timeout: 90_000 })
    await page.getByText('按规则修复').first().click()
    await page.locator('[name=gapsM2]').fill('1000000')
    await page.locator('[name=snapM]').fill('0')
    await page.locator('details').getByRole('button', { name: '预览' }).click()
    await page.locator('details [data-preview]').waitFor({ timeout: 90_000 })
    await button('按规则修复').click()
    await errors(0)
    await page.getByText('没有问题，可以批准。').waitFor()
    await page.getByText('各级相邻边界逐点吻合').waitFor()
    expect(await seriousFindings(page)).toEqual([])
    expect(seat.watch).toEqual({ foreign: [], failed: [], console: [] })
  })
})
