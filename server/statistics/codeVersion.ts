import { createHash } from 'node:crypto'
import { globSync, readFileSync } from 'node:fs'
import path from 'node:path'

/** Names the code that results come from: any change of a method, a question or the rule of counting is another one. */
export function codeVersion(): string {
  const root = path.join(import.meta.dirname, '../..')
  const hash = createHash('sha256')
  for (const file of globSync(['analytics/**/*.{ts,sql}', 'server/statistics/*.ts'], { cwd: root }).sort()) {
    hash.update(file).update(readFileSync(path.join(root, file)))
  }
  const { version } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as { version: string }
  return `${version}+${hash.digest('hex').slice(0, 12)}`
}
