/** Contract of zones: their history, the facts and proposals of the redraw assistant, and whole sets declared at once. */
import { z } from 'zod'
import { Words } from './terms.ts'

const code = z.string().trim().min(1).max(64)
const text = z.string().trim().min(1).max(256)
const pair = z.tuple([code, code])
const lonLat = z.tuple([z.number(), z.number()])

export const Load = z.enum(['area', 'residents', 'premises', 'reports', 'officers', 'travel'])

export const Seat = z.strictObject({
  name: text,
  lon: z.number().min(-180).max(180).nullable(),
  lat: z.number().min(-90).max(90).nullable(),
})

/** A zone as it holds on a day; `validTo` is the first day on which it no longer does. */
export const ZoneOut = z.object({
  code: z.string(),
  name: z.string(),
  nameEn: z.string(),
  clause: z.string(),
  validFrom: z.string(),
  validTo: z.string().nullable(),
  seat: z.object({ name: z.string(), lon: z.number().nullable(), lat: z.number().nullable() }).nullable(),
  streets: z.array(z.string()),
  chief: z.object({ personId: z.number(), name: z.string(), unit: z.string() }).nullable(),
})
export type ZoneOut = z.infer<typeof ZoneOut>

/** Zones on a day, and every day on which a zone begins or ends, newest first. */
export const ZoneHistory = z.object({ day: z.string(), zones: z.array(ZoneOut), days: z.array(z.string()) })
export type ZoneHistory = z.infer<typeof ZoneHistory>

const period = { from: z.iso.date().optional(), to: z.iso.date().optional() }
export const FactsQuery = z.strictObject({ day: z.iso.date().optional(), ...period })

const PlacedStreet = z.object({
  code: z.string(),
  name: z.string(),
  areaM2: z.number(),
  perimeterM: z.number(),
  parts: z.number(),
  loads: z.partialRecord(Load, z.number()),
  at: lonLat,
})

/** What the assistant knows of the district on a day. Loads without a source are not offered. */
export const ZoningFactsOut = z.object({
  edition: z.number(),
  day: z.string(),
  period: z.object({ from: z.string(), to: z.string() }),
  streets: z.array(PlacedStreet),
  borders: z.array(z.object({ a: z.number(), b: z.number(), metres: z.number() })),
  zones: z.array(ZoneOut.extend({ at: z.object({ at: lonLat, street: z.string() }).nullable() })),
  offered: z.array(z.object({ load: Load, source: Words })),
  people: z.array(z.object({ id: z.number(), name: z.string(), unit: z.string() })),
})
export type ZoningFactsOut = z.infer<typeof ZoningFactsOut>

/** What a person asks of the assistant; streets by code. */
export const ZoningAskedIn = z.strictObject({
  ...FactsQuery.shape,
  zones: z.number().int().min(1).max(100),
  loads: z
    .array(z.strictObject({ load: Load, weight: z.number().positive().max(100) }))
    .min(1)
    .max(6),
  minStreets: z.number().int().min(1).max(500).default(1),
  maxStreets: z.number().int().min(1).max(500).default(500),
  together: z.array(pair).max(500).default([]),
  apart: z.array(pair).max(500).default([]),
  locks: z
    .array(z.strictObject({ street: code, zone: code }))
    .max(500)
    .default([]),
  seats: z.array(code).max(100).default([]),
  bridges: z.array(pair).max(100).default([]),
  /** Percentage points of deviation that the other alternatives may lie above the best balanced. */
  slack: z.number().int().min(0).max(1000).default(15),
  seed: z.number().int().min(0).max(4_294_967_295).default(1),
})
export type ZoningAskedIn = z.infer<typeof ZoningAskedIn>

const Score = z.object({ deviation: z.number(), border: z.number(), travel: z.number(), moved: z.number() })
const ZoneFigures = z.object({
  label: z.string().nullable(),
  streets: z.array(z.number()),
  pieces: z.number(),
  loads: z.array(z.object({ load: Load, amount: z.number(), share: z.number(), deviation: z.number() })),
  seat: z.number(),
  travelSeconds: z.number(),
  insideM: z.number(),
  outsideM: z.number(),
  roundness: z.number(),
})
export const AlternativeOut = z.object({
  kind: z.enum(['balance', 'compact', 'changes', 'travel', 'second']),
  division: z.array(z.number()),
  score: Score,
  figures: z.object({ zones: z.array(ZoneFigures), score: Score, moved: z.array(z.number()) }),
  words: z.array(Words),
})
export const ProposalOut = z.object({
  alternatives: z.array(AlternativeOut),
  proof: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('exact'), divisions: z.number() }),
    z.object({ kind: z.literal('search'), steps: z.number(), floor: z.number() }),
  ]),
  multipart: z.array(z.number()),
})

/** How a run of the assistant stands: `progress` 0 … 1. */
export const ZoningRun = z.object({
  id: z.number(),
  state: z.enum(['running', 'done', 'refused', 'cancelled', 'failed']),
  progress: z.number(),
  proposal: ProposalOut.nullable(),
  refusal: z.array(Words),
})
export type ZoningRun = z.infer<typeof ZoningRun>

/** A whole division declared at once: every street of the edition of that day is in exactly one zone. */
export const ZoneSetIn = z.strictObject({
  from: z.iso.date(),
  clause: text,
  zones: z
    .array(
      z.strictObject({
        code,
        name: text,
        nameEn: text,
        seat: Seat.nullable().default(null),
        /** Id of the person; null leaves the post vacant. */
        chief: z.number().int().positive().max(2_147_483_647).nullable().default(null),
        streets: z.array(code).min(1).max(500),
      }),
    )
    .min(1)
    .max(100),
})
export type ZoneSetIn = z.infer<typeof ZoneSetIn>

/** What a declaration did, by zone code. */
export const ZoneSetOut = z.object({
  from: z.string(),
  kept: z.array(z.string()),
  begun: z.array(z.string()),
  ended: z.array(z.string()),
})
export type ZoneSetOut = z.infer<typeof ZoneSetOut>

/** Residents by street: CSV with the columns `street` (code or name) and `residents`. */
export const ResidentsIn = z.strictObject({ source: text, asOf: z.iso.date(), csv: z.string().min(1).max(900_000) })
export const ResidentsOut = z.object({ list: z.number(), streets: z.number() })
