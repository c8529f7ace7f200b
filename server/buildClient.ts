import { spawn } from 'node:child_process'
import { existsSync, globSync, renameSync, rmSync, statSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { CLIENT_BUILD } from './clientFiles.ts'
import { StartProblem } from './startProblem.ts'

const ROOT = path.resolve(import.meta.dirname, '..')

/** What the client is made of; the build is older than one of these: build again. */
const SOURCES = ['client/**/*', 'server/api/**/*.ts', 'geo/**/*.ts', 'package-lock.json']

/**
 * Builds the client where the build is missing or older than its sources. The new build takes the old one's place
 * only when it is whole.
 */
export async function buildClient(say: (line: string) => void): Promise<void> {
  if (!existsSync(path.join(ROOT, 'client/index.html')) || isFresh()) return
  say('正在构建界面 · building the client …')
  const incoming = `${CLIENT_BUILD}.${process.pid}`
  const vite = path.join(path.dirname(createRequire(import.meta.url).resolve('vite/package.json')), 'bin/vite.js')
  const args = [vite, 'build', 'client', '--outDir', incoming, '--emptyOutDir', '--logLevel', 'warn']
  const { code, output } = await runNode(args)
  if (code !== 0) {
    rmSync(incoming, { recursive: true, force: true })
    say(output.trim())
    throw new StartProblem({
      zh: '界面构建失败，原因见上；请先运行 npm ci，再试一次。',
      en: 'The client could not be built, the reason stands above: run npm ci, then try again.',
    })
  }
  // Another process may have built the same meanwhile; pages that are open there keep their files.
  if (isFresh()) rmSync(incoming, { recursive: true, force: true })
  else replaceBuild(incoming)
}

/** By renaming: the files are never missing for longer than that takes. */
function replaceBuild(incoming: string): void {
  const outgoing = `${incoming}.old`
  if (existsSync(CLIENT_BUILD)) renameSync(CLIENT_BUILD, outgoing)
  renameSync(incoming, CLIENT_BUILD)
  rmSync(outgoing, { recursive: true, force: true })
}

function isFresh(): boolean {
  const built = path.join(CLIENT_BUILD, 'index.html')
  if (!existsSync(built)) return false
  const at = statSync(built).mtimeMs
  return globSync(SOURCES, { cwd: ROOT }).every((file) => statSync(path.join(ROOT, file)).mtimeMs <= at)
}

function runNode(args: string[]): Promise<{ code: number | null; output: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'] })
    let output = ''
    const keep = (chunk: Buffer) => {
      output += chunk
    }
    child.stdout.on('data', keep)
    child.stderr.on('data', keep)
    child.on('error', reject)
    child.on('close', (code) => resolve({ code, output }))
  })
}
