import type { DataSet } from '../../demo/dataSet.ts'
import { DEMO_SEED, generate } from '../../demo/generate.ts'
import { lastCompleteDay } from '../../demo/year/days.ts'
import { areaM2, interiorPoint } from '../../geo/interior.ts'
import { accountByLogin } from '../access/accountStore.ts'
import { createDemoAccounts, type DemoLogin } from '../access/demo.ts'
import { isWorkingDay } from '../clock/workingDays.ts'
import type { House } from '../house.ts'
import { makePlan, makeRounds } from '../plan/flow.ts'
import { listPlans } from '../plan/store.ts'
import { type Actor, SYSTEM } from '../report/actor.ts'
import { tell } from '../report/history.ts'
import { checkEdition } from '../territory/check/flow.ts'
import { deleteDraft, foundDistrict, newEdition } from '../territory/flow.ts'
import { approveEdition, publishEdition } from '../territory/lifeFlow.ts'
import { type AreaRow, insertAreas, listEditions } from '../territory/store.ts'
import { insertZones } from '../territory/zoneStore.ts'
import {
  beginLoad,
  certifiedByUnit,
  insertInspections,
  insertLaw,
  insertPeople,
  noteStage,
  readLoad,
  type Stage,
} from './store.ts'
import { type Cast, storyOf } from './story.ts'

export interface DemoWish {
  seed?: number
  /** Last day of the reports; the last complete day in Asia/Shanghai unless told. */
  lastDay?: string
  reports?: number
  /** Where the passwords of the demo accounts are kept. */
  accounts: string
}

/** How far a stage has come; `done` reaches `total`. */
export interface Progress {
  stage: Stage
  done: number
  total: number
}

const REPORTS = 60_000
const AT_ONCE = 1_000
const EDITION = '沙县区示意边界'

/** Whether this installation holds the demo district, wholly or as an interrupted beginning. */
export async function demoState(house: House): Promise<'absent' | 'unfinished' | 'finished'> {
  const load = await readLoad(house.db)
  if (load === undefined) return 'absent'
  return load.stage === 'finished' ? 'finished' : 'unfinished'
}

/**
 * Founds the demo district and fills it through the product's own flows: boundaries checked and published, law and
 * people, accounts, then a year of reports. An interrupted load goes on where it stopped, with the seed and day it was
 * begun with. A finished one is left alone and answers no accounts.
 * @throws Problem invalid-input when the installation serves another district
 */
export async function loadDemo(
  house: House,
  wish: DemoWish,
  onProgress: (progress: Progress) => void,
): Promise<DemoLogin[]> {
  await beginLoad(house.db, {
    seed: wish.seed ?? DEMO_SEED,
    lastDay: wish.lastDay ?? lastCompleteDay(house.now()),
    reports: wish.reports ?? REPORTS,
  })
  const load = (await readLoad(house.db))!
  if (load.stage === 'finished') return []
  const set = generate(load)
  await foundDistrict(house, set.district)
  if (load.stage === 'areas') await publishAreas(house, set, onProgress)
  if (load.stage === 'areas' || load.stage === 'law') await writeLaw(house, set, onProgress)
  const logins = await createDemoAccounts(house, wish.accounts)
  await planYear(house, set.lastDay.slice(0, 4))
  await tellYear(house, set, onProgress)
  await noteStage(house.db, 'finished', house.now())
  onProgress({ stage: 'finished', done: 1, total: 1 })
  return logins
}

/** Draft → checked with zero faults → published from the first day of the year. */
async function publishAreas(house: House, set: DataSet, onProgress: (progress: Progress) => void): Promise<void> {
  const total = set.areas.length
  onProgress({ stage: 'areas', done: 0, total })
  const nobody = { account: null }
  const editions = await listEditions(house.db)
  if (!editions.some(({ status }) => status === 'published')) {
    for (const { id, name } of editions) if (name === EDITION) await deleteDraft(house, id, nobody)
    const { id } = await newEdition(house, EDITION, nobody)
    await house.db.transaction((tx) => insertAreas(tx, id, set.areas.map(areaRow)))
    await checkEdition(house, id, nobody)
    await approveEdition(house, id, { acceptFaults: false, account: null })
    await publishEdition(house, id, { from: set.firstDay, account: null })
  }
  await noteStage(house.db, 'law', house.now())
  onProgress({ stage: 'areas', done: total, total })
}

function areaRow(area: DataSet['areas'][number]): AreaRow {
  const label = interiorPoint(area.geometry)
  if (label === null) throw new Error(`${area.code} has no interior`)
  return { ...area, label, areaM2: areaM2(area.geometry), source: { ...area.source } }
}

async function writeLaw(house: House, set: DataSet, onProgress: (progress: Progress) => void): Promise<void> {
  onProgress({ stage: 'law', done: 0, total: 1 })
  await house.db.transaction(async (tx) => {
    await insertLaw(tx, set)
    await insertZones(
      tx,
      set.zones.map(({ seat, seatAt, chiefs, streets, ...zone }) => ({
        ...zone,
        streets: [...streets],
        validTo: null,
        seat: seat === null ? null : { name: seat, lon: seatAt?.[0] ?? null, lat: seatAt?.[1] ?? null },
      })),
    )
    await insertPeople(tx, set)
    await insertInspections(tx, set)
    await noteStage(tx, 'reports', house.now())
  })
  onProgress({ stage: 'law', done: 1, total: 1 })
}

/** The planner's yearly joint plan: checks merged, rounds driven. A year without a decreed calendar has none yet. */
async function planYear(house: House, year: string): Promise<void> {
  const planner = await accountByLogin(house.db, 'planner')
  const decreed = isWorkingDay(`${year}-12-31`, 'china') !== undefined
  if (planner === undefined || !decreed || (await listPlans(house.db)).length > 0) return
  const request = { name: `${year} 年度联合检查计划`, from: `${year}-01-01`, to: `${year}-12-31` }
  const { id } = await makePlan(house, request, planner.id)
  await makeRounds(house, id)
}

/**
 * Tells the year a thousand reports at a time, two thousand in flight so that the database and this process work side by
 * side. What was told before an interruption is recognised by its key.
 */
async function tellYear(house: House, set: DataSet, onProgress: (progress: Progress) => void): Promise<void> {
  const cast = await castOf(house, set)
  const total = set.reports.length
  let begun = 0
  let done = 0
  const teller = async () => {
    while (begun < total) {
      const some = set.reports.slice(begun, begun + AT_ONCE)
      begun += some.length
      const { refused } = await tell(
        house,
        some.map((report) => storyOf(report, cast)),
        SYSTEM,
      )
      if (refused.length > 0) throw refused[0]!.problem
      done += some.length
      onProgress({ stage: 'reports', done, total })
    }
  }
  onProgress({ stage: 'reports', done, total })
  const ends = await Promise.allSettled(
    [teller(), teller()].map((one) =>
      one.finally(() => {
        begun = total
      }),
    ),
  )
  for (const end of ends) if (end.status === 'rejected') throw end.reason
}

async function castOf(house: House, set: DataSet): Promise<Cast> {
  const account = await accountByLogin(house.db, 'operator')
  const operator: Actor = { account: account?.id ?? null, role: 'operator', units: ['centre'] }
  const teams = set.units.filter(({ kind }) => kind === 'team').map(({ code, parent }) => [parent!, code] as const)
  return { operator, teams: new Map(teams), officers: await certifiedByUnit(house.db) }
}
