import type { Account } from '../access/account.ts'
import type { Queries } from '../db.ts'
import { unitsAround } from '../duty/store.ts'
import type { Actor } from './actor.ts'

/** The account as somebody who takes steps, with the units it acts for. */
export const actorOf = async (db: Queries, { id, role, unit }: Account): Promise<Actor> => ({
  account: id,
  role,
  units: role === 'officer' ? await unitsAround(db, unit) : [unit],
})
