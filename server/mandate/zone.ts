import type { Day } from '../clock/localTime.ts'

/** A zone's hold on one street, dated. */
export interface ZoneStreet {
  zone: string
  name: string
  nameEn: string
  street: string
  validFrom: Day
  validTo: Day | null
}

/** A person's dated duty as chief of a zone (片长). */
export interface ZoneChief {
  zone: string
  person: number
  name: string
  validFrom: Day
  validTo: Day | null
}

const inForce = (dated: { validFrom: Day; validTo: Day | null }, day: Day): boolean =>
  dated.validFrom <= day && (dated.validTo === null || day < dated.validTo)

/** The zone a street stood in on a day; undefined where it stood in none. */
export const zoneOn = (zones: readonly ZoneStreet[], street: string, day: Day): ZoneStreet | undefined =>
  zones.find((zone) => zone.street === street && inForce(zone, day))

/** Who was chief of a zone on a day; undefined while the post is vacant. */
export const chiefOn = (chiefs: readonly ZoneChief[], zone: string, day: Day): ZoneChief | undefined =>
  chiefs.find((chief) => chief.zone === zone && inForce(chief, day))
