/**
 * `npm test`: every check of the product, one after another, each named with its result. `npm run check`: the same
 * without vitest; `npm test -- PATH …`: the tests of these paths alone. The last line alone is
 * `N passed, N failed, N skipped`; a check counts as one test.
 */
import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'

const ROOT = path.resolve(import.meta.dirname, '..')
const BIN = path.join(ROOT, 'node_modules/.bin')

interface Tally {
  passed: number
  failed: number
  skipped: number
}

const CHECKS: [name: string, program: string, args: string[]][] = [
  ['format and lint', 'biome', ['check', '.']],
  ['types', 'tsc', ['-p', '.']],
  ['types of the client', 'svelte-check', ['--tsconfig', 'client/tsconfig.json', '--fail-on-warnings']],
  ['build of the client', 'vite', ['build', 'client', '--logLevel', 'warn']],
]

const onlyChecks = process.argv[2] === 'check'
const paths = onlyChecks ? [] : process.argv.slice(2)
const total: Tally = { passed: 0, failed: 0, skipped: 0 }

for (const [name, program, args] of paths.length === 0 ? CHECKS : []) {
  console.log(`\n── ${name}`)
  const passed = (await run(program, args)) === 0
  console.log(`── ${name}: ${passed ? 'passed' : 'FAILED'}`)
  add({ passed: Number(passed), failed: Number(!passed), skipped: 0 })
}
if (!onlyChecks) add(await vitest())
console.log(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`)
process.exitCode = total.failed === 0 ? 0 : 1

/** Runs every test; a run that breaks off without a report, or fails outside a test, counts as one failure. */
async function vitest(): Promise<Tally> {
  console.log('\n── tests')
  const folder = mkdtempSync(path.join(tmpdir(), 'onegrid-report-'))
  const file = path.join(folder, 'report.json')
  const code = await run('vitest', [
    'run',
    ...paths,
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${file}`,
  ])
  const tally = existsSync(file) ? read(file) : { passed: 0, failed: 0, skipped: 0 }
  rmSync(folder, { recursive: true })
  if (code !== 0 && tally.failed === 0) tally.failed = 1
  console.log(`── tests: ${tally.failed === 0 ? 'passed' : 'FAILED'}`)
  return tally
}

/** A test file that could not even be loaded holds no tests: it counts as one failure. */
function read(file: string): Tally {
  const report = JSON.parse(readFileSync(file, 'utf8')) as {
    numPassedTests: number
    numFailedTests: number
    numPendingTests: number
    numTodoTests: number
    testResults: { status: string; assertionResults: unknown[] }[]
  }
  const unloaded = report.testResults.filter(
    ({ status, assertionResults }) => status === 'failed' && assertionResults.length === 0,
  ).length
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + unloaded,
    skipped: report.numPendingTests + report.numTodoTests,
  }
}

function add({ passed, failed, skipped }: Tally): void {
  total.passed += passed
  total.failed += failed
  total.skipped += skipped
}

function run(program: string, args: string[]): Promise<number> {
  return new Promise((resolve) => {
    const child = spawn(path.join(BIN, program), args, { cwd: ROOT, stdio: 'inherit' })
    child.on('error', (error) => {
      console.error(String(error))
      resolve(1)
    })
    child.on('close', (code) => resolve(code ?? 1))
  })
}
