import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { placeBrowser } from './place.ts'

placeBrowser()
const { launchBrowser } = await import('../../cli/browser.ts')

export const openBrowser = launchBrowser

/** What a page did that it should not have: requests to other origins, HTTP errors, words on the error console. */
export interface Watch {
  foreign: string[]
  failed: string[]
  console: string[]
}

export interface Watched {
  page: Page
  watch: Watch
}

/** A page of a browser profile of its own, watched from its first request on. */
export async function openPage(browser: Browser, base: string, options: BrowserContextOptions = {}): Promise<Watched> {
  const context = await browser.newContext({
    baseURL: base,
    viewport: { width: 1366, height: 768 },
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    // Colours are then judged as they stand, not halfway through a transition.
    reducedMotion: 'reduce',
    ...options,
  })
  const page = await context.newPage()
  page.setDefaultTimeout(30_000)
  return { page, watch: watchOver(page, base) }
}

/** What the browser says of itself: without a graphics card it reads every map back to lay the page out around it. */
const OF_THE_BROWSER = /GL Driver Message .* GPU stall due to ReadPixels/

function watchOver(page: Page, base: string): Watch {
  const watch: Watch = { foreign: [], failed: [], console: [] }
  page.on('request', (request) => {
    const url = new URL(request.url())
    if (!['data:', 'blob:'].includes(url.protocol) && url.origin !== base) watch.foreign.push(request.url())
  })
  page.on('response', (response) => {
    if (response.status() >= 400)
      watch.failed.push(`${response.status()} ${response.request().method()} ${response.url()}`)
  })
  page.on('console', (message) => {
    const isAlarm = message.type() === 'error' || message.type() === 'warning'
    if (isAlarm && !OF_THE_BROWSER.test(message.text())) watch.console.push(message.text())
  })
  page.on('pageerror', (error) => watch.console.push(String(error)))
  return watch
}

/** Signs in through the form; `at` is the address the person came by. */
export async function signIn(page: Page, login: string, password: string, at = '/'): Promise<void> {
  await page.goto(at)
  await page.locator('[name=login]').fill(login)
  await page.locator('[name=password]').fill(password)
  await page.locator('form button.primary').click()
  await page.locator('[data-live=live]').waitFor()
}

/** Waits until the map has drawn everything it was given. */
export const mapDrawn = (page: Page) => page.locator('[data-status=ready][data-idle=true]').waitFor()
