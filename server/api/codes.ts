/** Contract of grid codes: their profile and report, numbering anew, and sheets of labels. */
import { z } from 'zod'
import { LevelName, Words } from './terms.ts'

const code = z.string().trim().min(1).max(64)
export const Profile = z.enum(['grid-15', 'grid-14', 'grid-15-3', 'path-5', 'free'])

export const CodesQuery = z.strictObject({ profile: Profile.optional() })

const ProfileOut = z.object({ name: Profile, words: Words, source: Words, form: z.string() })

/** The codes of an edition against a profile. `findings` may be the first of more: `found` counts them all. */
export const CodesOut = z.object({
  edition: z.number(),
  version: z.number(),
  /** The profile of this district, and the one the report is by. */
  own: Profile,
  profile: ProfileOut,
  profiles: z.array(ProfileOut),
  areas: z.number(),
  found: z.record(z.string(), z.number()),
  findings: z.array(
    z.object({
      kind: z.enum(['duplicate', 'form', 'parent', 'foreign', 'gap']),
      level: LevelName,
      code: z.string(),
      numbers: z.array(z.number()).optional(),
      words: Words,
    }),
  ),
})
export type CodesOut = z.infer<typeof CodesOut>

/** Numbers the chosen levels anew, west to east and north to south; a dry run only says what would become of what. */
export const RenumberIn = z.strictObject({
  version: z.number().int().positive(),
  profile: Profile.optional(),
  levels: z.array(LevelName).max(5),
  under: code.nullable().default(null),
  dryRun: z.boolean(),
})
export type RenumberIn = z.infer<typeof RenumberIn>

export const RenumberOut = z.object({
  version: z.number(),
  dryRun: z.boolean(),
  changes: z.array(
    z.object({ level: LevelName, from: z.string(), to: z.string(), name: z.string(), parent: z.string().nullable() }),
  ),
})
export type RenumberOut = z.infer<typeof RenumberOut>

/** Which areas get a label: of a level, below an area. */
export const LabelsQuery = z.strictObject({
  level: z.enum(['community', 'grid', 'micro-grid']).default('micro-grid'),
  under: code.optional(),
  edition: z.coerce.number().int().positive().max(2_147_483_647).optional(),
})
