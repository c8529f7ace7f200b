/**
 * What Node compiled, kept for the run: the product's processes that tests start one after another, and the workers of
 * the tests, take off types and compile each file once. A process that is killed leaves nothing there.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'

export default function setup() {
  const folder = mkdtempSync(path.join(tmpdir(), 'onegrid-compiled-'))
  process.env.NODE_COMPILE_CACHE = folder
  return () => rmSync(folder, { recursive: true, force: true })
}
