import { z } from 'zod'
import type { Proof } from '../merge/merged.ts'
import type { Visit } from '../merge/visit.ts'
import { Day } from '../problem/day.ts'
import { Half } from '../problem/halfDay.ts'
import type { Constraint } from './constraint.ts'
import type { Round } from './round.ts'
import type { Solution } from './solution.ts'

const ids = z.array(z.string())
const count = z.int().min(0)
const seconds = z.number().min(0)
const at = { premises: z.string() }

const constraint = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('window'), release: Day, due: Day }),
  z.object({ kind: z.literal('opening-hours'), ...at }),
  z.object({ kind: z.literal('half-day-length'), lengthS: seconds, longestS: seconds }),
  z.object({ kind: z.literal('officers'), department: z.string(), needed: count }),
  z.object({ kind: z.literal('crew-size'), needed: count, most: count }),
  z.object({ kind: z.literal('rounds-per-half-day'), zone: z.string(), most: count }),
  z.object({ kind: z.literal('cool-off'), ...at, days: count }),
  z.object({ kind: z.literal('frequency-cap'), ...at, most: count }),
  z.object({ kind: z.literal('unreachable'), ...at }),
  z.object({ kind: z.literal('incompatible'), matter: z.string(), against: ids }),
]) satisfies z.ZodType<Constraint>

const visit = z.object({
  id: z.string(),
  ...at,
  checks: ids.min(1),
  departments: ids.min(1),
  lead: z.string(),
  release: Day,
  due: Day,
  serviceS: seconds,
  locked: z.boolean(),
}) satisfies z.ZodType<Visit>

const proof = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('apart'), ...at, visits: count, checks: ids }),
  z.object({ kind: z.literal('exhausted'), ...at, visits: count }),
  z.object({ kind: z.literal('not-proven'), ...at, visits: count, atLeast: count }),
  z.object({ kind: z.literal('kept'), ...at, visits: count, fewest: count }),
]) satisfies z.ZodType<Proof>

const forcing = z.enum(['incompatible', 'crew-size', 'half-day-length', 'cool-off', 'opening-hours', 'officers'])

const round = z.object({
  zone: z.string(),
  day: Day,
  half: Half,
  leaveS: seconds,
  stops: z.array(z.object({ visit: z.string(), arriveS: seconds, startS: seconds, endS: seconds })).min(1),
  backS: seconds,
  travelS: seconds,
  departments: ids.min(1),
  crew: z.array(z.object({ officer: z.string(), department: z.string(), fromS: seconds, toS: seconds })),
  locked: z.boolean(),
}) satisfies z.ZodType<Round>

/** What a file must look like to be a solution, as `solve --out` writes it. */
export const SolutionForm = z.object({
  seed: z.int(),
  merged: z.object({
    visits: z.array(visit),
    proofs: z.array(proof),
    splits: z.array(z.object({ ...at, byWindows: count, visits: count, because: z.array(forcing) })),
    unmerged: z.array(z.object({ check: z.string(), because: z.array(constraint) })),
  }),
  rounds: z.array(round),
  unplaced: z.array(z.object({ check: z.string(), visit: z.string().nullable(), because: z.array(constraint) })),
  cost: z.object({ unplaced: count, visits: count, teamHalfDays: count, officerHalfDays: count, travelS: seconds }),
  bound: z.object({ teamHalfDays: count, officerHalfDays: count }),
  officerS: z.object({ whole: seconds, partial: seconds }),
  steps: count,
}) satisfies z.ZodType<Solution>
