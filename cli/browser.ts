import { renameSync, writeFileSync } from 'node:fs'
import path from 'node:path'
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
export async function launchBrowser(): Promise<Browser> {
  const executablePath = await chromium.executablePath()
  const env = { ...process.env, FONTCONFIG_FILE: fontsBeside(path.dirname(executablePath)) }
  return playwright.launch({ executablePath, headless: true, args: ARGS, env })
}

/**
 * Names the fonts that were unpacked beside the browser: the package's own list names /tmp/fonts wherever it unpacks, and
 * without any font Chromium ends at the first page. Renamed into place, since other tests may be reading it.
 */
function fontsBeside(folder: string): string {
  const file = path.join(folder, 'fonts-of-the-package.conf')
  const draft = `${file}.${process.pid}`
  const dirs = `<dir>${path.join(folder, 'fonts')}</dir><cachedir>${path.join(folder, 'fonts-cache')}</cachedir>`
  writeFileSync(draft, `<?xml version="1.0"?><fontconfig>${dirs}</fontconfig>`)
  renameSync(draft, file)
  return file
}
