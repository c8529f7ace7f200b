/** Contract of the check of a draft's boundaries and of its repair. */
import type { Geometry, MultiPolygon, Polygon } from 'geojson'
import { z } from 'zod'
import { FAULT_KINDS } from '../../geo/faultWords.ts'
import { VERBS } from '../../geo/repair/proposal.ts'
import { Id, LevelName, Words } from './terms.ts'

export const FaultKind = z.enum(FAULT_KINDS)
export const Severity = z.enum(['error', 'warning'])
const code = z.string().trim().min(1).max(64)
const version = z.number().int().positive()

/** A way to mend a fault; a fault's own `proposals` are the ones that fit it. */
export const RepairProposal = z.strictObject({
  fault: z.string().min(1).max(64),
  verb: z.enum(VERBS),
  to: z
    .discriminatedUnion('by', [
      z.strictObject({ by: z.literal('longest') }),
      z.strictObject({ by: z.literal('first') }),
      z.strictObject({ by: z.literal('code'), code }),
    ])
    .optional(),
  code: code.optional(),
})
export type RepairProposal = z.infer<typeof RepairProposal>

export const FaultOut = z.object({
  id: z.string(),
  kind: FaultKind,
  severity: Severity,
  level: LevelName,
  code: z.string(),
  other: z.string().optional(),
  areas: z.array(z.string()),
  areaM2: z.number(),
  widthM: z.number().nullable(),
  narrow: z.boolean(),
  at: z.tuple([z.number(), z.number()]),
  geometry: z.custom<Geometry>(),
  proposals: z.array(RepairProposal),
  words: Words,
})
export type FaultOut = z.infer<typeof FaultOut>

export const FaultsQuery = z.strictObject({
  kind: FaultKind.optional(),
  severity: Severity.optional(),
  offset: z.coerce.number().int().min(0).max(10_000_000).default(0),
  limit: z.coerce.number().int().min(1).max(1000).default(200),
})

/** One group of faults: how many and how large together. */
export const FaultGroup = z.object({
  kind: FaultKind,
  severity: Severity,
  count: z.number(),
  narrow: z.number(),
  areaM2: z.number(),
  largestM2: z.number(),
})
export type FaultGroup = z.infer<typeof FaultGroup>

/** A page of the last check's faults, the groups of all of them, and the version that was checked; null: unchecked. */
export const FaultsPage = z.object({
  edition: z.number(),
  version: z.number(),
  checked: z.boolean(),
  groups: z.array(FaultGroup),
  total: z.number(),
  faults: z.array(FaultOut),
})
export type FaultsPage = z.infer<typeof FaultsPage>

const sizeM2 = z.number().min(0).max(1e9)
/** What is mended without asking for each fault; sizes in square metres, 0 for none of the kind. */
export const RepairRule = z.strictObject({
  gapsM2: sizeM2.default(0),
  overlapsM2: sizeM2.default(0),
  overlapsTo: z.enum(['longest', 'first']).default('longest'),
  outsideM2: sizeM2.default(0),
  outside: z.enum(['extend-parent', 'clip-child']).default('extend-parent'),
  snapM: z.number().min(0).max(100).default(0),
  makeValid: z.boolean().default(false),
  reparent: z.boolean().default(false),
  join: z.boolean().default(true),
})
export type RepairRule = z.infer<typeof RepairRule>

/** A repair by single proposals or by a rule, to be looked at or to be applied. */
export const RepairIn = z
  .strictObject({
    version,
    accept: z.array(RepairProposal).min(1).max(5000).optional(),
    rule: RepairRule.optional(),
    apply: z.boolean().default(false),
  })
  .refine(({ accept, rule }) => (accept === undefined) !== (rule === undefined), {
    path: ['accept'],
    message: 'either accept or rule',
  })
export type RepairIn = z.infer<typeof RepairIn>

export const LevelTiling = z.object({
  level: LevelName,
  areas: z.number(),
  matched: z.boolean(),
  tiled: z.number(),
  parents: z.number(),
  areaError: z.number(),
})
/** Whether areas of every level match vertex by vertex and fill their parents exactly. */
export const Tiling = z.object({ exact: z.boolean(), levels: z.array(LevelTiling) })

/** Several hundred changed areas are drawn; the figures count all. */
export const DrawnAreas = z.object({
  type: z.literal('FeatureCollection'),
  features: z.array(
    z.object({
      type: z.literal('Feature'),
      geometry: z.custom<Polygon | MultiPolygon>(),
      properties: z.object({ code: z.string(), name: z.string(), level: LevelName }),
    }),
  ),
})

export const RepairOut = z.object({
  /** Faults that the proposals or the rule take on. */
  accepted: z.number(),
  /** Areas that change, come or go. */
  changed: z.number(),
  removed: z.array(z.string()),
  movedM2: z.number(),
  displacementM: z.number(),
  before: DrawnAreas,
  after: DrawnAreas,
  /** Errors and warnings that are left; null where the rest of the edition was not looked at again. */
  left: z.object({ errors: z.number(), warnings: z.number() }).nullable(),
  tiling: Tiling.nullable(),
  /** Number of the change and the new version; null for a preview and where there was nothing to change. */
  applied: z.object({ change: z.number(), version: z.number() }).nullable(),
})
export type RepairOut = z.infer<typeof RepairOut>

export const CheckOut = z.object({ errors: z.number(), warnings: z.number(), tiling: Tiling })
export type CheckOut = z.infer<typeof CheckOut>

/** A check or repair in the background. */
export const CheckRun = z.object({
  id: z.number(),
  edition: z.number(),
  state: z.enum(['running', 'done', 'failed', 'cancelled']),
  done: z.number(),
  of: z.number(),
  check: CheckOut.nullable(),
  repair: RepairOut.nullable(),
  problem: z.object({ code: z.string(), zh: z.string(), en: z.string() }).nullable(),
})
export type CheckRun = z.infer<typeof CheckRun>

export const EditionId = z.strictObject({ id: Id })
