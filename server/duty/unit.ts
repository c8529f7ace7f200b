/** A body that answers for something. A street unit's code is the code of its street area. */
export interface Unit {
  code: string
  kind: 'centre' | 'street' | 'team' | 'department' | 'squad'
  name: string
  nameEn: string
  parent: string | null
  /** Where its people set out from, degrees; null where nobody told. */
  seatLon: number | null
  seatLat: number | null
}

/** Whether a unit carries out for another: the body itself, or a team or squad of it. */
export const actsFor = (unit: Pick<Unit, 'code' | 'parent'>, owner: string): boolean =>
  unit.code === owner || unit.parent === owner
