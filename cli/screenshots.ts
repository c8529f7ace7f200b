/** `npm run screenshots [-- --base URL --only NAME]`: the pictures of the README, taken of this installation's running demo. */
import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { parseArgs } from 'node:util'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { demoFile, readDemoAccounts } from '../server/access/demo.ts'
import { readConfig } from '../server/config.ts'
import { launchBrowser } from './browser.ts'

const FOLDER = path.resolve(import.meta.dirname, '../docs/screenshots')
const PATIENCE_MS = 60_000
const DESKTOP: BrowserContextOptions = { viewport: { width: 1440, height: 900 } }
const PHONE: BrowserContextOptions = {
  viewport: { width: 360, height: 780 },
  deviceScaleFactor: 2,
  hasTouch: true,
  isMobile: true,
}

interface Shot {
  name: string
  /** Whose screen it is: a demo account; null: nobody has signed in. */
  login: string | null
  options: BrowserContextOptions
  /** Brings the screen into the state the picture shows. */
  prepare(page: Page): Promise<void>
}

const SHOTS: readonly Shot[] = [
  { name: 'login', login: null, options: DESKTOP, prepare: (page) => page.locator('[name=login]').waitFor() },
  { name: 'district', login: 'operator', options: DESKTOP, prepare: drawn },
  { name: 'desk', login: 'operator', options: DESKTOP, prepare: (page) => openFirst(page, 'to-dispatch') },
  {
    name: 'desk-dark',
    login: 'operator',
    options: { ...DESKTOP, colorScheme: 'dark' },
    prepare: (page) => openFirst(page, 'ambiguous'),
  },
  {
    name: 'situation',
    login: 'leader',
    options: DESKTOP,
    prepare: async (page) => {
      await page.locator('[data-figures=shown]').waitFor()
      await page.locator('canvas').nth(1).waitFor()
      await drawn(page)
    },
  },
  {
    name: 'plan',
    login: 'planner',
    options: DESKTOP,
    prepare: async (page) => {
      await page.locator('[data-plan-status=routed]').waitFor()
      await page.locator('[data-round]').first().click()
      await drawn(page)
    },
  },
  {
    name: 'territory',
    login: 'admin',
    options: DESKTOP,
    prepare: async (page) => {
      await page.goto('#?view=territory&panel=zones')
      await page.locator('main[data-version]').waitFor()
      await drawn(page)
    },
  },
  { name: 'phone', login: 'street', options: PHONE, prepare: (page) => page.locator('.rows li').first().waitFor() },
]

const config = readConfig()
const { values } = parseArgs({
  options: { base: { type: 'string', default: `http://${config.host}:${config.port}` }, only: { type: 'string' } },
})
const accounts = (await readDemoAccounts(demoFile(config.dataFolder))) ?? []

mkdirSync(FOLDER, { recursive: true })
const browser = await launchBrowser()
try {
  for (const shot of SHOTS.filter(({ name }) => values.only === undefined || name === values.only))
    await take(browser, shot)
} finally {
  await browser.close()
}

async function take(browser: Browser, { name, login, options, prepare }: Shot): Promise<void> {
  const context = await browser.newContext({
    baseURL: values.base,
    locale: 'zh-CN',
    reducedMotion: 'reduce',
    ...options,
  })
  const page = await context.newPage()
  page.setDefaultTimeout(PATIENCE_MS)
  await page.goto('/')
  if (login !== null) await signIn(page, login)
  await prepare(page)
  await page.evaluate(() => document.fonts.ready)
  const file = path.join(FOLDER, `${name}.png`)
  await page.screenshot({ path: file })
  await context.close()
  console.log(file)
}

async function signIn(page: Page, login: string): Promise<void> {
  const password = accounts.find((account) => account.login === login)?.password
  if (password === undefined) throw new Error(`No demo account ${login} in ${demoFile(config.dataFolder)}`)
  await page.locator('[name=login]').fill(login)
  await page.locator('[name=password]').fill(password)
  await page.locator('form button.primary').click()
  await page.locator('[data-live=live]').waitFor()
}

/** Waits until the map has drawn everything it was given, the smallest areas included. */
async function drawn(page: Page): Promise<void> {
  await page.locator('[data-loaded=true]').waitFor()
  await page.locator('[data-status=ready][data-idle=true]').waitFor()
}

/** Opens the first report of a queue and waits for the map to have come to it. */
async function openFirst(page: Page, queue: string): Promise<void> {
  await drawn(page)
  await page.locator(`[data-queue=${queue}]`).click()
  await page.locator('[role=option]').first().click()
  await page.locator('article h2').waitFor()
  await page.waitForFunction(() => /^#(1[4-9])\./.test(location.hash))
  await drawn(page)
}
