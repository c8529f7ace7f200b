import type { Place } from '../../geo/types.ts'
import type { PlaceOut } from '../api/locate.ts'
import type { ReportDetail } from '../api/report.ts'
import { localDay } from '../clock/localTime.ts'
import type { Queries } from '../db.ts'
import { allUnits, officersAt } from '../duty/store.ts'
import { actsFor } from '../duty/unit.ts'
import { Problem } from '../errors.ts'
import type { House } from '../house.ts'
import type { Actor } from './actor.ts'
import { type Force, rankCandidates } from './candidates.ts'
import { areaNames, besidesOf, editionName, eventsOf, loads } from './detailStore.ts'
import { foundedDistrict } from './founded.ts'
import { movesOf } from './moves.ts'
import type { Report } from './report.ts'
import { readFor } from './store.ts'
import { summaries } from './summaryStore.ts'

/** Everything the desk shows of one report; `not-found` also where this actor may not see it. One moment throughout. */
export async function reportDetail(house: House, id: number, by: Actor): Promise<ReportDetail> {
  const { timeZone } = await foundedDistrict(house)
  const today = localDay(house.now(), timeZone)
  return house.db.snapshot(async (tx) => {
    const report = await readFor(tx, id, by)
    const [summary] = await summaries(tx, [id], by)
    if (report === undefined || summary === undefined) throw new Problem('not-found', { facts: { id } })
    const besides = await besidesOf(tx, id)
    const names = await namesOf(tx, report)
    return {
      report: summary,
      place: placeOut(report, names),
      edition: report.edition,
      editionName: report.edition === null ? null : await editionName(tx, report.edition),
      names: Object.fromEntries(names),
      basis: report.basis,
      mode: report.mode,
      zoneChief: besides?.zoneChief ?? null,
      photo: besides?.photo ?? null,
      given: { crs: report.givenCrs, x: report.givenX, y: report.givenY },
      result: report.result,
      events: await eventsOf(tx, id),
      candidates: await candidatesFor(tx, report, by, today),
      moves: movesOf(report, by),
    }
  })
}

/** The names of every area that the place of a report speaks of, as its own edition has them. */
async function namesOf(db: Queries, { place, edition }: Report): Promise<Map<string, string>> {
  if (place === null || edition === null) return new Map()
  const near = place.kind === 'located' ? place.rivals : place.nearest === null ? [] : [place.nearest]
  const paths = [...(place.kind === 'located' ? [place.path] : []), ...near.map(({ path }) => path)]
  return areaNames(db, edition, [...new Set(paths.flatMap((path) => Object.values(path)))])
}

/** The place as the edition of that time had it. */
function placeOut({ place }: Report, names: ReadonlyMap<string, string>): PlaceOut | null {
  if (place === null || place.kind === 'unlocated') return place
  const { path } = place satisfies Place
  const named = Object.entries(path).flatMap(([level, code]) => {
    const name = names.get(code)
    return name === undefined ? [] : [[level, name]]
  })
  return { ...place, path, names: Object.fromEntries(named) }
}

async function candidatesFor(db: Queries, report: Report, by: Actor, day: string) {
  const { owner, lon, lat } = report
  if (owner === null || report.state !== 'routed' || by.role === 'officer') return []
  const units = (await allUnits(db)).filter((unit) => actsFor(unit, owner))
  const codes = units.map(({ code }) => code)
  const force: Force = { units, day, officers: await officersAt(db, codes, day), loads: await loads(db, codes) }
  return rankCandidates(lon === null || lat === null ? null : [lon, lat], force)
}
