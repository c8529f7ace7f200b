/**
 * `npm run bench -- rounds`: gaps to the best known values of public instances (ONEGRID_TEST_DATA/instances) beside the
 * bars, at 10 and 60 seconds of wall clock on two threads. Every answer passes the independent checker, or the bench
 * ends. `--seconds 10,60 --seeds 3 --threads 2 --only gh1000` shorten
 * it; `--cpu` counts seconds of each thread's own computing, for a machine that is used by others too.
 */
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { parseArgs } from 'node:util'
import type { Objective } from '../cli/rounds/errand.ts'
import { conventionOf, readInstance } from '../cli/rounds/readInstance.ts'
import { search } from '../cli/rounds/search.ts'
import { checkRoutes } from '../geo/rounds/checker.ts'
import { printTable } from './table.ts'

/** Gaps in percent that other solvers and the prototype had at 10 and 60 CPU seconds on one thread. */
interface Trial {
  name: string
  objective: Objective
  /** Bars in percent at 10 and 60 seconds; null: none was set. */
  bars: [number | null, number | null]
  hgs?: string
  prototype?: string
}

const X_SMALL: Trial['bars'] = [0.5, 0.2]
const X_LARGE: Trial['bars'] = [0.8, 0.4]
const TIMED_ONE: Trial['bars'] = [2.2, 1]
const TIMED_TWO: Trial['bars'] = [null, 3]
const FLEET: Trial['bars'] = [null, 2]
const HUGE: Trial['bars'] = [null, 1.5]

const TRIALS: Trial[] = [
  { name: 'uchoaX/X-n139-k10', objective: 'distance', bars: X_SMALL },
  { name: 'uchoaX/X-n204-k19', objective: 'distance', bars: X_SMALL },
  { name: 'uchoaX/X-n280-k17', objective: 'distance', bars: X_SMALL, hgs: '0.56/0.10', prototype: '0.72/0.40' },
  { name: 'uchoaX/X-n502-k39', objective: 'distance', bars: X_LARGE, hgs: '0.37/0.17', prototype: '0.16/0.13' },
  { name: 'uchoaX/X-n627-k43', objective: 'distance', bars: X_LARGE, hgs: '2.07/1.34', prototype: '0.79/0.24' },
  { name: 'uchoaX/X-n979-k58', objective: 'distance', bars: X_LARGE, hgs: '2.63/1.60', prototype: '1.13/0.90' },
  { name: 'gh1000/r1_10_5', objective: 'distance', bars: TIMED_ONE, hgs: '8.05/3.81', prototype: '2.31/1.10' },
  { name: 'gh1000/rc1_10_3', objective: 'distance', bars: TIMED_ONE, hgs: '6.36/4.12', prototype: '2.55/1.10' },
  { name: 'gh1000/c1_10_5', objective: 'distance', bars: TIMED_ONE },
  { name: 'gh1000/r2_10_5', objective: 'distance', bars: TIMED_TWO },
  { name: 'gh1000/rc2_10_3', objective: 'distance', bars: TIMED_TWO },
  { name: 'solomon100/R109', objective: 'fleet', bars: FLEET },
  { name: 'solomon100/RC207', objective: 'fleet', bars: FLEET },
  { name: 'gh200/rc1_2_5', objective: 'fleet', bars: FLEET },
  { name: 'gh400/r1_4_7', objective: 'fleet', bars: FLEET },
  { name: 'arnoldXXL/Antwerp1', objective: 'distance', bars: HUGE, prototype: '1.84/1.20' },
  { name: 'arnoldXXL/Ghent1', objective: 'distance', bars: HUGE, prototype: '–/1.57' },
]

interface Known {
  veh: number
  dist: number
}
type BestKnown = Record<string, { hier?: Known; dist?: Known; distDimacs?: { dist: number } }>

export default async function rounds(args: string[]): Promise<void> {
  const data = process.env.ONEGRID_TEST_DATA
  if (data === undefined) {
    console.log('Set ONEGRID_TEST_DATA to the folder of public data: instances/ with bks.json is read.')
    return
  }
  const text = { type: 'string' } as const
  const { values } = parseArgs({
    args,
    options: { seconds: text, seeds: text, threads: text, only: text, cpu: { type: 'boolean' } },
  })
  const budgets = (values.seconds ?? '10,60').split(',').map(Number)
  const seeds = Array.from({ length: Number(values.seeds ?? 3) }, (_, k) => 1 + 1000 * k)
  const threads = Number(values.threads ?? 2)
  const ofComputing = values.cpu ?? false
  const folder = path.join(data, 'instances')
  const known = JSON.parse(readFileSync(path.join(folder, 'bks.json'), 'utf8')) as BestKnown
  const rows: (string | number)[][] = []
  for (const trial of TRIALS.filter(({ name }) => name.includes(values.only ?? ''))) {
    for (const seconds of budgets) {
      const gaps: Gap[] = []
      for (const seed of seeds) gaps.push(await gapOf(trial, { folder, known, seconds, seed, threads, ofComputing }))
      rows.push(row(trial, seconds, gaps))
      console.log(rows.at(-1)!.join('  '))
    }
  }
  console.log('')
  printTable(['instance', 's', 'gap %', 'of seeds', 'bar', 'vehicles', 'steps/s', 'HGS', 'prototype'], rows)
}

interface Gap {
  percent: number
  vehicles: number
  wanted: number | undefined
  speed: number
}

interface Setting {
  folder: string
  known: BestKnown
  seconds: number
  seed: number
  threads: number
  ofComputing: boolean
}

async function gapOf(
  { name, objective }: Trial,
  { folder, known, seconds, seed, threads, ofComputing }: Setting,
): Promise<Gap> {
  const instance = readInstance(path.join(folder, `${name}.${/^(uchoaX|arnoldXXL)/.test(name) ? 'vrp' : 'txt'}`))
  const convention = conventionOf(instance, objective)
  const found = await search({
    instance,
    convention,
    objective,
    seed,
    threads,
    milliseconds: seconds * 1000,
    ofComputing,
    steps: null,
  })
  const { cost, violations } = checkRoutes(instance, found.routes, convention)
  if (violations.length > 0) throw new Error(`${name}: ${JSON.stringify(violations)}`)
  const best = known[name]!
  const reference = objective === 'fleet' ? best.hier! : (best.distDimacs ?? best.dist!)
  return {
    percent: (cost / reference.dist - 1) * 100,
    vehicles: found.routes.length,
    wanted: objective === 'fleet' ? best.hier!.veh : undefined,
    speed: (found.steps / found.milliseconds) * 1000,
  }
}

function row({ name, bars, hgs, prototype }: Trial, seconds: number, gaps: Gap[]): (string | number)[] {
  const mean = gaps.reduce((sum, { percent }) => sum + percent, 0) / gaps.length
  const bar = seconds <= 10 ? bars[0] : bars[1]
  const wanted = gaps[0]!.wanted
  const vehicles = gaps.map((gap) => gap.vehicles).join(' ')
  return [
    name,
    seconds,
    mean.toFixed(2),
    gaps.map(({ percent }) => percent.toFixed(2)).join(' '),
    bar ?? '–',
    wanted === undefined ? vehicles : `${vehicles} (${wanted})`,
    Math.round(gaps.reduce((sum, { speed }) => sum + speed, 0) / gaps.length),
    hgs ?? '–',
    prototype ?? '–',
  ]
}
