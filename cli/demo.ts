/** `npm run demo`: the demo district as files, and fresh reports for a running product. */
import { randomInt, randomUUID } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import path from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { setTimeout as pause } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { digest, files } from '../demo/files.ts'
import { freshReports } from '../demo/fresh.ts'
import { DEMO_SEED, generate } from '../demo/generate.ts'
import { lastCompleteDay } from '../demo/year/days.ts'
import { demoFile, readDemoAccounts } from '../server/access/demo.ts'
import { readConfig } from '../server/config.ts'
import { StartProblem } from '../server/startProblem.ts'
import { signInReporter } from './demoReporter.ts'

const USAGE = `npm run demo -- generate --out DIR [--seed N] [--last-day YYYY-MM-DD] [--reports N]
    把示意区写成文件 / writes the demo district as files
npm run demo -- live [--per-minute N] [--count N] [--url http://127.0.0.1:8080] [--seed N]
    向运行中的系统不断上报 / sends fresh reports to the running product`

try {
  const { command, values } = readArguments()
  if (command === 'generate' && values.out !== undefined) await write(values.out)
  else if (command === 'live') await live()
  else usage()
} catch (error) {
  process.exitCode = 1
  if (error instanceof StartProblem) console.error(`${error.zh}\n${error.en}`)
  else console.error(error instanceof Error ? error.message : String(error))
}

async function write(folder: string): Promise<void> {
  const { values } = readArguments()
  const lastDay = values['last-day'] ?? lastCompleteDay(new Date())
  const set = generate({
    seed: whole('seed', values.seed, DEMO_SEED),
    lastDay,
    reports: whole('reports', values.reports, 60_000),
  })
  await mkdir(folder, { recursive: true })
  for (const { name, pieces } of files(set)) {
    await pipeline(Readable.from(pieces()), createWriteStream(path.join(folder, name)))
  }
  console.log(`${path.resolve(folder)}  ${set.firstDay} – ${lastDay}  SHA-256 ${digest(set)}`)
}

/** Sends until `--count` is reached or somebody presses Ctrl-C. */
async function live(): Promise<void> {
  const { values } = readArguments()
  const config = readConfig()
  const perMinute = whole('per-minute', values['per-minute'], 12)
  const count = values.count === undefined ? Number.POSITIVE_INFINITY : whole('count', values.count, 0)
  const operator = (await readDemoAccounts(demoFile(config.dataFolder)))?.find(({ role }) => role === 'operator')
  if (operator === undefined) {
    throw new Error(
      `${demoFile(config.dataFolder)} 中没有演示账号，请先 npm start。There are no demo accounts: run npm start first.`,
    )
  }
  const base = values.url ?? `http://${config.host}:${config.port}`
  const reporter = await signInReporter(base, operator)
  const seed = whole('seed', values.seed, DEMO_SEED)
  for (let sent = 0; sent < count; ) {
    const some = freshReports(seed, randomInt(2 ** 31), lastCompleteDay(new Date()), 500)
    for (const report of some.slice(0, count - sent)) {
      const { id } = await reporter.send(report, `live-${randomUUID()}`, new Date())
      console.log(`${++sent}  #${id}  ${report.description}`)
      if (sent < count) await pause(60_000 / perMinute)
    }
  }
}

function readArguments() {
  const text = { type: 'string' } as const
  const options = { out: text, seed: text, 'last-day': text, reports: text, 'per-minute': text, count: text, url: text }
  const { values, positionals } = parseArgs({ options, allowPositionals: true })
  return { command: positionals[0], values }
}

function whole(name: string, given: string | undefined, otherwise: number): number {
  if (given === undefined) return otherwise
  if (!/^[1-9]\d{0,8}$/.test(given)) throw new Error(`--${name} 应为正整数 / must be a positive whole number: ${given}`)
  return Number(given)
}

function usage(): void {
  console.error(USAGE)
  process.exitCode = 1
}
