import { z } from 'zod'
import { ImportOptions } from '../../api/territoryImport.ts'
import { accept } from '../../contract.ts'

const flag = z.enum(['true', 'false']).transform((text) => text === 'true')
const whole = z
  .string()
  .regex(/^\d{1,3}$/)
  .transform(Number)

/** The spelling of the options in a query string: everything there is text. */
const Query = z.strictObject({
  file: z.string().min(1).max(256).default('upload.geojson'),
  district: z.string(),
  level: z.string(),
  code: z.string(),
  name: z.string().optional(),
  nameTemplate: z.string().optional(),
  parent: z.string().optional(),
  layer: z.string().optional(),
  encoding: z.string().optional(),
  crs: z.string().optional(),
  swapAxes: flag.optional(),
  codeStripLeadingZeros: flag.optional(),
  codePad: whole.optional(),
  parentStripLeadingZeros: flag.optional(),
  parentPad: whole.optional(),
  mergeSameCode: flag.optional(),
  makeValid: flag.optional(),
  dissolve: z.string().optional(),
  by: z.string().optional(),
  join: z.string().optional(),
  dissolveName: z.string().optional(),
})

/** The import options of `POST /territory/editions/:id/import?…`; `by` lists properties with commas between. */
export function optionsOfQuery(query: unknown, edition: number): { options: ImportOptions; file: string } {
  const { file, by, ...rest } = accept(Query, query)
  return { file, options: accept(ImportOptions, { ...rest, edition, ...(by !== undefined && { by: by.split(',') }) }) }
}
