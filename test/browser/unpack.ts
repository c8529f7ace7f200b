import { tmpdir } from 'node:os'
import { placeBrowser } from './place.ts'

/** Unpacks the browser once, before test files that run side by side would do it into each other's file. */
export default async function setup(): Promise<void> {
  const common = tmpdir()
  placeBrowser()
  const { default: chromium } = await import('@sparticuz/chromium')
  await chromium.executablePath()
  process.env.TMPDIR = common
}
