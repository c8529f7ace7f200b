import { z } from 'zod'
import { Day } from './day.ts'
import { Department } from './department.ts'
import { LockedRound } from './lockedRound.ts'
import { Officer } from './officer.ts'
import { PlannedCheck } from './plannedCheck.ts'
import { Premises } from './premises.ts'
import { Rules } from './rules.ts'
import { TravelRule } from './travelRule.ts'
import { Zone } from './zone.ts'

/**
 * Everything the rounds of a district depend on, and nothing else: the same problem and seed, the same rounds. This is
 * also the file that `npm run rounds -- solve` reads. Ids are unique within their list; every id that is named exists.
 */
export const Problem = z.object({
  /** Datum of every position in it, WGS84 where none is named; GCJ-02 and BD-09 are converted before. */
  crs: z.enum(['WGS84', 'CGCS2000']).optional(),
  /** Local days on which crews go out, ascending, make-up days (调休) counted. The horizon of the plan. */
  workingDays: z.array(Day),
  departments: z.array(Department),
  zones: z.array(Zone),
  premises: z.array(Premises),
  checks: z.array(PlannedCheck),
  /** Who can go; null: the roster is not known, so officers limit nothing and rounds carry no names. */
  officers: z.array(Officer).nullable(),
  rules: Rules,
  travel: TravelRule,
  locked: z.array(LockedRound).default([]),
})
export type Problem = z.infer<typeof Problem>
