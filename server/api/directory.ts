/** Contract of the directory. */
import { z } from 'zod'
import { LevelName } from './terms.ts'

/** Everything the client needs once: names for codes, the pack's targets, the time zone. */
export const Directory = z.object({
  district: z.object({
    code: z.string(),
    name: z.string(),
    nameEn: z.string(),
    timeZone: z.string(),
    pack: z.string(),
    demo: z.boolean(),
  }),
  targets: z.object({ dispatchHours: z.number(), closeWorkingDays: z.number() }),
  units: z.array(
    z.object({
      code: z.string(),
      kind: z.string(),
      name: z.string(),
      nameEn: z.string(),
      shortName: z.string(),
      parent: z.string().nullable(),
    }),
  ),
  categories: z.array(
    z.object({ code: z.string(), name: z.string(), nameEn: z.string(), lead: z.string().nullable() }),
  ),
  matters: z.array(
    z.object({
      code: z.string(),
      category: z.string(),
      name: z.string(),
      nameEn: z.string(),
      law: z.string(),
      article: z.string(),
      originalUnit: z.string(),
      illustrative: z.boolean(),
    }),
  ),
  zones: z.array(
    z.object({
      code: z.string(),
      name: z.string(),
      nameEn: z.string(),
      streets: z.array(z.string()),
      chief: z.string().nullable(),
      clause: z.string(),
    }),
  ),
  edition: z
    .object({
      id: z.number(),
      name: z.string(),
      validFrom: z.string(),
      knownFaults: z.boolean(),
      counts: z.partialRecord(LevelName, z.number()),
    })
    .nullable(),
})
export type Directory = z.infer<typeof Directory>
