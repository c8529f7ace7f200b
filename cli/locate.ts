/** `npm run locate`: which areas the rows of a CSV file fall in, by the edition in force or a named one. */
import { parseArgs } from 'node:util'
import { z } from 'zod'
import type { Atlas } from '../geo/atlas.ts'
import { SYSTEMS_IN_WORDS } from '../geo/crs.ts'
import { readConfig } from '../server/config.ts'
import { Problem } from '../server/errors.ts'
import type { House } from '../server/house.ts'
import { openHouse } from '../server/openHouse.ts'
import { StartProblem } from '../server/startProblem.ts'
import { atlasAsOf } from '../server/territory/asOf.ts'
import { type LocateCounts, type LocatedFile, type LocateFile, locateFile } from '../server/territory/locateFile.ts'

const USAGE = `npm run locate -- --in points.csv --out located.csv --lon COLUMN --lat COLUMN
  [--accuracy COLUMN]  精度列，米 / column of the accuracy in metres
  [--crs NAME]         坐标系 / coordinate system, default wgs84: ${SYSTEMS_IN_WORDS}
  [--edition ID]       边界版本，默认为现行版本 / edition of boundaries, default: the one in force
  [--at YYYY-MM-DD]    该日生效的版本 / the edition in force on that local day`

const wish = readArguments()
if (wish === undefined) {
  console.error(USAGE)
  process.exitCode = 2
} else {
  try {
    await run(wish.file, wish)
  } catch (error) {
    process.exitCode = 1
    if (error instanceof StartProblem) console.error(`${error.zh}\n${error.en}`)
    else if (error instanceof Problem) console.error(sentence(error))
    else if (isFileError(error)) console.error(`文件不可用：${error.message}\nA file cannot be used: ${error.message}`)
    else throw error
  }
}

async function run(file: LocateFile, asked: Asked): Promise<void> {
  const atlas = await loadAtlas(asked)
  const stop = new AbortController()
  process.once('SIGINT', () => stop.abort())
  const start = performance.now()
  const result = await locateFile(file, atlas, { signal: stop.signal, onRow: progress() })
  report(file, result, (performance.now() - start) / 1000)
}

/** The database is needed for the boundaries only and closed before the file is read. */
async function loadAtlas({ edition, at }: Asked): Promise<Atlas> {
  const doors = { say: (line: string) => console.error(line), log: () => undefined, now: () => new Date() }
  const { house, close } = await openHouse(readConfig(), 'command', doors)
  try {
    return edition === undefined ? (await atlasAsOf(house, at)).atlas : await atlasOf(house, edition)
  } finally {
    await close()
  }
}

async function atlasOf(house: House, edition: number): Promise<Atlas> {
  const found = await house.atlasOf(edition)
  if (found !== null) return found.atlas
  throw new Problem('not-found', { flaws: [{ path: 'edition', expected: 'a stored edition', got: `${edition}` }] })
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

/** Which edition answers: its number, or the local day on which it is in force; the one in force now. */
interface Asked {
  edition: number | undefined
  at: string | undefined
}

function readArguments(): ({ file: LocateFile } & Asked) | undefined {
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
    at: text,
  }
  try {
    const { values } = parseArgs({ options })
    const { in: input, out: output, lon, lat, accuracy, crs = 'wgs84', edition, at } = values
    if (!input || !output || !lon || !lat) return undefined
    if (edition !== undefined && !/^\d{1,9}$/.test(edition)) return undefined
    if (at !== undefined && (edition !== undefined || !z.iso.date().safeParse(at).success)) return undefined
    const file = { input, output, lon, lat, crs, ...(accuracy === undefined ? {} : { accuracy }) }
    return { file, edition: edition === undefined ? undefined : Number(edition), at }
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
