import { readFileSync } from 'node:fs'
import path from 'node:path'
import type { Feature, Polygon } from 'geojson'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { undoChange } from '../../server/territory/change/flow.ts'
import { areasOf } from '../../server/territory/store.ts'
import { writeGeoPackage } from '../server/territory/corpus/otherFormats.ts'
import { seriousFindings } from './axe.ts'
import { mapDrawn, openPage, signIn, type Watched } from './browser.ts'
import { type DemoLayer, demoDraft, demoLayers } from './demoLayers.ts'
import { gbk, shapefileZip } from './shapefileZip.ts'
import { openWorld, type World } from './world.ts'

let world: World
let seat: Watched
let page: Page
let draft: Awaited<ReturnType<typeof demoDraft>>
let layers: DemoLayer[]

beforeAll(async () => {
  world = await openWorld()
  draft = await demoDraft(world.house.db)
  layers = await demoLayers(draft.areas)
  seat = await openPage(world.browser, world.base)
  page = seat.page
  await signIn(page, 'administrator', world.accounts.administrator.password)
  await page.goto(address())
})
afterAll(() => world?.close())

const address = () => `/?layers#?view=territory&panel=layers&edition=${draft.edition}`
const field = (name: string) => page.locator(`[name=${name}]`)
const section = (name: string) => page.getByRole('region', { name, exact: true })
const figure = (name: string) => page.locator(`[data-figure=${name}] dd`)

async function add({ name, authority, file }: DemoLayer, nth: number) {
  await page.getByRole('button', { name: '添加图层' }).click()
  const buffer = Buffer.from(JSON.stringify(file))
  await field('layer-file').setInputFiles({ name: `${name}.geojson`, mimeType: 'application/geo+json', buffer })
  await field('layer-authority').fill(authority)
  await field('layer-system').fill('综合网格平台')
  expect(await field('layer-column-code').inputValue()).toBe('网格编号')
  expect(await field('layer-column-name').inputValue()).toBe('网格名称')
  await page.getByRole('button', { name: '导入图层' }).click()
  await page.locator(`[data-layers="${nth}"]`).waitFor({ timeout: 60_000 })
}

describe('several grids into one, on the screen', () => {
  it('says what to do while there is no layer, and what is wrong with a file', async () => {
    await page.getByText('还没有图层').waitFor()
    expect(await seriousFindings(page)).toEqual([])
    await page.getByRole('button', { name: '添加图层' }).click()
    await field('layer-file').setInputFiles({
      name: '说明.txt',
      mimeType: 'text/plain',
      buffer: Buffer.from('没有边界'),
    })
    await page.getByRole('alert').waitFor()
    seat.watch.failed.length = 0
    seat.watch.console.length = 0
    await page.getByRole('button', { name: '添加图层' }).click()
  })

  it('asks which of several tables is meant, takes a system by its number, and says why a file is refused', async () => {
    const features = layers[0]!.file.features.slice(0, 2) as Feature<Polygon>[]
    const place = path.join(world.house.folder, 'tables.gpkg')
    writeGeoPackage(place, [
      { name: '甲', srs: 4326, areas: features },
      { name: '乙', srs: 4326, areas: features },
    ])
    await page.getByRole('button', { name: '添加图层' }).click()
    await field('layer-file').setInputFiles({
      name: 'tables.gpkg',
      mimeType: 'application/octet-stream',
      buffer: readFileSync(place),
    })
    await field('layer').selectOption('乙')
    await page.locator('form[aria-busy=false]').waitFor()
    expect(await field('layer-column-code').inputValue()).toBe('网格编号')
    await field('layer-authority').fill('甲')
    await field('layer-system').fill('乙')
    await field('crs').selectOption('other')
    await field('epsg').fill('4548')
    await field('epsg').blur()
    await page.getByText('数据不在本区县').waitFor()
    expect(await seriousFindings(page)).toEqual([])
    await page.getByRole('button', { name: '导入图层' }).click()
    await page.getByText(/按坐标系 EPSG:4548.*更可能是 wgs84/).waitFor()
    await page.getByRole('button', { name: '添加图层' }).click()
  })

  it('shows a file on the map and in another encoding before it is imported', async () => {
    await page.getByRole('button', { name: '添加图层' }).click()
    const [first] = layers[0]!.file.features as Feature<Polygon>[]
    const ring = first!.geometry.coordinates[0]!.toReversed() as [number, number][]
    const zip = shapefileZip('grids', ['编号', '名称'], [{ ring, values: ['CG-1', '虬江'] }], { encode: gbk })
    await field('layer-file').setInputFiles({ name: '城管.zip', mimeType: 'application/zip', buffer: zip })
    await page.getByText('图上显示 1 个').waitFor()
    await page.getByText('例如：虬江').waitFor()
    await mapDrawn(page)
    const drawn = () => page.locator('.maplibregl-canvas').screenshot()
    const shown = await drawn()
    await field('encoding').selectOption('big5')
    await page.locator('form[aria-busy=false]').waitFor()
    expect(await page.getByText('例如：虬江').count()).toBe(0)
    await field('encoding').selectOption('gbk')
    await page.getByText('例如：虬江').waitFor()
    expect(await seriousFindings(page)).toEqual([])
    await page.getByRole('button', { name: '添加图层' }).click()
    await mapDrawn(page)
    expect(shown.equals(await drawn())).toBe(false)
  })

  it('takes the grids of four authorities from their files', async () => {
    for (const [n, layer] of layers.entries()) await add(layer, n + 1)
    await page.locator('[data-layer]').nth(3).getByText('社区网格').waitFor()
    await mapDrawn(page)
  })

  it('shows how far they agree, and flies to a conflict', async () => {
    await field('layers-within').selectOption('community')
    await page.getByRole('button', { name: '叠加比较' }).click()
    await section('一致程度').locator('td[data-level]').first().waitFor({ timeout: 60_000 })
    // Urban grids were moved by a metre, police districts by 15 and joined in pairs.
    const share = async (row: number, column: number) =>
      Number.parseFloat(
        (await section('一致程度')
          .locator(`tbody tr:nth-child(${row}) td:nth-child(${column + 1}) strong`)
          .textContent()) ?? '',
      )
    expect(await share(1, 2)).toBeLessThan(await share(4, 3))
    const before = page.url()
    await section('冲突').locator('[data-conflict]').first().click()
    await page.waitForURL((url) => url.href !== before)
    await section('冲突').locator('[data-conflict][aria-current]').waitFor()
    expect(await seriousFindings(page)).toEqual([])
  })

  it('previews the merged micro-grids with where each comes from', async () => {
    await field('layers-band').selectOption('area')
    await field('layers-min').fill('2')
    await field('layers-max').fill('12')
    await page.getByRole('button', { name: '预览合并' }).click()
    await figure('areas').waitFor({ timeout: 60_000 })
    expect(Number(await figure('areas').textContent())).toBeGreaterThan(20)
    await page.locator('[data-merged]').first().click()
    const lineage = page.locator('[data-lineage] .sum')
    await lineage.waitFor()
    expect((await lineage.textContent())?.trim()).toMatch(/^城管网格 城管 \d+ 号网格 [\d.]+%/)
    expect(await seriousFindings(page)).toEqual([])
  })

  it('applies the merge to the draft, and the draft’s undo takes it back', async () => {
    const codes = async () => (await areasOf(world.house.db, draft.edition, 'micro-grid')).map(({ code }) => code)
    const before = await codes()
    const merged = Number(await figure('areas').textContent())
    const version = await page.locator('main').getAttribute('data-version')
    await page.getByRole('button', { name: '应用到草稿' }).click()
    await page.locator(`main:not([data-version="${version}"])[data-version]`).waitFor()
    const after = await areasOf(world.house.db, draft.edition, 'micro-grid')
    expect(after).toHaveLength(merged)
    expect(after.every(({ source }) => 'merge' in source)).toBe(true)
    await undoChange(world.house, { edition: draft.edition, version: Number(version) + 1, account: null })
    expect(await codes()).toEqual(before)
    expect(seat.watch).toEqual({ foreign: [], failed: [], console: [] })
  })

  it('stands on a phone, in the dark and in English', async () => {
    const phone = await openPage(world.browser, world.base, {
      viewport: { width: 390, height: 844 },
      colorScheme: 'dark',
      locale: 'en-GB',
    })
    await signIn(phone.page, 'administrator', world.accounts.administrator.password)
    await phone.page.goto(address())
    await phone.page.locator('[data-layers="4"]').waitFor()
    expect(await seriousFindings(phone.page)).toEqual([])
    const overflow = await phone.page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
    expect(overflow).toBeLessThanOrEqual(0)
    await phone.page.context().close()
  })
})
