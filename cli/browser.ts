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
  nameFonts(path.join(path.dirname(executablePath), 'fonts'))
  return playwright.launch({ executablePath, headless: true, args: ARGS })
}

/**
 * Names the fonts that were unpacked beside the browser where it looks for their list: the package's own list names
 * /tmp/fonts wherever it unpacks, and without any font Chromium ends at the first page. Renamed into place, since other
 * browsers may be reading it.
 */
function nameFonts(folder: string): void {
  const file = path.join(folder, 'fonts.conf')
  const draft = `${file}.${process.pid}`
  const places = `<dir>${folder}</dir><cachedir>${folder}-cache</cachedir>`
  writeFileSync(draft, `<?xml version="1.0"?><fontconfig>${places}</fontconfig>`)
  renameSync(draft, file)
}
