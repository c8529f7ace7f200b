/** `npm run demo:chicago -- --data DIR`: a real city's boundaries and 37,230 of its complaints, in an installation of their own. */
import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { readConfig } from '../server/config.ts'
import type { House } from '../server/house.ts'
import { openHouse } from '../server/openHouse.ts'
import { reportJobs } from '../server/report/jobs.ts'
import { StartProblem } from '../server/startProblem.ts'
import { readFaults } from '../server/territory/store.ts'
import { agreementOf } from './chicago/agreement.ts'
import { foundChicago } from './chicago/boundaries.ts'
import { takeComplaints } from './chicago/complaints.ts'
import { compareFujian } from './chicago/fujian.ts'

const USAGE = `npm run demo:chicago -- --data DIR [--keep FOLDER]
    --data DIR     folder with chicago_*.geojson, chicago_sanitation_311_to_2012.csv.gz and fujian_counties_*.geojson
                   (default: ONEGRID_TEST_DATA)
    --keep FOLDER  keep the installation there; look at it with ONEGRID_DATA=FOLDER/chicago npm start`

const { values } = readArguments()
const data = values.data ?? readConfig().testData

if (data === undefined || !existsSync(path.join(data, 'chicago_police_beats.geojson'))) {
  console.error(data === undefined ? USAGE : `${data}: chicago_police_beats.geojson is not there\n${USAGE}`)
  process.exit(2)
}

const kept = values.keep === undefined ? undefined : path.resolve(values.keep)
const home = kept ?? mkdtempSync(path.join(tmpdir(), 'onegrid-chicago-'))
try {
  await installation('chicago', (house) => chicago(house, data))
  await installation('fujian', (house) => fujian(house, data))
  if (kept !== undefined) console.log(`Kept: ONEGRID_DATA=${path.join(kept, 'chicago')} npm start`)
} catch (error) {
  process.exitCode = 1
  if (!(error instanceof StartProblem)) throw error
  console.error(`${error.zh}\n${error.en}`)
} finally {
  if (kept === undefined) rmSync(home, { recursive: true, force: true })
}

/** One installation serves one district: each has its own data folder and embedded PostgreSQL. */
async function installation(name: string, work: (house: House) => Promise<void>): Promise<void> {
  const dataFolder = path.join(home, name)
  mkdirSync(dataFolder, { recursive: true })
  if (kept === undefined) chmodSync(home, 0o711)
  const doors = { say: (line: string) => console.error(line), log: () => undefined, now: () => new Date() }
  const { house, close } = await openHouse({ databaseUrl: undefined, dataFolder }, 'command', doors)
  try {
    await work(house)
  } finally {
    await close()
  }
}

async function chicago(house: House, folder: string): Promise<void> {
  const { imports, edition } = await foundChicago(house, folder)
  for (const { taken, repairs } of imports) {
    console.log(
      `Imported ${Object.entries(taken)
        .map(([level, count]) => `${count} ${level}`)
        .join(', ')}`,
    )
    for (const { code, reason, at } of repairs) console.log(`  repaired ${code}: ${reason} at ${at.join(', ')}`)
  }
  const all = (await readFaults(house.db, edition.id)) ?? []
  const faults = all.filter(({ severity }) => severity === 'error')
  const worst = faults.reduce((most, fault) => Math.max(most, fault.areaM2), 0)
  console.log(
    `Published from ${edition.validFrom} with ${faults.length} known faults, the largest of ${Math.round(worst)} m²`,
  )

  await reportJobs(house)
  const taken = await takeComplaints(house, path.join(folder, 'chicago_sanitation_311_to_2012.csv.gz'))
  const rate = (seconds: number) => `${seconds.toFixed(1)} s, ${Math.round(taken.rows / seconds)} rows/s`
  console.log(
    `Took ${taken.rows} complaints, ${taken.repeated} of them listed twice, refused ${taken.refused}: durable in ${rate(taken.intakeSeconds)}`,
  )
  console.log(`Located and routed in ${rate(taken.seconds)}: ${JSON.stringify(taken.states)}`)

  const found = agreementOf(taken.places)
  const share = (part: number, whole: number) => `${((100 * part) / whole).toFixed(1)} % (${part} of ${whole})`
  console.log(`The recorded district agrees in ${share(found.agreeing, found.rows)} of the rows,`)
  console.log(`  in ${share(found.agreeing, found.comparable)} of the located rows without the ${found.closedLocated}`)
  console.log(
    `  recorded under the closed districts 13, 21, 23, under 0 or blank (${found.closed} such rows in the file)`,
  )
  console.log(`${found.unlocated} rows are unlocated, ${found.withoutPosition} of them without coordinates`)
}

async function fujian(house: House, folder: string): Promise<void> {
  for (const { code, name, vertices, farthestM } of await compareFujian(house, folder)) {
    console.log(
      `${code} ${name}: ${vertices} vertices from GCJ-02, at most ${farthestM.toFixed(2)} m from the WGS84 file`,
    )
  }
}

function readArguments() {
  try {
    return parseArgs({ options: { data: { type: 'string' }, keep: { type: 'string' } } })
  } catch (error) {
    console.error(`${(error as Error).message}\n${USAGE}`)
    process.exit(2)
  }
}
