/** `npm run rounds -- solve FILE`: rounds for a district, a public instance or VROOM's input; `replan`: after an event. */
import { parseArgs } from 'node:util'
import { checkRoutes } from '../geo/rounds/checker.ts'
import { InstanceFault } from '../geo/rounds/instances/instance.ts'
import type { Found, Objective } from './rounds/errand.ts'
import { isProblem, type PlanWish, showFront, solvePlan } from './rounds/plan.ts'
import { conventionOf, instanceOf, kindOf, readText } from './rounds/readInstance.ts'
import { type ReplanWish, replanFile } from './rounds/replan.ts'
import { search } from './rounds/search.ts'
import { solveVroom } from './rounds/vroom.ts'

const USAGE = `npm run rounds -- solve FILE [options]
    FILE: 本产品的问题 JSON（docs/rounds-problem.schema.json，示例 / example docs/rounds-example.json）,
          VROOM JSON（结果以 VROOM JSON 写到标准输出 / answered in VROOM's JSON on stdout）,
          CVRPLIB, Solomon, Gehring-Homberger；按内容识别 / told apart by their content
    [--seconds N]                 计算时间，默认 10 / how long, default 10
    [--steps N]                   每线程按步数停止，结果可重复 / end after N steps a thread: the same answer every time
    [--seed N]                    随机种子，默认 1 / default 1
    [--threads N]                 线程数，默认 2 / searches side by side, default 2
    [--objective distance|fleet]  最短里程，或先最少车辆 / shortest, or fewest vehicles first
    [--bks N]                     已知最好值，显示差距 / best known value: prints the gap
    [--out FILE]                  本产品的问题：结果写成 JSON / of the product's own problem: the solution as JSON
npm run rounds -- pareto FILE [--seconds N] [--steps N] [--seed N] [--out FILE]
    部门全部联合、各自单独及其间的分组各需多少次检查、轮次与人·小时
    what visits, rounds and officer-hours come to with all departments together, each alone, and groups in between
npm run rounds -- replan FILE --plan SOLUTION --event EVENT [--seed N] [--out FILE]
npm run rounds -- replan REPLANNED --event EVENT [--seed N] [--out FILE]
    计划编好后发生变化：以最少的变动调整方案 / the plan after an event, with the fewest changes
    SOLUTION: solve --out 写出的方案 / what solve --out wrote; REPLANNED: replan --out 写出的文件 / what replan --out wrote
    EVENT: 事件 JSON（docs/rounds-event.schema.json，示例 / example docs/rounds-event-example.json）
    [--seed N]                    默认为方案的种子 / default: that of the solution
Ctrl-C ends the search with the best so far.`

const MOST_THREADS = 64

interface Wish {
  command: 'solve' | 'pareto'
  file: string
  objective: Objective
  seconds: number
  seed: number
  threads: number
  steps: number | null
  bks: number | null
  out: string | null
}

type Asked = Wish | ({ command: 'replan' } & ReplanWish)

const wish = readArguments()
if (wish === undefined) {
  console.error(USAGE)
  process.exitCode = 2
} else {
  try {
    const isAnswered = wish.command === 'replan' ? replanFile(wish) : await answer(readText(wish.file), wish)
    process.exitCode = isAnswered ? 0 : 1
  } catch (error) {
    process.exitCode = 1
    if (error instanceof InstanceFault) {
      console.error(`第 ${error.line} 行：应为 ${error.expected}，实为 ${error.got}`)
      console.error(`Line ${error.line}: expected ${error.expected}, got ${error.got}`)
    } else if (error instanceof Error && 'path' in error && 'code' in error) {
      console.error(`文件无法读取 / a file cannot be read: ${error.path}: ${error.code}`)
    } else throw error
  }
}

function readArguments(): Asked | undefined {
  const text = { type: 'string' } as const
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: {
        ...{ seconds: text, steps: text, seed: text, threads: text, objective: text, bks: text, out: text },
        ...{ plan: text, event: text },
      },
    })
    const [command, file, ...more] = positionals
    const { plan = null, event } = values
    const { objective = 'distance', seconds = '10', seed = '1', threads = '2', steps, bks, out = null } = values
    const wish = {
      out,
      file: file ?? '',
      seconds: Number(seconds),
      seed: Number(seed),
      threads: Number(threads),
      steps: steps === undefined ? null : Number(steps),
      bks: bks === undefined ? null : Number(bks),
    }
    if (wish.file === '' || more.length > 0 || !isSeed(wish.seed)) return undefined
    if (command === 'replan' && event !== undefined)
      return { command, file: wish.file, plan, event, seed: values.seed === undefined ? null : wish.seed, out }
    if ((command !== 'solve' && command !== 'pareto') || plan !== null || event !== undefined) return undefined
    if (objective !== 'distance' && objective !== 'fleet') return undefined
    const counts = [wish.threads, wish.steps ?? 1]
    if (!(wish.seconds > 0) || !((wish.bks ?? 1) > 0)) return undefined
    if (counts.some((count) => !Number.isInteger(count) || count < 1) || wish.threads > MOST_THREADS) return undefined
    return { ...wish, command, objective }
  } catch {
    return undefined
  }
}

/** Whether every thread gets a seed of its own, and a solution file keeps it exactly. */
function isSeed(seed: number): boolean {
  return Number.isSafeInteger(seed) && Number.isSafeInteger(seed + MOST_THREADS)
}

/** Whether there was an answer that breaks no rule. @throws InstanceFault where the text is nothing that can be solved */
function answer(text: string, wish: Wish): Promise<boolean> {
  const kind = kindOf(text)
  if (kind === 'json' && isProblem(text))
    return (wish.command === 'pareto' ? showFront : solvePlan)(text, planWish(wish))
  if (wish.command === 'pareto')
    throw new InstanceFault(1, 'a problem of this product (docs/rounds-problem.schema.json)', kind)
  return kind === 'json' ? vroom(text, wish) : solve(text, wish)
}

function planWish({ seed, threads, steps, seconds, out }: Wish): PlanWish {
  const { signal } = watched()
  return { seed, threads, steps, milliseconds: seconds * 1000, signal, out }
}

/** Whether the checker finds nothing wrong. */
async function solve(text: string, { objective, seconds, bks, seed, threads, steps }: Wish): Promise<boolean> {
  const instance = instanceOf(text)
  const convention = conventionOf(instance, objective)
  const running = { seed, threads, steps, milliseconds: seconds * 1000, ...watched() }
  const found = await search({ instance, convention, objective, ...running })
  if (process.stderr.isTTY) process.stderr.write('\r')
  const exact = convention === 'exact'
  const claim = {
    cost: found.cost,
    tolerance: exact ? 1e-4 * (instance.x.length + found.routes.length) : 1e-6 * found.cost,
  }
  const { cost, violations } = checkRoutes(instance, found.routes, convention, claim)
  report(found, cost)
  if (bks !== null) console.log(`gap ${((cost / bks - 1) * 100).toFixed(2)} % to ${bks}`)
  console.log(violations.length === 0 ? 'checker: no violation' : `checker: ${JSON.stringify(violations)}`)
  return violations.length === 0
}

/** VROOM has an objective of its own: what is left out, then cost. */
function vroom(text: string, { seconds, seed, threads, steps, bks }: Wish): Promise<boolean> {
  return solveVroom(text, { seed, threads, steps, milliseconds: seconds * 1000, ...watched() }, bks)
}

/** Ctrl-C ends a search; on a terminal its progress goes to stderr. */
function watched() {
  const stop = new AbortController()
  process.once('SIGINT', () => stop.abort())
  return {
    ofComputing: false,
    signal: stop.signal,
    ...(process.stderr.isTTY && { onProgress: (best: number) => process.stderr.write(`\r${best.toFixed(1)}   `) }),
  }
}

/** CVRPLIB's own form of a solution, which its tools read. */
function report({ routes, steps, milliseconds }: Found, cost: number): void {
  for (const [k, stops] of routes.entries()) console.log(`Route #${k + 1}: ${stops.join(' ')}`)
  console.log(`Cost ${Number(cost.toFixed(4))}`)
  console.log(`vehicles ${routes.length}, ${steps} steps, ${Math.round((steps / milliseconds) * 1000)} a second`)
}
