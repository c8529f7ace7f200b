/**
 * `npm run bench -- rounds`: gaps to the best known values of public instances (ONEGRID_TEST_DATA/instances) beside the
 * bars, in seconds of the clock on two threads, and where the time goes. Every answer passes the independent checker, or
 * the bench ends. `--seconds 10,60 --seeds 3 --threads 2 --only gh1000` shorten it; `--cpu` counts seconds of each
 * thread's own computing, for a machine that is used by others too; `--names gh1000/r1_10_1,…` takes other instances of
 * the same families.
 */
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { parseArgs } from 'node:util'
import type { Objective } from '../cli/rounds/errand.ts'
import { conventionOf, readInstance } from '../cli/rounds/readInstance.ts'
import { search } from '../cli/rounds/search.ts'
import { checkRoutes } from '../geo/rounds/checker.ts'
import { fieldOf } from '../geo/rounds/instances/fieldOf.ts'
import { anneal } from '../geo/rounds/tours/anneal.ts'
import { profileOf } from './profile.ts'
import { printTable } from './table.ts'

/** Instances of one kind, and the gaps in percent they should stay under, by seconds. */
interface Family {
  name: string
  of: RegExp
  objective: Objective
  bars: Partial<Record<number, number>>
}

const FAMILIES: Family[] = [
  { name: 'X, n ≤ 300', of: /^uchoaX\/X-n[12]/, objective: 'distance', bars: { 10: 0.5, 60: 0.2 } },
  { name: 'X, n > 300', of: /^uchoaX/, objective: 'distance', bars: { 10: 0.8, 60: 0.4 } },
  { name: 'GH 1000, type 1', of: /^gh1000\/\w+1_/, objective: 'distance', bars: { 10: 2.2, 60: 1 } },
  { name: 'GH 1000, type 2', of: /^gh1000/, objective: 'distance', bars: { 60: 3 } },
  { name: 'fleet first', of: /^(solomon100|gh200|gh400)/, objective: 'fleet', bars: { 60: 2 } },
  { name: 'XXL', of: /^arnoldXXL/, objective: 'distance', bars: { 60: 1.5, 120: 1 } },
]

/** The fixed selection, with the gaps that others had at 10/60 CPU seconds on one thread; VROOM's own seconds in brackets. */
const TRIALS: Record<string, { hgs?: string; prototype?: string; vroom?: string }> = {
  'uchoaX/X-n139-k10': {},
  'uchoaX/X-n204-k19': {},
  'uchoaX/X-n280-k17': { hgs: '0.56/0.10', prototype: '0.72/0.40', vroom: '2.32 (44)' },
  'uchoaX/X-n502-k39': { hgs: '0.37/0.17', prototype: '0.16/0.13', vroom: '0.42 (125)' },
  'uchoaX/X-n627-k43': { hgs: '2.07/1.34', prototype: '0.79/0.24' },
  'uchoaX/X-n979-k58': { hgs: '2.63/1.60', prototype: '1.13/0.90' },
  'gh1000/r1_10_5': { hgs: '8.05/3.81', prototype: '2.31/1.10' },
  'gh1000/rc1_10_3': { hgs: '6.36/4.12', prototype: '2.55/1.10', vroom: '6.5 (45)' },
  'gh1000/c1_10_5': {},
  'gh1000/r2_10_5': {},
  'gh1000/rc2_10_3': {},
  'solomon100/R109': {},
  'solomon100/RC207': {},
  'gh200/rc1_2_5': {},
  'gh400/r1_4_7': {},
  'arnoldXXL/Antwerp1': { prototype: '1.84/1.20' },
  'arnoldXXL/Ghent1': { prototype: '–/1.57' },
}

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
    options: { seconds: text, seeds: text, threads: text, only: text, names: text, cpu: { type: 'boolean' } },
  })
  const budgets = values.seconds?.split(',').map(Number)
  const names = values.names?.split(',') ?? Object.keys(TRIALS).filter((name) => name.includes(values.only ?? ''))
  const seeds = Array.from({ length: Number(values.seeds ?? 3) }, (_, k) => 1 + 1000 * k)
  const threads = Number(values.threads ?? 2)
  const ofComputing = values.cpu ?? false
  const folder = path.join(data, 'instances')
  const known = JSON.parse(readFileSync(path.join(folder, 'bks.json'), 'utf8')) as BestKnown
  const measured: Measured[] = []
  for (const name of names) {
    const family = FAMILIES.find(({ of }) => of.test(name))
    if (family === undefined) throw new Error(`${name} is of no family that has a bar`)
    for (const seconds of budgets ?? Object.keys(family.bars).map(Number)) {
      const gaps: Gap[] = []
      for (const seed of seeds)
        gaps.push(await gapOf(name, family.objective, { folder, known, seconds, seed, threads, ofComputing }))
      measured.push({ name, family, seconds, gaps })
      console.log(row(measured.at(-1)!).join('  '))
    }
  }
  console.log('')
  printTable(
    ['instance', 's', 'gap %', 'of seeds', 'bar', 'vehicles', 'steps/s', 'HGS', 'prototype', 'VROOM'],
    measured.map(row),
  )
  console.log('')
  printTable(['family', 's', 'instances', 'mean gap %', 'bar', 'fewest vehicles'], byFamily(measured))
  const last = readInstance(fileOf(folder, names[0]!))
  console.log(`\nWhere the time of one thread goes, ${names[0]}:`)
  const { field } = fieldOf(last, conventionOf(last, 'distance'))
  const shares = await profileOf(() => anneal(field, 1, (step) => step / PROFILED_STEPS))
  printTable(
    ['function', '%'],
    shares.map(({ name, share }) => [name, (share * 100).toFixed(1)]),
  )
}

const PROFILED_STEPS = 100_000

interface Measured {
  name: string
  family: Family
  seconds: number
  gaps: Gap[]
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

const fileOf = (folder: string, name: string) =>
  path.join(folder, `${name}.${/^(uchoaX|arnoldXXL)/.test(name) ? 'vrp' : 'txt'}`)

async function gapOf(
  name: string,
  objective: Objective,
  { folder, known, seconds, seed, threads, ofComputing }: Setting,
): Promise<Gap> {
  const instance = readInstance(fileOf(folder, name))
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

const mean = (of: readonly number[]) => of.reduce((sum, value) => sum + value, 0) / of.length

function row({ name, family, seconds, gaps }: Measured): (string | number)[] {
  const wanted = gaps[0]!.wanted
  const vehicles = gaps.map((gap) => gap.vehicles).join(' ')
  const { hgs = '–', prototype = '–', vroom = '–' } = TRIALS[name] ?? {}
  return [
    name,
    seconds,
    mean(gaps.map(({ percent }) => percent)).toFixed(2),
    gaps.map(({ percent }) => percent.toFixed(2)).join(' '),
    family.bars[seconds] ?? '–',
    wanted === undefined ? vehicles : `${vehicles} (${wanted})`,
    Math.round(mean(gaps.map(({ speed }) => speed))),
    hgs,
    prototype,
    vroom,
  ]
}

/** Gaps count where the vehicles are as few as known: with more, a length says nothing. */
function byFamily(measured: readonly Measured[]): (string | number)[][] {
  const groups = Map.groupBy(measured, ({ family, seconds }) => `${family.name}|${seconds}`)
  return Array.from(groups.values(), (of) => {
    const { family, seconds } = of[0]!
    const gaps = of.flatMap((one) => one.gaps)
    const fewest = gaps.filter(({ vehicles, wanted }) => vehicles <= (wanted ?? vehicles))
    const share = family.objective === 'fleet' ? `${fewest.length} of ${gaps.length}` : '–'
    const gap = fewest.length === 0 ? '–' : mean(fewest.map(({ percent }) => percent)).toFixed(2)
    return [family.name, seconds, of.length, gap, family.bars[seconds] ?? '–', share]
  })
}
