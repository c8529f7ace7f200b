/** `npm run stats`: hot spots and rates of any file of areas, without a database. */
import { parseArgs } from 'node:util'
import { answering } from './door.ts'
import { numbers, readAreas, refusal } from './stats/areas.ts'
import { METHODS } from './stats/methods.ts'
import { neighboursOf } from './stats/neighbours.ts'
import { writeAnswer } from './stats/write.ts'

const USAGE = `npm run stats -- METHOD --areas FILE.geojson --values COLUMN --out FILE.geojson|FILE.csv
  METHOD
    gi-star | gi             热点、冷点 / hot and cold spots (Getis-Ord)
    local-moran              与邻区相似或相反 / alike or unlike its neighbours
    moran | general-g        总体聚集程度 / clustering over all areas
    eb-rates                 平滑比率（向总体）/ rates smoothed towards that of all
    local-eb-rates           平滑比率（向邻域）/ rates smoothed towards the neighbourhood
  --population COLUMN        暴露量；数值作为件数，先算平滑比率
                             exposure: the values are counts and become smoothed rates first
  --weights queen            共点相邻（默认）/ areas that share a vertex (default)
  --weights knn:K | band:M   最近 K 个 / M 米之内 / the K nearest, or all within M metres
  --permutations N --seed S  用 N 次随机排列求 p / p by N conditional permutations, default seed 1
  写出 / writes: z, p_two_sided, p_fdr, bin (±1 ±2 ±3: 90 95 99 %), neighbours, reason。
  同名列被替换；无法计算的行保留并注明原因 / columns of these names are replaced; every row is kept, with its reason.`

const TEXT = { type: 'string' } as const
const wish = readArguments()

if (wish === undefined) {
  console.error(USAGE)
  process.exitCode = 2
} else if (wish.values.help) console.log(USAGE)
else await answering(() => run(wish))

function readArguments() {
  const names = {
    areas: TEXT,
    values: TEXT,
    population: TEXT,
    weights: TEXT,
    permutations: TEXT,
    seed: TEXT,
    out: TEXT,
  }
  try {
    return parseArgs({ allowPositionals: true, options: { ...names, help: { type: 'boolean', short: 'h' } } })
  } catch {
    return undefined
  }
}

async function run({ positionals, values }: NonNullable<typeof wish>): Promise<void> {
  const method = METHODS[positionals[0] ?? '']
  if (method === undefined) throw refusal('METHOD', Object.keys(METHODS).join(', '), positionals[0] ?? 'nothing')
  const file = needed('--areas', values.areas)
  const column = needed('--values', values.values)
  const out = needed('--out', values.out)
  if (!/\.(csv|geojson|json)$/.test(out)) throw refusal('--out', 'a file named .geojson, .json or .csv', out)
  const areas = await readAreas(file)
  const draws = {
    permutations: whole('--permutations', values.permutations),
    seed: whole('--seed', values.seed ?? '1'),
  }
  const answer = method({
    values: numbers(areas, column),
    population: values.population === undefined ? null : numbers(areas, values.population),
    graph: neighboursOf(areas, values.weights ?? 'queen'),
    draws: values.permutations === undefined ? null : draws,
  })
  const facts = {
    method: positionals[0],
    values: column,
    population: values.population,
    weights: values.weights ?? 'queen',
  }
  await writeAnswer(out, areas, { ...answer, facts: { ...facts, ...answer.facts } })
  console.log(`${answer.words.zh}\n${answer.words.en}`)
}

function needed(name: string, value: string | undefined): string {
  if (value === undefined || value === '') throw refusal(name, 'a value', 'nothing')
  return value
}

function whole(name: string, value = '0'): number {
  if (!/^\d{1,7}$/.test(value)) throw refusal(name, 'a whole number of at most 7 digits', value)
  return Number(value)
}
