import type { Premises } from '../../geo/rounds/problem/premises.ts'
import type { LonLat } from '../../geo/types.ts'

/** An enterprise or shop as it is stored. */
export interface StoredPremises {
  id: number
  code: string
  name: string
  at: LonLat
  street: string
  /** Most visits a year (国办发〔2024〕54号); null: none is set. */
  yearlyCap: number | null
}

/** A premises as the engine sees it; rounds of `zone` go there. */
export const premisesOf = ({ code, name, at, yearlyCap }: StoredPremises, zone: string): Premises => ({
  id: code,
  name,
  at: [at[0], at[1]],
  zone,
  hours: [],
  closed: [],
  mostVisits: yearlyCap,
  coolOffDays: 0,
})
