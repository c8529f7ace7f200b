import type { LonLat } from '../../geo/types.ts'
import type { ChiefedZone } from '../territory/zoneStore.ts'

/** Where crews of a zone set out from, and the streets they serve from there. */
export interface Base {
  zone: string
  /** Code of the zone or street whose seat it is. */
  code: string
  seat: LonLat
  streets: readonly string[]
}

/**
 * A zone that works in one place has one base; one that has a room in every town instead (S2: 第一片区相对集中办公、
 * 其余三个片区在每个乡镇设置必要议事办公场所) has a base a street. A street without a known seat has none.
 */
export function basesOf(zone: ChiefedZone, streetSeats: ReadonlyMap<string, LonLat>): Base[] {
  const { lon, lat } = zone.seat ?? { lon: null, lat: null }
  if (lon !== null && lat !== null)
    return [{ zone: zone.code, code: zone.code, seat: [lon, lat], streets: zone.streets }]
  return zone.streets.flatMap((street) => {
    const seat = streetSeats.get(street)
    return seat === undefined ? [] : [{ zone: zone.code, code: street, seat, streets: [street] }]
  })
}
