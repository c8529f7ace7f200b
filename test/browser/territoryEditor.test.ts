import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { ringsOf } from '../../geo/edit/rings.ts'
import type { LonLat } from '../../geo/types.ts'
import { addAccount } from '../../server/access/accounts.ts'
import { type AreaRow, areasOf } from '../../server/territory/store.ts'
import { Client } from '../client.ts'
import { CENTRE, microGridAt, middleOf } from '../smallDistrict.ts'
import { seriousFindings } from './axe.ts'
import { mapDrawn, openPage, signIn, type Watched } from './browser.ts'
import { openWorld, type World } from './world.ts'

const ZOOM = 12.8
const CENTER: LonLat = [117.79, 26.4]

let world: World
let admin: Client
let password: string
let draft: number
let seat: Watched
let page: Page

const address = (edition: number) =>
  `/#${ZOOM}/${CENTER[1].toFixed(5)}/${CENTER[0].toFixed(5)}?view=territory&panel=editor&edition=${edition}`

/** Where a place is on the screen. */
async function spot(on: Page, [lon, lat]: LonLat): Promise<{ x: number; y: number }> {
  const box = (await on.locator('.map canvas').first().boundingBox())!
  const scale = (512 * 2 ** ZOOM) / 360
  const north = (degrees: number) => (Math.log(Math.tan(Math.PI / 4 + (degrees * Math.PI) / 360)) * 180) / Math.PI
  return {
    x: box.x + box.width / 2 + (lon - CENTER[0]) * scale,
    y: box.y + box.height / 2 - (north(lat) - north(CENTER[1])) * scale,
  }
}

async function click(on: Page, at: LonLat, shift = false) {
  const { x, y } = await spot(on, at)
  await on.mouse.move(x, y)
  if (shift) await on.keyboard.down('Shift')
  await on.mouse.click(x, y)
  if (shift) await on.keyboard.up('Shift')
}

async function drag(on: Page, from: LonLat, to: LonLat) {
  const [start, end] = [await spot(on, from), await spot(on, to)]
  await on.mouse.move(start.x, start.y)
  await on.mouse.down()
  await on.mouse.move((start.x + end.x) / 2, (start.y + end.y) / 2, { steps: 4 })
  await on.mouse.move(end.x, end.y, { steps: 4 })
  await on.mouse.up()
}

const opened = async (on: Page) => {
  await mapDrawn(on)
  await on.locator('[data-editor]').waitFor()
  await on.locator('[data-loaded=true]').waitFor()
}
const saved = (on: Page) => on.locator('[data-waiting="0"] [data-save=saved]').waitFor()
const chosen = (on: Page, codes: readonly string[]) => on.locator(`[data-chosen="${codes.join(' ')}"]`).waitFor()
const stored = () => areasOf(world.house.db, draft)
const micros = (areas: readonly AreaRow[]) => areas.filter(({ level }) => level === 'micro-grid')
const verticesOf = ({ geometry }: AreaRow) => ringsOf(geometry).flat().map(String)
/** Everything of a draft, bit for bit. */
const bits = (areas: readonly AreaRow[]) => JSON.stringify(areas)
/** Waits until the database has what the screen shows. */
const eventually = (check: () => Promise<void>) => vi.waitFor(check, { timeout: 60_000, interval: 200 })

async function newDraft(): Promise<number> {
  const { status, body } = await admin.post<{ id: number }>('/api/territory/editions', {
    name: '草稿',
    copyOf: world.district.edition,
  })
  if (status !== 201) throw new Error(`A copy answered ${status}: ${JSON.stringify(body)}`)
  return body.id
}

async function openEditor(edition: number): Promise<Watched> {
  const watched = await openPage(world.browser, world.base)
  await signIn(watched.page, 'admin', password, address(edition))
  await opened(watched.page)
  return watched
}

beforeAll(async () => {
  world = await openWorld()
  const account = await addAccount(world.house, { login: 'admin', name: '周管理', role: 'administrator', unit: CENTRE })
  password = account.password
  admin = new Client(world.base)
  await admin.signIn('admin', password)
  draft = await newDraft()
  seat = await openEditor(draft)
  page = seat.page
})
afterAll(() => world?.close())

describe('the boundary editor', () => {
  it('chooses an area by a click and tells its size; axe finds nothing serious', async () => {
    await click(page, middleOf(0, 0))
    await chosen(page, [microGridAt(0, 0)])
    await page.locator('[data-chosen-area]', { hasText: '公顷' }).waitFor()
    expect(await seriousFindings(page)).toEqual([])
  })

  it('splits it along a line drawn across, by keys and mouse', async () => {
    await page.keyboard.press('s')
    await click(page, [117.758, 26.3855])
    await click(page, [117.773, 26.3845])
    await page.locator('[data-will]', { hasText: '2 块' }).waitFor()
    await page.keyboard.press('Enter')
    await eventually(async () => expect(micros(await stored())).toHaveLength(25))
    await saved(page)
    const pieces = micros(await stored()).filter(
      ({ source, code }) => source.from === microGridAt(0, 0) || code === microGridAt(0, 0),
    )
    expect(pieces).toHaveLength(2)
    const shared = verticesOf(pieces[0]!).filter((at) => verticesOf(pieces[1]!).includes(at))
    expect(new Set(shared).size).toBe(2)
  })

  it('says at the place why a line does not cut', async () => {
    await click(page, [117.772, 26.395])
    await click(page, [117.776, 26.395])
    await page.keyboard.press('Enter')
    await page.locator('[data-reason=line-does-not-cut]').first().waitFor()
    await page.keyboard.press('Escape')
    expect(await page.locator('[data-reason]').count()).toBe(0)
  })

  it('merges the pieces again', async () => {
    const other = micros(await stored()).find(({ source }) => source.from === microGridAt(0, 0))!
    await page.keyboard.press('m')
    await chosen(page, [microGridAt(0, 0)])
    await click(page, other.label)
    await page.locator('[data-will]', { hasText: '并入' }).waitFor()
    await page.keyboard.press('Enter')
    await eventually(async () => expect(micros(await stored())).toHaveLength(24))
    await saved(page)
  })

  it('moves a shared vertex in every area of every level, the same bits in all', async () => {
    const before = await stored()
    const from: LonLat = [117.78, 26.4]
    await page.keyboard.press('b')
    await drag(page, from, [117.7825, 26.4025])
    await eventually(async () => expect(bits(await stored())).not.toBe(bits(before)))
    await saved(page)
    const after = await stored()
    expect(after.some((area) => verticesOf(area).includes(String(from)))).toBe(false)
    const was = new Set(before.flatMap(verticesOf))
    const fresh = new Map<string, string[]>()
    for (const area of after) {
      for (const at of new Set(verticesOf(area)))
        if (!was.has(at)) fresh.set(at, [...(fresh.get(at) ?? []), area.level])
    }
    expect(fresh.size).toBe(1)
    const [levels] = fresh.values()
    expect(levels).toHaveLength(14)
    expect(new Set(levels)).toEqual(new Set(['street', 'community', 'grid', 'micro-grid']))

    await page.keyboard.press('Control+z')
    await eventually(async () => expect(bits(await stored())).toBe(bits(before)))
    await page.keyboard.press('Control+y')
    await eventually(async () => expect(bits(await stored())).toBe(bits(after)))
    await saved(page)
  })

  it('refuses to let borders cross, and shows where', async () => {
    const before = bits(await stored())
    await drag(page, [117.79, 26.41], [117.806, 26.41])
    await page.locator('[data-reason=crosses]').first().waitFor()
    expect(bits(await stored())).toBe(before)
    await page.keyboard.press('Escape')
  })

  it('renames through the form', async () => {
    await page.keyboard.press('v')
    await click(page, middleOf(5, 3))
    await chosen(page, [microGridAt(5, 3)])
    await page.locator('[name=area-name]').fill('滨河微网格')
    await page.locator('[data-act=attributes]').click()
    await eventually(async () =>
      expect((await stored()).find(({ code }) => code === microGridAt(5, 3))!.name).toBe('滨河微网格'),
    )
    await saved(page)
  })

  it('is as it was after the page is loaded anew', async () => {
    const version = await page.locator('main').getAttribute('data-version')
    await page.reload()
    await opened(page)
    await page.locator(`main[data-version="${version}"]`).waitFor()
    await click(page, middleOf(5, 3))
    expect(await page.locator('[name=area-name]').inputValue()).toBe('滨河微网格')
  })

  it('asked nobody else, failed nowhere and kept the console clean', () => {
    expect(seat.watch).toEqual({ foreign: [], failed: [], console: [] })
  })
})

describe('without a connection', () => {
  it('keeps every action, even over a reload, and saves it when the connection is back', async () => {
    const before = await stored()
    await page.route('**/changes', (route) => (route.request().method() === 'POST' ? route.abort() : route.continue()))
    await page.keyboard.press('b')
    await drag(page, [117.8, 26.39], [117.802, 26.392])
    await page.locator('[data-waiting="1"] [data-save=unsaved]').waitFor()
    expect(bits(await stored())).toBe(bits(before))
    await page.reload()
    await opened(page)
    await page.locator('[data-waiting="1"] [data-save=unsaved]').waitFor()
    await page.unroute('**/changes')
    await eventually(async () => expect(bits(await stored())).not.toBe(bits(before)))
    await saved(page)
  })

  it('applies an action once where only its answer was lost', async () => {
    const before = await stored()
    let lost = 0
    await page.route('**/changes', async (route) => {
      if (route.request().method() !== 'POST' || lost > 0) return route.continue()
      lost++
      await route.fetch()
      return route.abort()
    })
    await page.keyboard.press('b')
    await drag(page, [117.8, 26.41], [117.803, 26.412])
    await eventually(async () => expect(bits(await stored())).not.toBe(bits(before)))
    await saved(page)
    expect(lost).toBe(1)
    await page.unroute('**/changes')
    const { body } = await admin.get<{ changes: unknown[]; version: number }>(
      `/api/territory/editions/${draft}/changes`,
    )
    expect(await page.locator('main').getAttribute('data-version')).toBe(String(body.version))
  })
})

describe('two administrators at once', () => {
  /** Behind the page's back. */
  async function rename(code: string, name: string) {
    const { label, areaM2, ...area } = (await stored()).find((one) => one.code === code)!
    const { body } = await admin.get<{ version: number }>(`/api/territory/editions/${draft}/changes`)
    const words = { zh: `更名 ${name}`, en: `renamed ${name}` }
    const answer = await admin.post(`/api/territory/editions/${draft}/changes`, {
      version: body.version,
      words,
      put: [{ ...area, name }],
    })
    expect([answer.status, label.length, areaM2 > 0]).toEqual([201, 2, true])
  }

  it('both win where they changed different areas', async () => {
    await rename(microGridAt(5, 0), '别人的')
    await page.keyboard.press('v')
    await click(page, middleOf(3, 3))
    await chosen(page, [microGridAt(3, 3)])
    await page.locator('[name=area-name]').fill('我的')
    await page.locator('[data-act=attributes]').click()
    await eventually(async () => {
      const names = (await stored()).map(({ name }) => name)
      expect(names).toContain('我的')
      expect(names).toContain('别人的')
    })
    await saved(page)
  })

  it('the later one hears who was first, and what', async () => {
    await click(page, middleOf(3, 2))
    await chosen(page, [microGridAt(3, 2)])
    await rename(microGridAt(3, 2), '先到')
    await page.locator('[name=area-name]').fill('后到')
    await page.locator('[data-act=attributes]').click()
    await page.locator('[data-conflict]', { hasText: '周管理' }).waitFor()
    expect(await page.locator('[data-conflict]').textContent()).toContain('更名 先到')
    await page.locator('[data-conflict] button').click()
    await saved(page)
    expect((await stored()).find(({ code }) => code === microGridAt(3, 2))!.name).toBe('先到')
  })
})

describe('what is published', () => {
  it('is only looked at, and copied into a draft to be changed', async () => {
    const other = await openEditor(world.district.edition)
    await other.page.locator('[data-read-only=published]', { hasText: '已发布' }).waitFor()
    expect(await other.page.getByRole('toolbar').count()).toBe(0)
    const before = bits(await areasOf(world.house.db, world.district.edition))
    await other.page.keyboard.press('b')
    await drag(other.page, [117.78, 26.4], [117.7825, 26.4025])
    await other.page.locator('[data-act=copy]').click()
    await other.page.getByRole('toolbar').waitFor()
    await other.page.getByText('小区县 2023-01-01 副本').first().waitFor()
    expect(bits(await areasOf(world.house.db, world.district.edition))).toBe(before)
    expect(other.watch).toEqual({ foreign: [], failed: [], console: [] })
    await other.page.context().close()
  })
})
