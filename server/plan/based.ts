import type { Words } from '../api/terms.ts'
import type { ChiefedZone } from '../territory/zoneStore.ts'
import type { Base } from './base.ts'
import type { StoredPremises } from './premises.ts'
import type { StoredVisit } from './store.ts'

const NO_ZONE: Words = { zh: '该街道不属于任何片区', en: 'Its street belongs to no zone' }
const NO_SEAT: Words = {
  zh: '片区和街道均未登记办公地点，无法确定出发点',
  en: 'Neither zone nor street has a seat on record to start from',
}

/** Visits that some base can send rounds to, and the others with their reasons. */
export function apart(visits: readonly StoredVisit[], zones: readonly ChiefedZone[], bases: readonly Base[]) {
  const zoned = new Set(zones.flatMap((zone) => zone.streets))
  const served = new Set(bases.flatMap((base) => base.streets))
  return {
    based: visits.filter(({ place }) => served.has(place.street)),
    unbased: visits
      .filter(({ place }) => !served.has(place.street))
      .map(({ id, place }) => ({ visit: id, reason: zoned.has(place.street) ? NO_SEAT : NO_ZONE })),
  }
}

/** The premises of visits, each once. */
export const placesOf = (visits: readonly StoredVisit[]): StoredPremises[] => [
  ...new Map(visits.map(({ place }) => [place.id, place])).values(),
]
