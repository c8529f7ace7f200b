import chromium from '@sparticuz/chromium'
import { type Browser, chromium as playwright } from 'playwright-core'

/**
 * The package's own list switches web security off and runs all in one process, which ends with the first context.
 * SwiftShader draws the map alone: the page around it is put together without it, at two thirds of the cost.
 */
const ARGS = [
  '--no-sandbox',
  '--disable-dev-shm-usage',
  '--font-render-hinting=none',
  '--disable-gpu-compositing',
  '--disable-gpu-rasterization',
  '--ignore-gpu-blocklist',
  '--use-gl=angle',
  '--use-angle=swiftshader',
  '--enable-unsafe-swiftshader',
]

/**
 * A real browser out of the npm packages alone: Chromium with WebGL2 by SwiftShader. Its system libraries unpack only
 * where AWS_LAMBDA_JS_RUNTIME=nodejs22.x stands in the environment before this file is imported.
 */
export const launchBrowser = async (): Promise<Browser> =>
  playwright.launch({ executablePath: await chromium.executablePath(), headless: true, args: ARGS })
