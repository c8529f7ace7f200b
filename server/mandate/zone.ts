import { type Dated, inForce } from '../clock/inForce.ts'
import type { Day } from '../clock/localTime.ts'

/** A zone's hold on one street, dated. */
export interface ZoneStreet extends Dated {
  zone: string
  name: string
  nameEn: string
  street: string
}

/** A person's dated duty as chief of a zone (片长). */
export interface ZoneChief extends Dated {
  zone: string
  person: number
  name: string
}

/** The zone a street stood in on a day; undefined where it stood in none. */
export const zoneOn = (zones: readonly ZoneStreet[], street: string, day: Day): ZoneStreet | undefined =>
  zones.find((zone) => zone.street === street && inForce(zone, day))

/** Who was chief of a zone on a day; undefined while the post is vacant. */
export const chiefOn = (chiefs: readonly ZoneChief[], zone: string, day: Day): ZoneChief | undefined =>
  chiefs.find((chief) => chief.zone === zone && inForce(chief, day))
