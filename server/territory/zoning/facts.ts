import { buildAtlas } from '../../../geo/atlas.ts'
import { bordersOf } from '../../../geo/zoning/borders.ts'
import type { ZoningFacts } from '../../../geo/zoning/problemOf.ts'
import type { LoadName } from '../../../geo/zoning/zoning.ts'
import type { Words } from '../../api/terms.ts'
import type { ZoningFactsOut } from '../../api/zoning.ts'
import { type Day, localDay, plusDays } from '../../clock/localTime.ts'
import { Problem } from '../../errors.ts'
import type { House } from '../../house.ts'
import { type AreaRow, areasOf, editionOn } from '../store.ts'
import { type ChiefedZone, zonesOn } from '../zoneStore.ts'
import {
  latestResidents,
  officersByStreet,
  peopleOf,
  premisesByStreet,
  reportsByStreet,
  type StreetCount,
} from './store.ts'

/** Days of reports that are counted unless told otherwise: a year. */
const PERIOD_DAYS = 365

/** Which day's district, and which days' reports; today and the year before it unless told otherwise. */
export interface FactsAsked {
  day?: Day | undefined
  from?: Day | undefined
  to?: Day | undefined
}

/**
 * What the assistant knows of the district on a day. A load is offered only where the installation holds figures.
 * @throws Problem no-district, no-edition (of that day, or one without streets), invalid-input (a period that ends
 *   before it begins)
 */
export async function zoningFacts(house: House, asked: FactsAsked): Promise<ZoningFactsOut> {
  const district = await house.district()
  if (district === null) throw new Problem('no-district')
  const today = localDay(house.now(), district.timeZone)
  const day = asked.day ?? today
  const to = asked.to ?? today
  const from = asked.from ?? plusDays(to, 1 - PERIOD_DAYS)
  if (from > to)
    throw new Problem('invalid-input', { flaws: [{ path: 'from', expected: `a day up to ${to}`, got: from }] })
  const edition = await editionOn(house.db, day)
  if (edition === undefined) throw new Problem('no-edition')
  const areas = await areasOf(house.db, edition, 'street')
  if (areas.length === 0) throw new Problem('no-edition', { facts: { edition, streets: 0 } })

  const sources = await loadsOf(house, { day, from, to, areas })
  const borders = bordersOf(areas.map(({ geometry }) => geometry))
  const streets = areas.map(({ code, name, areaM2, geometry, label }, at) => ({
    code,
    name,
    areaM2,
    perimeterM: borders.perimeters[at]!,
    parts: geometry.type === 'Polygon' ? 1 : geometry.coordinates.length,
    loads: Object.fromEntries(sources.map(({ load, of }) => [load, of.get(code) ?? 0])),
    at: [label[0], label[1]] satisfies [number, number],
  }))
  const offered = sources.filter(({ of }) => streets.some(({ code }) => (of.get(code) ?? 0) > 0))
  return {
    edition,
    day,
    period: { from, to },
    streets,
    borders: borders.shared,
    zones: placedZones(await zonesOn(house.db, day), areas),
    offered: [...offered.map(({ load, source }) => ({ load, source })), { load: 'travel', source: TRAVEL_SOURCE }],
    people: await peopleOf(house.db),
  }
}

/** The facts in the form in which a problem is made of them. */
export const asZoningFacts = ({ streets, borders, zones }: ZoningFactsOut): ZoningFacts => ({
  streets,
  borders,
  zones: zones.map(({ code, name, nameEn, streets: of, at }) => ({ code, name, nameEn, streets: of, seat: at })),
})

const TRAVEL_SOURCE: Words = {
  zh: '街道中心到片区驻地，直线距离×1.32，22 km/h',
  en: "from a street's middle to the zone's seat, straight line × 1.32 at 22 km/h",
}

interface LoadSource {
  load: LoadName
  source: Words
  of: ReadonlyMap<string, number>
}

async function loadsOf(
  house: House,
  { day, from, to, areas }: { day: Day; from: Day; to: Day; areas: readonly AreaRow[] },
): Promise<LoadSource[]> {
  const { db } = house
  const [premises, reports, officers, residents] = await Promise.all([
    premisesByStreet(db),
    reportsByStreet(db, from, to),
    officersByStreet(db, day),
    latestResidents(db),
  ])
  const made: LoadSource[] = [
    {
      load: 'area',
      source: { zh: '边界版本的面积，m²', en: 'area of the edition, m²' },
      of: new Map(areas.map(({ code, areaM2 }) => [code, areaM2])),
    },
    { load: 'premises', source: { zh: '登记的检查对象', en: 'premises on record' }, of: byStreet(premises) },
    {
      load: 'reports',
      source: { zh: `${from} 至 ${to} 的上报事件`, en: `reports of ${from} to ${to}` },
      of: byStreet(reports),
    },
    {
      load: 'officers',
      source: {
        zh: `${day} 街道执法队的和派到街道的持证执法人员`,
        en: `certified officers of the street's teams or posted to it on ${day}`,
      },
      of: byStreet(officers),
    },
  ]
  if (residents === undefined) return made
  const { source, asOf } = residents
  const words = { zh: `${source}（${asOf}）`, en: `${source} (${asOf})` }
  return [...made, { load: 'residents', source: words, of: byStreet(residents.streets) }]
}

const byStreet = (counts: readonly StreetCount[]) => new Map(counts.map(({ street, n }) => [street, Number(n)]))

/** Zones with the street that their seat falls in; null where the seat has no place or lies in no street. */
function placedZones(zones: readonly ChiefedZone[], areas: readonly AreaRow[]): ZoningFactsOut['zones'] {
  const atlas = buildAtlas(areas.map((area) => ({ ...area, parent: null })))
  return zones.map((zone) => {
    const { lon = null, lat = null } = zone.seat ?? {}
    if (lon === null || lat === null) return { ...zone, at: null }
    const place = atlas.locate([lon, lat])
    return { ...zone, at: place.kind === 'located' ? { at: [lon, lat], street: place.code } : null }
  })
}
