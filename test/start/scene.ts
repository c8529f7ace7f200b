import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest'
import { canReach } from '../../server/embedded/reach.ts'
import { copyProduct } from './copy.ts'
import { dataFolder, launch, type Running, type RunOptions } from './product.ts'

export const asRoot = process.getuid?.() === 0
export const NOBODY = { uid: 65_534, gid: 65_534 }

/** Whether nobody else may run what root tests: so in a clone in root's own home. */
export const isClosed = asRoot && !canReach({ name: 'nobody', ...NOBODY }, process.execPath)
export const whyClosed = isClosed ? ' (skipped: this clone is closed to others)' : ''

/** What `GET /api/health` answers when all is well; how far the figures are behind is another matter. */
export const UP = { version: '0.1.0', database: 'up', failedJobs: [] }
export async function health(base: string) {
  const { figures: _, ...state } = (await (await fetch(`${base}/api/health`)).json()) as Record<string, unknown>
  return state
}

/** A copy of the product for a test file and a data folder for each test; what was started is ended. */
export function scene() {
  let product = ''
  let data: ReturnType<typeof dataFolder>
  let started: Running[] = []

  beforeAll(() => {
    product = mkdtempSync(path.join(tmpdir(), 'onegrid-product-'))
    chmodSync(product, 0o755)
    copyProduct(product)
  })
  afterAll(() => rmSync(product, { recursive: true, force: true }))
  beforeEach(() => {
    data = dataFolder()
    started = []
  })
  afterEach(async () => {
    for (const { child, ended } of started) {
      child.kill('SIGKILL')
      await ended
    }
    await data.remove()
  })

  return {
    get data() {
      return data
    },
    /** `npm start` on a free port and the data folder of this test. */
    start(args: string[], options: RunOptions = {}): Running {
      const all = ['--port', '0', '--data', data.folder, ...args]
      const running = launch('server/main.ts', all, { cwd: product, ...options })
      started.push(running)
      return running
    },
    /** A command of the product. */
    command: (file: string, args: string[], options: RunOptions = {}) =>
      launch(file, args, { cwd: product, ...options }).ended,
    /** A district before the first start: then no demo is loaded, and a start takes seconds. */
    async found(options: RunOptions = {}) {
      const { code, stderr } = await launch('test/start/found.ts', [data.folder], { cwd: product, ...options }).ended
      if (code !== 0) throw new Error(stderr)
    },
  }
}
