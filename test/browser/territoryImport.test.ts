import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sql } from '../../server/db.ts'
import { seriousFindings } from './axe.ts'
import { mapDrawn, openPage, signIn, type Watched } from './browser.ts'
import { gbk, type Shape, shapefileZip } from './shapefileZip.ts'
import { openWorld, type World } from './world.ts'

let world: World
let seat: Watched
let page: Page

beforeAll(async () => {
  world = await openWorld()
  seat = await openPage(world.browser, world.base)
  page = seat.page
  const { login, password } = world.accounts.administrator
  await signIn(page, login, password, '/#?view=territory&panel=import')
})
afterAll(() => world?.close())

const PRJ =
  'GEOGCS["GCS_China_Geodetic_Coordinate_System_2000",DATUM["D_China_2000",SPHEROID["CGCS2000",6378137.0,298.257222101]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]]'

/** The three streets of the small district, clockwise as shapefiles have them. */
const STREETS = ['虬江街道', '凤岗街道', '高砂镇'].map((name, n): Shape => {
  const [west, east] = [117.76 + n * 0.02, 117.78 + n * 0.02].map((lon) => Number(lon.toFixed(6))) as [number, number]
  const ring = [
    [west, 26.38],
    [west, 26.42],
    [east, 26.42],
    [east, 26.38],
    [west, 26.38],
  ] as const
  return { ring, values: [`35049900${n + 1}`, name] }
})
const swapped = STREETS.map(({ ring, values }) => ({
  values,
  ring: ring.map(([x, y]) => [y, x] as const).toReversed(),
}))

const panel = () => page.locator('section.import')
async function drop(name: string, bytes: Buffer) {
  await panel().locator('input[type=file]').setInputFiles({ name, mimeType: 'application/zip', buffer: bytes })
  await panel().locator('form').waitFor()
}
const areasOfDraft = (edition: number) =>
  world.house.db.rows<{ code: string; name: string }>(
    sql`select code, name from area where edition_id = ${edition} and level = 'street' order by code`,
  )
const select = (name: string) => panel().locator(`select[name=${name}]`)

describe('the import of a boundary file on the screen', () => {
  it('takes a zipped shapefile from the drop to the check', async () => {
    await panel().getByText('把边界文件拖到这里').waitFor()
    expect(await seriousFindings(page)).toEqual([])
    const file = shapefileZip('streets', ['XZQDM', 'XZQMC'], STREETS, {
      encode: (text) => Buffer.from(text),
      more: { prj: PRJ, cpg: 'UTF-8' },
    })
    await drop('镇街2026.zip', file)
    expect([await select('code').inputValue(), await select('name').inputValue()]).toEqual(['XZQDM', 'XZQMC'])
    expect(await select('level').inputValue()).toBe('street')
    await panel().getByRole('cell', { name: '虬江街道' }).waitFor()
    await panel().getByText('100% 的抽样点在本区县范围内').waitFor()
    await mapDrawn(page)
    expect(await seriousFindings(page)).toEqual([])

    // Without the level above it is refused, said why, and tried again without another upload.
    await select('edition').selectOption('new')
    await panel().getByRole('button', { name: '开始导入' }).click()
    await panel().getByText('文件未通过，没有导入任何区域').waitFor()
    await panel().getByText('该版本还没有').waitFor()
    expect(await seriousFindings(page)).toEqual([])
    await panel().getByRole('button', { name: '返回修改设置' }).click()
    await panel().getByLabel('同时合成上一级').check()
    await panel().getByRole('button', { name: '开始导入' }).click()
    await panel().getByText('已导入 镇街2026.zip').waitFor()
    await panel().getByText('1 个区、3 个镇街').waitFor()
    const { edition } = (await latest())!
    expect((await areasOfDraft(edition)).map(({ name }) => name)).toEqual(['虬江街道', '凤岗街道', '高砂镇'])
    await panel().getByRole('button', { name: '去检查边界' }).click()
    await page.waitForURL(/panel=check/)
    expect(page.url()).toContain(`edition=${edition}`)
  })

  it('reads GBK without being told, and offers the system that fits with one click', async () => {
    await page.goto(`${world.base}/#?view=territory&panel=import`)
    const file = shapefileZip('streets', ['编码', '名称'], swapped, { encode: gbk })
    await drop('乡镇.zip', file)
    await panel().getByRole('cell', { name: '高砂镇' }).waitFor()
    const offered = panel().getByLabel('坐标先纬度后经度')
    // The file declares nothing: what fits is chosen already; the wrong one says so and offers the right one again.
    expect(await offered.isChecked()).toBe(true)
    await offered.uncheck()
    await panel().getByText('数据不在本区县').waitFor()
    await panel()
      .getByRole('button', { name: /改用 WGS84.*交换/ })
      .click()
    await panel().getByText('100% 的抽样点在本区县范围内').waitFor()
    expect(await offered.isChecked()).toBe(true)
    await select('edition').selectOption('new')
    await select('code').selectOption('名称')
    await panel().getByLabel('同时合成上一级').check()
    await panel().getByRole('button', { name: '开始导入' }).click()
    await panel().getByText('已导入 乡镇.zip').waitFor()
    const { edition } = (await latest())!
    expect((await areasOfDraft(edition)).map(({ code }) => code).sort()).toEqual(
      ['凤岗街道', '虬江街道', '高砂镇'].sort(),
    )
  })

  it('shows what codes and names become, by padding, templates and several columns', async () => {
    await page.goto(`${world.base}/#?view=territory&panel=import`)
    const rows = STREETS.map(({ ring, values }, n) => ({ ring, values: [`00${values[0]}`, values[1]!, `${n}`] }))
    await drop('补零.zip', shapefileZip('streets', ['code', 'name', 'half'], rows, { encode: gbk, more: { prj: PRJ } }))
    const first = panel().getByRole('table', { name: '导入后将是' }).locator('tbody tr').first()
    await expect.poll(() => first.textContent()).toMatch(/00350499001\s*虬江街道/)
    await panel().getByText('更多选项').click()
    await panel().getByLabel('去掉开头的零').check()
    await panel().getByLabel('左侧补零到（位）').fill('12')
    await panel().locator('[name=nameTemplate]').fill('第 ')
    await panel().getByLabel('把字段插入“名称模板').selectOption('half')
    await expect.poll(() => first.textContent()).toMatch(/000350499001\s*第 0/)
    // Two columns make the code of what is built above them.
    await select('level').selectOption('grid')
    await panel().getByLabel('同时合成上一级').check()
    await select('by').selectOption('name')
    await panel().getByRole('button', { name: '再加一个字段' }).click()
    await select('by2').selectOption('half')
    await panel().locator('[name=join]').fill('/')
    await expect.poll(() => first.textContent()).toContain('虬江街道/0')
    expect(await seriousFindings(page)).toEqual([])
    await panel().getByRole('button', { name: '去掉第 2 个字段' }).click()
    await select('level').selectOption('street')
    await select('edition').selectOption('new')
    await panel().getByRole('button', { name: '开始导入' }).click()
    await panel().getByText('已导入 补零.zip').waitFor()
    const areas = await areasOfDraft((await latest())!.edition)
    expect(areas[0]).toEqual({ code: '000350499001', name: '第 0' })
  })

  it('lists problems beside the map, on a phone and in English too', async () => {
    await page.setViewportSize({ width: 390, height: 844 })
    // A page anew: the one before may still be writing where it looked into the address.
    await page.goto('about:blank')
    await page.goto(`${world.base}/#?view=territory&panel=import&lang=en`)
    const twice = STREETS.map(({ ring, values }, n) => ({ ring, values: [n === 0 ? values[0]! : 'same', values[1]!] }))
    await drop('twice.zip', shapefileZip('streets', ['code', 'name'], twice, { encode: gbk, more: { prj: PRJ } }))
    await select('code').selectOption('code')
    await panel().getByText('with repeats').waitFor()
    await panel().getByLabel('Also build the level above').check()
    await select('edition').selectOption('new')
    await panel().getByRole('button', { name: 'Import', exact: true }).click()
    await panel().getByText('Problems: 1').waitFor()
    const problem = panel().getByRole('button', { name: /Feature 2 / })
    await problem.click()
    expect(await problem.getAttribute('aria-current')).toBe('true')
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true)
    expect(await seriousFindings(page)).toEqual([])
    expect(seat.watch).toEqual({ foreign: [], failed: [], console: [] })
  })
})

const latest = () =>
  world.house.db.row<{ edition: number }>(
    sql`select edition_id as edition from territory_import where state = 'done' order by id desc limit 1`,
  )
