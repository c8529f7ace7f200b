import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'

/** A benchmark is a file bench/NAME.ts with a default export `(args: string[]) => Promise<void>`. */
const names = readdirSync(import.meta.dirname)
  .filter((file) => /^export default /m.test(readFileSync(path.join(import.meta.dirname, file), 'utf8')))
  .map((file) => path.basename(file, '.ts'))

const [name, ...args] = process.argv.slice(2)
if (name === undefined || !names.includes(name)) {
  console.error(`Usage: npm run bench -- NAME [options]\nNAME is one of: ${names.join(', ')}`)
  process.exitCode = 2
} else {
  const benchmark = (await import(`./${name}.ts`)) as { default: (args: string[]) => Promise<void> }
  await benchmark.default(args)
}
