import type { Browser, Page, Request } from 'playwright-core'
import { brief } from './table.ts'

interface Seat {
  base: string
  login: string
  password: string
  middle: readonly [lon: number, lat: number]
}

/** `nothing`: the same page, and every border and name is held back. */
type What = 'edition' | 'nothing'

const FROM = 9
const TO = 15
/** Pixels a step of the mouse, and steps a stroke there and back. */
const STEP = 12
const STEPS = 25
const EMPTY = { type: 'FeatureCollection', features: [] }
const NOTHING = { json: { ...EMPTY, characters: '', district: EMPTY, street: EMPTY } }

/** Opens the desk over the edition and drags its map; a row for the opening and for each zoom. */
export async function pannedMap(browser: Browser, seat: Seat, what: What): Promise<string[][]> {
  const context = await browser.newContext({
    baseURL: seat.base,
    viewport: { width: 1280, height: 800 },
    locale: 'zh-CN',
  })
  const page = await context.newPage()
  page.setDefaultTimeout(120_000)
  await page.addInitScript(watch)
  if (what === 'nothing') {
    await page.route(/\/api\/territory\/(areas|zones|editions\/\d+\/(outlines|characters))/, (route) =>
      route.fulfill(NOTHING),
    )
    await page.route(/\/api\/territory\/editions\/\d+\/tiles\//, (route) => route.fulfill({ status: 204 }))
  }
  const traffic = counting(page)
  await page.goto('/')
  await page.locator('[name=login]').fill(seat.login)
  await page.locator('[name=password]').fill(seat.password)
  await traffic()
  const rows: string[][] = []
  await page.evaluate('watched.start()')
  const opening = performance.now()
  const [lon, lat] = seat.middle
  await page.evaluate(`location.hash = '${FROM}/${lat}/${lon}'`)
  await page.locator('form button.primary').click()
  await drawn(page)
  await page.waitForTimeout(3000)
  rows.push([
    what,
    `open, drawn after ${brief(performance.now() - opening - 3000)} ms`,
    ...(await traffic()),
    ...(await told(page)),
  ])
  for (let zoom = FROM; zoom <= TO; zoom++) {
    if (zoom > FROM) await page.locator('.controls button').first().click()
    await page.waitForTimeout(800)
    await drawn(page)
    const between = await traffic()
    await page.evaluate('watched.start()')
    await drag(page)
    const figures = await told(page)
    const during = await traffic()
    rows.push([
      what,
      `pan at ${zoom}`,
      brief(Number(between[0]) + Number(during[0])),
      brief(Number(between[1]) + Number(during[1])),
      ...figures,
    ])
  }
  await context.close()
  return rows
}

const drawn = (page: Page) => page.locator('[data-status=ready][data-idle=true]').waitFor()

async function drag(page: Page): Promise<void> {
  const box = (await page.locator('section.map canvas').boundingBox())!
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2]
  await page.mouse.move(x, y)
  await page.mouse.down()
  for (let n = 1; n <= 2 * STEPS; n++) {
    const along = n <= STEPS ? n : 2 * STEPS - n
    await page.mouse.move(x - along * STEP, y - (along * STEP) / 3)
    await page.waitForTimeout(16)
  }
  await page.mouse.up()
}

/** What came over the line since it was last asked, workers of the page included: kilobytes, requests. */
function counting(page: Page): () => Promise<string[]> {
  let finished: Request[] = []
  page.on('requestfinished', (request) => void finished.push(request))
  return async () => {
    const sizes = await Promise.all(finished.map((request) => request.sizes().catch(() => null)))
    const bytes = sizes.reduce((sum, size) => sum + (size?.responseBodySize ?? 0), 0)
    const told = [brief(bytes / 1024), String(finished.length)]
    finished = []
    return told
  }
}

async function told(page: Page): Promise<string[]> {
  const { tasks, frames } = await page.evaluate<{ tasks: number[]; frames: number[] }>('watched.stop()')
  const sorted = frames.toSorted((a, b) => a - b)
  const median = sorted[Math.floor(sorted.length / 2)] ?? 0
  return [
    String(tasks.length),
    brief(Math.max(0, ...tasks)),
    String(frames.length),
    brief(median),
    brief(sorted.at(-1) ?? 0),
  ]
}

/** Runs in the page: notes tasks over 50 ms and the time between frames. */
function watch(): void {
  let tasks: number[] = []
  let frames: number[] = []
  let before: number | null = null
  let on = false
  const observer = new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) tasks.push(duration)
  })
  observer.observe({ type: 'longtask' })
  const frame = (at: number) => {
    if (before !== null) frames.push(at - before)
    before = at
    if (on) requestAnimationFrame(frame)
  }
  const watched = {
    start() {
      ;[tasks, frames, before, on] = [[], [], null, true]
      requestAnimationFrame(frame)
    },
    stop() {
      on = false
      return { tasks, frames }
    },
  }
  Object.assign(globalThis, { watched })
}
