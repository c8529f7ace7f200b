import type { Queries } from '../db.ts'
import { Problem } from '../errors.ts'
import type { District, House } from '../house.ts'
import { centreOf } from './store.ts'

/** The district this installation serves; nothing can be received before it is founded. */
export async function foundedDistrict(house: House): Promise<District> {
  const district = await house.district()
  if (district === null) throw new Problem('not-founded')
  return district
}

/** The grid centre's unit code. */
export async function foundedCentre(db: Queries): Promise<string> {
  const centre = await centreOf(db)
  if (centre === undefined) throw new Problem('not-founded')
  return centre
}
