/** `npm run stats`: hot spots and rates of any file of areas, without a database. */
import { parseArgs } from 'node:util'
import { answering } from './answering.ts'
import { answer } from './stats/door.ts'
import type { Wish } from './stats/question.ts'

const USAGE = `npm run stats -- METHOD --areas FILE.geojson --values COLUMN --out FILE.geojson|FILE.csv
  METHOD
    gi-star | gi             热点、冷点 / hot and cold spots (Getis-Ord)
    local-moran              与邻区相似或相反 / alike or unlike its neighbours
    moran | general-g        总体聚集程度 / clustering over all areas
    eb-rates | local-eb-rates  平滑比率（向总体、向邻域）/ rates smoothed towards all, towards the neighbourhood
                             [--family poisson|binomial] [--variant geoda|spdep]
    eb-index                 比率距总体的标准差数 / how far a rate lies from that of all
   多列，一列一期 / several columns, one a slice of time: --values a,b,c or --values 'week*'
    trend                    Mann-Kendall 与 Sen 斜率 / with Sen's slope
    emerging                 时空热点的 17 类 / emerging hot spots [--lag 1] [--alpha 0.1]
    forecast                 下周风险与回测 / next week's risk with its back-test [--size COLUMN] [--share 0.05]
    space-time-scan          时空排列扫描 [--longest SLICES] [--share 0.5] [--permutations N]
   地点 / places
    poisson-scan             最可能的高比率圆 / most likely circle, --population [--share 0.5] [--permutations N]
    clusters                 DBSCAN --metres M [--min-points 5]; ST-DBSCAN with --time COLUMN --span T
    knox                     近重复 / near repeats --time COLUMN --metres M --span T [--permutations N]
    density                  核密度 / --metres M [--kernel quartic|gaussian|epanechnikov]
   回看 / looking back
    accuracy                 PAI, PEI* --marked COLUMN [--size COLUMN]
    inspections              检查重排 --values CRITICAL --time DAY --risk COLUMN [--risk-without COLUMN]
  --population COLUMN        暴露量；数值作为件数，先算平滑比率
                             exposure: the values are counts and become smoothed rates first
  --weights queen            共点相邻（默认）/ areas that share a vertex (default)
  --weights knn:K | band:M   最近 K 个 / M 米之内 / the K nearest, or all within M metres
  --weights h3:R --id COLUMN | FILE.json   H3 环 / rings; 每行一个邻区列表，或 {neighbours, weights}
                             a list of neighbours a row, from 0, or two such lists: {neighbours, weights}
  --table FILE.csv --id COLUMN  另有表格，按此列与区域对应（如 Excel 另存的 CSV）/ columns in a CSV beside the areas, matched by it
  --unit degrees | metres    坐标为经纬度（默认）或平面米 / coordinates are longitude and latitude (default) or metres of a plane
  --permutations N --seed S  用 N 次随机排列求 p / p by N permutations, default seed 1
  写出 / writes: z, p_two_sided, p_fdr, bin (±1 ±2 ±3: 90 95 99 %), neighbours, reason。
  同名列被替换；无法计算的行保留并注明原因 / columns of these names are replaced; every row is kept, with its reason.
  整体数值在 GeoJSON 的 statistics 中 / figures of the whole stand in "statistics" of the GeoJSON.`

const OPTIONS = [
  ...['areas', 'values', 'population', 'weights', 'id', 'permutations', 'seed', 'out', 'lag', 'alpha', 'size', 'share'],
  ...['longest', 'metres', 'min-points', 'time', 'span', 'kernel', 'marked', 'risk', 'risk-without'],
  ...['table', 'unit', 'family', 'variant'],
]
const TEXT = { type: 'string' } as const
const wish = readArguments()

if (wish === undefined) {
  console.error(USAGE)
  process.exitCode = 2
} else if (wish.values.help) console.log(USAGE)
else await answering(() => run(wish))

function readArguments(): { positionals: string[]; values: Wish } | undefined {
  const names = Object.fromEntries(OPTIONS.map((name) => [name, TEXT]))
  try {
    return parseArgs({ allowPositionals: true, options: { ...names, help: { type: 'boolean', short: 'h' } } })
  } catch (error) {
    console.error((error as Error).message)
    return undefined
  }
}

async function run({ positionals, values }: NonNullable<typeof wish>): Promise<void> {
  const words = await answer(positionals[0] ?? '', values)
  console.log(`${words.zh}\n${words.en}`)
}
