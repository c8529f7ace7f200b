import { mkdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'

/**
 * Tells the packaged Chromium, before it is imported, which system libraries to bring and where to unpack: it takes a
 * fixed name in the temporary folder, which another user's tests may have taken.
 */
export function placeBrowser(): void {
  process.env.AWS_LAMBDA_JS_RUNTIME ??= 'nodejs22.x'
  const own = `onegrid-browser-${process.getuid?.() ?? 'user'}`
  if (path.basename(tmpdir()) !== own) process.env.TMPDIR = path.join(tmpdir(), own)
  mkdirSync(tmpdir(), { recursive: true, mode: 0o700 })
}
