/** Contract of the comparison of two editions. */
import { z } from 'zod'
import { DIFF_KINDS } from '../../geo/diff/types.ts'
import { LevelName } from './terms.ts'

export const DiffKindName = z.enum(DIFF_KINDS)
export type DiffKindName = z.infer<typeof DiffKindName>

/** What can be listed of a comparison, by page and as CSV. */
export const LISTS = ['areas', 'reports', 'premises', 'bodies'] as const
export const ListName = z.enum(LISTS)
export type ListName = z.infer<typeof ListName>

const areaRef = z.object({ code: z.string(), name: z.string(), parent: z.string().nullable(), areaM2: z.number() })
const share = z.object({ code: z.string().nullable(), areaM2: z.number() })

export const AreaDiffOut = z.object({
  level: LevelName,
  kind: DiffKindName,
  before: z.array(areaRef),
  after: z.array(areaRef),
  renamed: z.boolean(),
  reparented: z.boolean(),
  gained: z.array(share),
  lost: z.array(share),
})
export type AreaDiffOut = z.infer<typeof AreaDiffOut>

/** A report or premises that lies in another area; null: in none. */
const mover = { id: z.number(), from: z.string().nullable(), to: z.string().nullable(), street: z.boolean() }
export const ReportMoverOut = z.object({
  ...mover,
  open: z.boolean(),
  state: z.string(),
  description: z.string(),
  receivedAt: z.string(),
  /** The owner now, and where it changes the owner then; null: a person must settle it. */
  owner: z.string().nullable(),
  newOwner: z.string().nullable().optional(),
})
export type ReportMoverOut = z.infer<typeof ReportMoverOut>
export const PremisesMoverOut = z.object({ ...mover, code: z.string(), name: z.string() })
export type PremisesMoverOut = z.infer<typeof PremisesMoverOut>

const named = z.object({ code: z.string(), name: z.string() })
/** A unit or zone that a publication concerns (null where it is missing), the street it is about, and what becomes of it. */
export const BodyOut = z.object({
  concern: z.enum([
    'street-renamed',
    'border-moved',
    'unit-without-street',
    'street-without-unit',
    'zone-without-street',
    'street-without-zone',
  ]),
  body: z.object({ kind: z.string(), code: z.string(), name: z.string(), people: z.number() }).nullable(),
  street: named,
  becomes: z.array(named),
})
export type BodyOut = z.infer<typeof BodyOut>

export const Consequences = z.object({
  openReports: z.number(),
  closedReports: z.number(),
  owners: z.number(),
  premises: z.number(),
  premisesStreet: z.number(),
  bodies: z.number(),
})
export type Consequences = z.infer<typeof Consequences>

/** A comparison that is made, or how far it is, in areas. */
export const ComparisonOut = z.discriminatedUnion('state', [
  z.object({ state: z.literal('running'), done: z.number(), total: z.number() }),
  z.object({
    state: z.literal('done'),
    /** The moment whose reports and premises it knows. */
    at: z.string(),
    before: z.number(),
    after: z.number(),
    counts: z.partialRecord(LevelName, z.record(DiffKindName, z.number())),
    consequences: Consequences,
  }),
])
export type ComparisonOut = z.infer<typeof ComparisonOut>

export const ListQuery = z.strictObject({
  from: z.coerce.number().int().min(0).max(10_000_000).default(0),
  limit: z.coerce.number().int().min(1).max(500).default(100),
  level: LevelName.optional(),
  kind: DiffKindName.optional(),
})
export const pageOf = <T extends z.ZodType>(row: T) => z.object({ total: z.number(), rows: z.array(row) })
