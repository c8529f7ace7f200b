/** `npm run locate`: which areas the rows of a CSV file fall in, by the edition in force or a named one. */
import { parseArgs } from 'node:util'
import { type Atlas, buildAtlas } from '../geo/atlas.ts'
import { SYSTEMS_IN_WORDS } from '../geo/crs.ts'
import { readConfig } from '../server/config.ts'
import { Problem } from '../server/errors.ts'
import type { House } from '../server/house.ts'
import { openHouse } from '../server/openHouse.ts'
import { StartProblem } from '../server/startProblem.ts'
import { type LocateCounts, type LocatedFile, type LocateFile, locateFile } from '../server/territory/locateFile.ts'
import { areasOf, readEdition } from '../server/territory/store.ts'

const USAGE = `npm run locate -- --in points.csv --out located.csv --lon COLUMN --lat COLUMN
  [--accuracy COLUMN]  精度列，米 / column of the accuracy in metres
  [--crs NAME]         坐标系 / coordinate system, default wgs84: ${SYSTEMS_IN_WORDS}
  [--edition ID]       边界版本，默认为现行版本 / edition of boundaries, default: the one in force`

const wish = readArguments()
if (wish === undefined) {
  console.error(USAGE)
  process.exitCode = 2
} else {
  try {
    await run(wish.file, wish.edition)
  } catch (error) {
    process.exitCode = 1
    if (error instanceof StartProblem) console.error(`${error.zh}\n${error.en}`)
    else if (error instanceof Problem) console.error(sentence(error))
    else if (isFileError(error)) console.error(`文件不可用：${error.message}\nA file cannot be used: ${error.message}`)
    else throw error
  }
}

async function run(file: LocateFile, edition: number | undefined): Promise<void> {
  const atlas = await loadAtlas(edition)
  const stop = new AbortController()
  process.once('SIGINT', () => stop.abort())
  const start = performance.now()
  const result = await locateFile(file, atlas, { signal: stop.signal, onRow: progress() })
  report(file, result, (performance.now() - start) / 1000)
}

/** The database is needed for the boundaries only and closed before the file is read. */
async function loadAtlas(edition: number | undefined): Promise<Atlas> {
  const doors = { say: (line: string) => console.error(line), log: () => undefined, now: () => new Date() }
  const { house, close } = await openHouse(readConfig(), 'command', doors)
  try {
    return edition === undefined ? await atlasInForce(house) : await atlasOf(house, edition)
  } finally {
    await close()
  }
}

async function atlasInForce(house: House): Promise<Atlas> {
  const current = await house.atlas()
  if (current === null) throw new Problem('no-edition')
  return current.atlas
}

async function atlasOf(house: House, edition: number): Promise<Atlas> {
  if ((await readEdition(house.db, edition)) === undefined) {
    throw new Problem('not-found', { flaws: [{ path: 'edition', expected: 'a stored edition', got: `${edition}` }] })
  }
  return buildAtlas(await areasOf(house.db, edition))
}

/** Writes the count of rows four times a second, on a terminal only. */
function progress(): (counts: Readonly<LocateCounts>) => void {
  if (!process.stderr.isTTY) return () => undefined
  let shown = 0
  return ({ located, unlocated, unusable }) => {
    if (performance.now() - shown < 250) return
    shown = performance.now()
    process.stderr.write(`\r${located + unlocated + unusable} `)
  }
}

function report(file: LocateFile, result: LocatedFile, seconds: number): void {
  const { located, unlocated, unusable, encoding, interrupted } = result
  const rows = located + unlocated + unusable
  if (process.stderr.isTTY) process.stderr.write('\r')
  console.log(
    `定位 ${located}，未定位 ${unlocated}，不可用 ${unusable}（${encoding}，${Math.round(rows / seconds)} 行/秒）`,
  )
  console.log(`located ${located}, unlocated ${unlocated}, unusable ${unusable}`)
  if (!interrupted) return
  console.error(`已中断，前 ${rows} 行在 ${file.output}.part`)
  console.error(`Interrupted; the first ${rows} rows are in ${file.output}.part`)
  process.exitCode = 130
}

function readArguments(): { file: LocateFile; edition: number | undefined } | undefined {
  const text = { type: 'string' } as const
  const options = {
    in: text,
    out: text,
    lon: text,
    lat: text,
    accuracy: text,
    crs: text,
    delimiter: text,
    edition: text,
  }
  try {
    const { values } = parseArgs({ options })
    const { in: input, out: output, lon, lat, accuracy, crs = 'wgs84', edition } = values
    if (!input || !output || !lon || !lat) return undefined
    if (edition !== undefined && !/^\d{1,9}$/.test(edition)) return undefined
    const file = { input, output, lon, lat, crs, ...(accuracy === undefined ? {} : { accuracy }) }
    return { file, edition: edition === undefined ? undefined : Number(edition) }
  } catch (error) {
    console.error((error as Error).message)
    return undefined
  }
}

function sentence(problem: Problem): string {
  const flaws = problem.flaws.map(({ path, expected, got }) => `${path}: ${got} (${expected})`)
  const { zh, en } = problem.toJSON().error
  return [zh, en, ...flaws].join('\n')
}

function isFileError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'syscall' in error && 'path' in error
}
