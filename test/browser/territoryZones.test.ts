import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { LABELS_A_PAGE, labelSheet } from '../../server/territory/codes/labels.ts'
import { areasOf, createEdition, insertAreas } from '../../server/territory/store.ts'
import { microGridAt, middleOf, STREETS } from '../smallDistrict.ts'
import { seriousFindings } from './axe.ts'
import { mapDrawn, openPage, signIn, type Watched } from './browser.ts'
import { openWorld, type World } from './world.ts'

let world: World
let seat: Watched
let page: Page
let draft: number

beforeAll(async () => {
  world = await openWorld()
  const rows = await areasOf(world.house.db, world.district.edition)
  draft = await world.house.db.transaction(async (tx) => {
    const id = await createEdition(tx, '编码草稿')
    await insertAreas(
      tx,
      id,
      rows.filter(({ code }) => code !== microGridAt(0, 0)),
    )
    return id
  })
  seat = await openPage(world.browser, world.base)
  page = seat.page
  const { login, password } = world.accounts.administrator
  await signIn(page, login, password, `/#?view=territory&panel=zones&edition=${world.district.edition}`)
})
afterAll(() => world?.close())

const clean = () => expect(seat.watch).toEqual({ foreign: [], failed: [], console: [] })

describe('the panel of zones', () => {
  it('shows the zones of today with chief and seat, and of another day', async () => {
    const today = page.getByRole('region', { name: '片区及其沿革' })
    await today.getByText('第一片区').waitFor()
    await today.getByText('林片长').waitFor()
    await today.getByLabel('日期', { exact: true }).fill('2020-01-01')
    await today.getByText('这一天没有片区').waitFor()
    await today.getByRole('button', { name: '2023-01-01' }).click()
    await today.getByText('第二片区').waitFor()
  })

  it('locks a street that is clicked on the map', async () => {
    await mapDrawn(page)
    await clickOnMap(2, 2)
    await page.getByRole('button', { name: '中街道 → 第一片区' }).click()
    expect(await page.getByRole('button', { name: '中街道 → 第一片区' }).count()).toBe(0)
  })

  it('proposes different divisions side by side, each with a map, figures and reasons', async () => {
    await page.getByLabel('面积', { exact: true }).check()
    await page.getByLabel('执法人员', { exact: true }).uncheck()
    await page.getByLabel('其他方案的偏差可多出').fill('200')
    await page.getByRole('button', { name: '提出方案' }).click()
    const cards = page.locator('article[data-kind]')
    await cards.first().waitFor()
    expect(await cards.count()).toBeGreaterThanOrEqual(2)
    for (const card of await cards.all()) {
      expect(await card.locator('svg path').count()).toBeGreaterThanOrEqual(3)
      expect(await card.locator('dd').first().textContent()).toMatch(/^\d+%$/)
      const figures = page.locator(`[data-figures=${await card.getAttribute('data-kind')}]`)
      expect(await figures.locator('tbody tr').count()).toBe(2)
      expect(await figures.locator('li').first().textContent()).toContain('已证明')
    }
    expect(await seriousFindings(page)).toEqual([])
    clean()
  })

  it('moves a street between zones with live figures, and declares the set from a day with its chiefs', async () => {
    await page.getByRole('button', { name: '现行片区' }).click()
    const form = page.locator('form').filter({ hasText: '调整并公布' })
    const score = form.getByRole('status')
    expect(await score.textContent()).toContain('调整 0 个街道')
    await form.getByRole('button', { name: '移入 第二片区' }).click()
    await mapDrawn(page)
    await clickOnMap(2, 2)
    await score.getByText('调整 1 个街道').waitFor()
    await form.getByLabel('中街道 · 片区').selectOption({ label: '第一片区' })
    await score.getByText('调整 0 个街道').waitFor()
    await form.getByLabel('中街道 · 片区').selectOption({ label: '第二片区' })
    await score.getByText('调整 1 个街道').waitFor()
    await form.getByLabel('片长').nth(1).selectOption({ label: '陈队员 · 中街道综合执法队' })
    await form.getByLabel('自此日起').fill('2030-01-01')
    await form.getByRole('button', { name: '公布 2 个片区' }).click()
    await page.getByText('新设或变更 2 个').waitFor()
    const today = page.getByRole('region', { name: '片区及其沿革' })
    await today.getByText('中街道、东街道').waitFor()
    await today.getByText('陈队员').waitFor()
    clean()
  })

  it('says why a set cannot begin, and keeps what was written', async () => {
    await page.getByRole('button', { name: '现行片区' }).click()
    const form = page.locator('form').filter({ hasText: '调整并公布' })
    await form.getByLabel('自此日起').fill('2030-01-01')
    await form.getByRole('button', { name: '公布 2 个片区' }).click()
    await form.getByRole('alert').getByText('晚于 2030-01-01 的日期').first().waitFor()
    expect(await form.getByLabel('自此日起').inputValue()).toBe('2030-01-01')
    expect(seat.watch.failed.splice(0)).toEqual([expect.stringContaining('422 POST')])
    expect(seat.watch.console.splice(0)).toEqual([expect.stringContaining('422')])
  })

  it('says why it cannot be divided', async () => {
    await page.getByLabel('每片区最少街道').fill('3')
    await page.getByRole('button', { name: '提出方案' }).click()
    await page.getByRole('alert').getByText('分不成').waitFor()
    clean()
  })

  it('works on a phone, in English and in the dark', async () => {
    await page.emulateMedia({ colorScheme: 'dark' })
    await page.setViewportSize({ width: 390, height: 844 })
    await page.goto(`/?p#?view=territory&panel=zones&edition=${world.district.edition}&lang=en`)
    await page.getByRole('region', { name: 'Redraw assistant' }).waitFor()
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
    expect(await seriousFindings(page)).toEqual([])
    await page.emulateMedia({ colorScheme: 'light' })
    await page.setViewportSize({ width: 1366, height: 768 })
    await page.goto(`/?q#?view=territory&panel=codes&edition=${draft}&lang=zh`)
    clean()
  })
})

describe('the panel of codes', () => {
  it('reports collisions and gaps by the profile, and another', async () => {
    const report = page.getByRole('region', { name: '重码与断号' })
    await report.locator('summary', { hasText: '断号' }).click()
    await report.getByText('跳过 1 个号').waitFor()
    await page.getByRole('combobox', { name: '编码方案' }).selectOption('grid-14')
    await report.getByText('格式不符').waitFor()
    await page.getByRole('combobox', { name: '编码方案' }).selectOption('grid-15')
    await report.getByText('格式不符').waitFor({ state: 'detached' })
  })

  it('numbers a draft anew after a preview of old and new', async () => {
    await page.getByRole('button', { name: '预览', exact: true }).click()
    const table = page.getByRole('region', { name: '预览' })
    await table
      .getByRole('cell', { name: `${STREETS[1]}00100101`, exact: true })
      .first()
      .waitFor()
    expect(await seriousFindings(page)).toEqual([])
    await page.getByRole('button', { name: /改用新编码/ }).click()
    await page.getByRole('region', { name: '重码与断号' }).getByText('全部符合').waitFor()
    clean()
  })

  it('opens a sheet of labels that prints', async () => {
    await page.getByLabel('层级').selectOption('grid')
    const address = await page.getByRole('link', { name: '打印预览' }).getAttribute('href')
    const sheet = await openPage(world.browser, world.base)
    await signIn(sheet.page, 'administrator', world.accounts.administrator.password)
    await sheet.page.goto(address!)
    expect(await sheet.page.locator('svg').count()).toBe(1)
    expect(await sheet.page.locator('svg g').count()).toBe(12)
    expect(await sheet.page.evaluate(() => getComputedStyle(document.querySelector('svg')!).display)).toBe('block')
    // Its Chinese letters come inside it: a machine that has none prints them all the same.
    const faces = await sheet.page.evaluate(async () => {
      await document.fonts.ready
      return [...document.fonts].map(({ status, unicodeRange }) => `${status} ${unicodeRange}`)
    })
    const drawn = faces.filter((face) => face.startsWith('loaded')).join()
    for (const letter of '西中东街道') expect(covers(drawn, letter), letter).toBe(true)
    expect(faces.filter((face) => face.startsWith('error'))).toEqual([])
    expect(await printed(sheet.page)).toEqual([A4])
    // The policy of that one sheet does not know another's style.
    await sheet.page.goto('about:blank')
    const label = { code: '1', name: '微网格', above: ['区', '街道'], url: `${world.base}/#?place=1` }
    const edition = { name: '版本', validFrom: null }
    for (const [labels, pages] of [
      [LABELS_A_PAGE, 1],
      [2 * LABELS_A_PAGE + 1, 3],
    ] as const) {
      await sheet.page.setContent(labelSheet({ title: '标签', edition, labels: Array(labels).fill(label) }, '').html)
      expect(await printed(sheet.page), `${labels} labels`).toEqual(Array(pages).fill(A4))
    }
    expect(sheet.watch.failed).toEqual([])
    expect(sheet.watch.console).toEqual([])
    await sheet.page.context().close()
  })
})

describe('a label that an officer’s phone has read', () => {
  it('opens the form for a report at that very micro-grid', async () => {
    const phone = await openPage(world.browser, world.base, { viewport: { width: 390, height: 844 } })
    const code = microGridAt(3, 1)
    await signIn(phone.page, 'officer', world.accounts.officer.password, `/#?place=${code}`)
    const [lon, lat] = middleOf(3, 1)
    await phone.page.getByText(`${lon.toFixed(5)}, ${lat.toFixed(5)}`).waitFor()
    expect(phone.page.url()).not.toContain('place=')
    expect(phone.watch).toEqual({ foreign: [], failed: [], console: [] })
    await phone.page.context().close()
  })
})

/** Whether a character is in one of the ranges of CSS, such as `U+4e00-4e0f`. */
const covers = (ranges: string, letter: string) =>
  [...ranges.matchAll(/U\+([0-9a-f]+)(?:-([0-9a-f]+))?/gi)].some(([, from, to = from]) => {
    const point = letter.codePointAt(0)!
    return point >= Number.parseInt(from!, 16) && point <= Number.parseInt(to!, 16)
  })

const A4 = '210 × 297 mm'
const MM_A_POINT = 25.4 / 72

/** The sizes of the pages that a printer would get. */
async function printed(page: Page): Promise<string[]> {
  const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1')
  const boxes = pdf.matchAll(/\/Type \/Page\b(?!s)[\s\S]*?\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/g)
  return [...boxes].map(([, wide, high]) => `${mm(wide!)} × ${mm(high!)} mm`)
}
const mm = (points: string) => Math.round(Number(points) * MM_A_POINT)

/** Clicks on the middle of a micro-grid, where the map shows it. */
async function clickOnMap(column: number, row: number): Promise<void> {
  await page.getByRole('button', { name: '显示全区' }).click()
  await mapDrawn(page)
  const box = (await page.locator('[data-status=ready] canvas').boundingBox())!
  // The district fills the map about its middle; a street of two columns and four rows is wider than any padding.
  const wide = Math.min(box.width - 96, ((box.height - 96) * 6 * 99_700) / (4 * 110_800))
  const high = (wide * 4 * 110_800) / (6 * 99_700)
  const x = box.x + box.width / 2 + ((column + 0.5 - 3) / 6) * wide
  const y = box.y + box.height / 2 - ((row + 0.5 - 2) / 4) * high
  await page.mouse.click(x, y)
}
