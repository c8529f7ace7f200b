/** Contract of plans and of the ledger of visits saved. */
import { z } from 'zod'
import { Words } from './terms.ts'

/** A period (local days, both included) whose planned checks are merged. */
export const PlanRequest = z
  .strictObject({ name: z.string().min(1).max(200), from: z.iso.date(), to: z.iso.date() })
  .refine((plan) => plan.from <= plan.to, { path: ['to'], message: 'to must not be before from' })
export type PlanRequest = z.infer<typeof PlanRequest>

export const PlanSummary = z.object({
  id: z.number(),
  name: z.string(),
  from: z.string(),
  to: z.string(),
  status: z.enum(['merged', 'routed']),
})
export type PlanSummary = z.infer<typeof PlanSummary>

export const PlanOut = PlanSummary.extend({
  figures: z.object({
    checks: z.number(),
    premises: z.number(),
    /** Visits the departments would make each alone, fewest possible. */
    separate: z.number(),
    visits: z.number(),
    saved: z.number(),
    /** saved / separate; null where there was nothing to save. */
    cut: z.number().nullable(),
    rounds: z.number(),
    officerHalfDays: z.number(),
    unplaced: z.number(),
  }),
  visits: z.array(
    z.object({
      id: z.number(),
      premises: z.string(),
      lonLat: z.tuple([z.number(), z.number()]),
      street: z.string(),
      units: z.array(z.string()),
      matters: z.array(z.string()),
      release: z.string(),
      due: z.string(),
      unplaced: Words.nullable(),
    }),
  ),
  rounds: z.array(
    z.object({
      id: z.number(),
      zone: z.string(),
      day: z.string(),
      half: z.enum(['morning', 'afternoon']),
      units: z.array(z.string()),
      travelMinutes: z.number(),
      serviceMinutes: z.number(),
      /** When it leaves its seat and is back, local time, HH:MM. */
      leaves: z.string(),
      back: z.string(),
      /** Who goes, each for one unit; empty where the roster is not on record. */
      crew: z.array(z.object({ name: z.string(), unit: z.string() })),
      /** Visit ids in driving order. */
      visits: z.array(z.number()),
    }),
  ),
  /** Planned checks that no visit can serve, each with its reason. */
  impossible: z.array(
    z.object({ check: z.number(), premises: z.string(), matter: z.string(), unit: z.string(), reason: Words }),
  ),
})
export type PlanOut = z.infer<typeof PlanOut>

export const LedgerEntry = z.object({
  premises: z.string(),
  unit: z.string(),
  ordinal: z.number(),
  visit: z.number(),
  release: z.string(),
  due: z.string(),
})
export type LedgerEntry = z.infer<typeof LedgerEntry>
