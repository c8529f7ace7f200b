import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Area } from '../../geo/types.ts'
import { publishAreas, smallAreas } from '../smallDistrict.ts'
import { seriousFindings } from './axe.ts'
import { mapDrawn, openPage, signIn, type Watched } from './browser.ts'
import { openWorld, type World } from './world.ts'

const WEST = 117.76
const SOUTH = 26.38
const PARTS = 16

/** The small district with every micro-grid cut into 16 × 16: more areas than a page should be given as GeoJSON. */
function manyAreas(): Area[] {
  return smallAreas().flatMap((area): Area[] => {
    if (area.level !== 'micro-grid' || area.geometry.type !== 'Polygon') return [area]
    const [west, south] = area.geometry.coordinates[0]![0] as [number, number]
    const step = 0.01 / PARTS
    return Array.from({ length: PARTS * PARTS }, (_, n) => {
      const [w, s] = [west + (n % PARTS) * step, south + Math.floor(n / PARTS) * step]
      const [e, nn] = [w + step, s + step]
      const ring = [
        [w, s],
        [e, s],
        [e, nn],
        [w, nn],
        [w, s],
      ]
      const number = String(n + 1).padStart(3, '0')
      const geometry = { type: 'Polygon' as const, coordinates: [ring] }
      return { ...area, code: `${area.code}${number}`, name: `微网格${number}`, geometry }
    })
  })
}

let world: World
let seat: Watched
let page: Page
let large: number
const asked: string[] = []

beforeAll(async () => {
  world = await openWorld()
  large = await world.house.db.transaction((tx) => publishAreas(tx, manyAreas(), '2023-02-01'))
  seat = await openPage(world.browser, world.base)
  page = seat.page
  page.on('request', (request) => void asked.push(new URL(request.url()).pathname + new URL(request.url()).search))
  await signIn(page, 'operator', world.accounts.operator.password, `/#15.5/${SOUTH + 0.02}/${WEST + 0.03}`)
})
afterAll(() => world?.close())

describe('an edition of 5,000 areas and more', () => {
  it('is drawn from vector tiles, no level of it ever sent whole', async () => {
    await page.locator('[data-loaded=true]').waitFor()
    await mapDrawn(page)
    await expect
      .poll(() => asked.filter((path) => path.includes('/tiles/15/')).length, { timeout: 30_000 })
      .toBeGreaterThan(0)
    expect(asked.filter((path) => /areas\?level=|territory\/zones/.test(path))).toEqual([])
    expect(asked.filter((path) => path.endsWith('/outlines'))).toHaveLength(1)
    expect(asked.find((path) => path.includes('/tiles/15/'))).toMatch(/zones=in-force$/)
    expect(asked.filter((path) => path.endsWith('/characters'))).toHaveLength(1)
  })

  it('tells about the area under a click, its neighbours and what it is part of', async () => {
    await page.getByRole('button', { name: '查看区域' }).click()
    const card = page.locator('aside.card')
    await card.getByText('在地图上点选一处').waitFor()
    const map = (await page.locator('section.map canvas').boundingBox())!
    await page.mouse.click(map.x + map.width / 2 + 9, map.y + map.height / 2 - 9)
    await page.locator('aside.card[data-area]').waitFor()
    const code = (await card.getAttribute('data-area'))!
    expect(code).toHaveLength(manyAreas().find(({ level }) => level === 'micro-grid')!.code.length)
    await card.getByText('共同边界').first().waitFor()
    const above = await card.locator('.path code').allTextContents()
    expect(above).toHaveLength(4)
    expect(above.every((one, n) => code.startsWith(one) && (n === 0 || one.startsWith(above[n - 1]!)))).toBe(true)
    expect(await seriousFindings(page)).toEqual([])
    await card.locator('.path button').nth(1).click()
    await card.getByText('个微网格').waitFor()
    await card.getByRole('button', { name: '关闭区域信息' }).click()
    await card.waitFor({ state: 'detached' })
    expect(seat.watch).toEqual({ foreign: [], failed: [], console: [] })
  })

  it('is opened by its address in the administrator’s territory without being sent whole', async () => {
    const other = await openPage(world.browser, world.base)
    const wanted: string[] = []
    other.page.on('request', (request) => void wanted.push(request.url()))
    const { login, password } = world.accounts.administrator
    const address = `/#15.5/${SOUTH + 0.02}/${WEST + 0.03}?view=territory&panel=check&edition=${large}`
    await signIn(other.page, login, password, address)
    await other.page.locator(`main[data-edition="${large}"][data-version]`).waitFor()
    await mapDrawn(other.page)
    expect(wanted.filter((url) => /areas\?level=/.test(url))).toEqual([])
    expect(wanted.filter((url) => url.endsWith('/outlines')).length).toBeGreaterThan(0)
    expect(other.watch).toEqual({ foreign: [], failed: [], console: [] })
  })
})
