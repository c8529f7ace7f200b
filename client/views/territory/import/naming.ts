import type { z } from 'zod'
import { type Names, namesOf } from '../../../../geo/gridcode/naming.ts'
import { ImportOptions, type PreviewOut } from '../../../../server/api/territoryImport.ts'

type Options = z.output<typeof ImportOptions>

/** How columns become codes and names, beyond which column holds which; an empty text stands for "not set". */
export interface NamingForm {
  codeStripLeadingZeros: boolean
  /** Characters; null for codes as they are. */
  codePad: number | null
  parentStripLeadingZeros: boolean
  parentPad: number | null
  nameTemplate: string
  /** Columns of the code of the united areas; at least one, which may be '' until it is chosen. */
  by: string[]
  join: string
  dissolveName: string
}

/** As the last run had it. */
export const namingOf = (had: Partial<Options>): NamingForm => ({
  codeStripLeadingZeros: had.codeStripLeadingZeros ?? false,
  codePad: had.codePad ?? null,
  parentStripLeadingZeros: had.parentStripLeadingZeros ?? false,
  parentPad: had.parentPad ?? null,
  nameTemplate: had.nameTemplate ?? '',
  by: had.by === undefined || had.by.length === 0 ? [''] : [...had.by],
  join: had.join ?? '-',
  dissolveName: had.dissolveName ?? '',
})

/** The same as options of an import; `unites`: the areas above are made by columns. */
export function namingAsked(
  form: NamingForm & { parent: string },
  unites: boolean,
): Partial<z.input<typeof ImportOptions>> {
  const { codeStripLeadingZeros, codePad, parentStripLeadingZeros, parentPad, by, join } = form
  const [nameTemplate, dissolveName] = [form.nameTemplate.trim(), form.dissolveName.trim()]
  return {
    codeStripLeadingZeros,
    ...(codePad !== null && { codePad }),
    ...(form.parent !== '' && { parentStripLeadingZeros, ...(parentPad !== null && { parentPad }) }),
    ...(nameTemplate !== '' && { nameTemplate }),
    ...(unites && { by, join, ...(dissolveName !== '' && { dissolveName }) }),
  }
}

/** What the first features would be called; `nothing` stands where a value is missing. None while options are amiss. */
export function examplesOf(options: z.input<typeof ImportOptions>, preview: PreviewOut, nothing: string): Names[] {
  const parsed = ImportOptions.safeParse(options)
  if (!parsed.success) return []
  return preview.rows.map((row) => namesOf(row, parsed.data, preview.district, (_, found) => found ?? nothing))
}
