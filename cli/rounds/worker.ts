/** A thread of the search: does the tasks it is posted one after another, and posts a report for each. */
import { parentPort, workerData } from 'node:worker_threads'
import { Random } from '../../geo/random.ts'
import { fieldOf } from '../../geo/rounds/instances/fieldOf.ts'
import { kernelOf } from '../../geo/rounds/instances/vroom/kernel.ts'
import { loadMip, type MipSolver } from '../../geo/rounds/mip.ts'
import { anneal, type Progress } from '../../geo/rounds/tours/anneal.ts'
import { annealPart } from '../../geo/rounds/tours/annealPart.ts'
import { divide } from '../../geo/rounds/tours/divide.ts'
import { fewestRoutes, leastByLoad } from '../../geo/rounds/tours/fleet.ts'
import { heatOf } from '../../geo/rounds/tours/heat.ts'
import { pooled, RoutePool } from '../../geo/rounds/tours/pool.ts'
import { lengthOf, recombine } from '../../geo/rounds/tours/recombine.ts'
import { withinFleet } from '../../geo/rounds/tours/withinFleet.ts'
import type { Allowance, Errand, Message, Report, Task } from './errand.ts'

const { goal, ofComputing, stop } = workerData as Errand
const { field, units } =
  'vroom' in goal ? { ...kernelOf(goal.vroom, goal.ways), units: 1 } : fieldOf(goal.instance, goal.convention)
const say = (message: Message) => parentPort!.postMessage(message)

/** Routes of a task that are kept for recombination: among more, HiGHS does not end in the seconds there are. */
const POOL_ROOM = 3000
/** Where steps are counted, HiGHS ends by nodes, long before these seconds. */
const BY_STEPS = { nodes: 20, seconds: 600 }
const SAY_EVERY = 500

let said = performance.now()
let mip: MipSolver | undefined

type Outcome = Omit<Report, 'milliseconds' | 'left'> & { left?: number }

function elapsed(): number {
  if (!ofComputing) return performance.now()
  const { user, system } = process.threadCpuUsage()
  return (user + system) / 1000
}

/** How far a task that begins now has come with its share of the allowance. */
function progressOf({ steps, milliseconds }: Allowance, share = 1): Progress {
  const begun = elapsed()
  return (step, best) => {
    if (stop[0] !== 0) return 1
    const now = performance.now()
    if (share === 1 && now - said > SAY_EVERY) {
      said = now
      say({ kind: 'progress', best: best / units })
    }
    return steps === null ? (elapsed() - begun) / (milliseconds * share) : step / (steps * share)
  }
}

/** The first routes, and what the field says of the way from there. */
function begin(): Outcome {
  const { routes, length } = anneal(field, 1, () => 1)
  const begun = {
    heat: heatOf(field, length, routes.length),
    leastRoutes: leastByLoad(field, routes),
    units,
  }
  return { routes, length, last: routes, pool: [], steps: 0, begun }
}

function shorten({ seed, allowance, start, heat, capped, pooling }: Task & { kind: 'anneal' }): Outcome {
  const pool = new RoutePool(POOL_ROOM)
  const cap = capped ? { cap: start.length } : {}
  const found = anneal(field, seed, progressOf(allowance), { start, heat, ...cap, ...(pooling && { pool }) })
  return { ...found, pool: pool.routes }
}

function shortenParts(task: Task & { kind: 'parts' }): Outcome {
  const { seed, allowance, start, heat, capped, pooling, parts, own, threads } = task
  const pool = new RoutePool(POOL_ROOM)
  const groups = divide(field, start, parts, new Random(seed)).filter((_, k) => k % threads === own)
  const stops = groups.flat(2).length
  const all: Outcome = { routes: [], length: 0, last: [], pool: [], steps: 0 }
  for (const [k, group] of groups.entries()) {
    const share = group.flat().length / stops
    const cap = capped ? { cap: group.length } : {}
    const options = { heat, ...cap, ...(pooling && { pool }) }
    const found = annealPart(field, group, seed + own + threads * k, progressOf(allowance, share), options)
    all.routes.push(...found.routes)
    all.last.push(...found.last)
    all.length += found.length
    all.steps += found.steps
  }
  return { ...all, pool: pool.routes }
}

async function choose({ allowance, start, pool, capped }: Task & { kind: 'recombine' }): Promise<Outcome> {
  const limits = allowance.steps === null ? { seconds: allowance.milliseconds / 1000 } : BY_STEPS
  mip ??= await loadMip()
  const incumbent = start.map((stops) => pooled(field, stops))
  const chosen = recombine(mip, pool, incumbent, { ...limits, ...(capped && { cap: start.length }) })
  const routes = chosen.map(({ stops }) => [...stops])
  return { routes, length: lengthOf(chosen), last: routes, pool: [], steps: 0 }
}

function place(seed: number, allowance: Allowance): Outcome {
  if (!('vroom' in goal)) throw new Error("only problems of VROOM's leave something out")
  const { fleet, fixed } = goal.vroom
  const { jobs, worth } = kernelOf(goal.vroom, goal.ways)
  const found = withinFleet(field, seed, progressOf(allowance), { cap: fleet, worth, route: fixed })
  const served = new Set(found.routes.flat())
  const routes = found.routes.map((stops) => stops.map((stop) => jobs[stop - 1]!))
  const left = worth.reduce((sum, price, stop) => (served.has(stop) ? sum : sum + price), 0)
  return { routes, length: found.length + fixed * routes.length, last: routes, pool: [], steps: found.steps, left }
}

function outcomeOf(task: Task): Outcome | Promise<Outcome> {
  switch (task.kind) {
    case 'begin':
      return begin()
    case 'anneal':
      return shorten(task)
    case 'parts':
      return shortenParts(task)
    case 'fewest':
      return { ...fewestRoutes(field, task.seed, progressOf(task.allowance), task), pool: [] }
    case 'place':
      return place(task.seed, task.allowance)
    case 'recombine':
      return choose(task)
  }
}

parentPort!.on('message', async (task: Task) => {
  const begun = elapsed()
  const outcome = await outcomeOf(task)
  say({ kind: 'report', report: { left: 0, ...outcome, milliseconds: elapsed() - begun } })
})
