import type { z } from 'zod'
import type { ImportOptions, PreviewOut } from '../../../../server/api/territoryImport.ts'
import { LEVELS, type LevelName } from '../../../map/area.ts'
import { type NamingForm, namingAsked, namingOf } from './naming.ts'
import { type Reading, readingOf } from './reading.ts'

/** What the person has set; an empty text stands for "not set". */
export interface Form extends Reading, NamingForm {
  edition: number | 'new'
  level: LevelName
  code: string
  name: string
  parent: string
  makeValid: boolean
  mergeSameCode: boolean
  dissolve: boolean
}

/** The form as it opens: what the last run had, else what is suggested. */
export function formOf(preview: PreviewOut, last: Record<string, unknown> | null, edition: number | null): Form {
  const { suggested } = preview
  const fresh: Form = {
    ...readingOf(preview),
    edition: edition ?? 'new',
    level: suggested.level,
    code: suggested.code ?? preview.fields[0]?.name ?? '',
    name: suggested.name ?? preview.fields[0]?.name ?? '',
    parent: suggested.parent ?? '',
    makeValid: true,
    mergeSameCode: false,
    dissolve: false,
    ...namingOf({}),
  }
  if (last === null) return fresh
  const had = last as Partial<z.output<typeof ImportOptions>>
  const column = (name: string | undefined, otherwise: string) =>
    preview.fields.some((field) => field.name === name) ? name! : otherwise
  return {
    ...fresh,
    edition: had.edition ?? fresh.edition,
    level: had.level ?? fresh.level,
    code: column(had.code, fresh.code),
    name: column(had.name, fresh.name),
    parent: column(had.parent, ''),
    crs: had.crs ?? '',
    swapAxes: had.swapAxes ?? false,
    makeValid: had.makeValid ?? true,
    mergeSameCode: had.mergeSameCode ?? false,
    dissolve: had.dissolve !== undefined,
    ...namingOf(had),
  }
}

/** The level above, which can be built by uniting areas; undefined for the district. */
export const levelAbove = (level: LevelName): LevelName | undefined => LEVELS[LEVELS.indexOf(level) - 1]

export function optionsOf(form: Form, { district }: PreviewOut): z.input<typeof ImportOptions> {
  const above = form.dissolve ? levelAbove(form.level) : undefined
  return {
    district: district.code,
    level: form.level,
    code: form.code,
    name: form.name,
    swapAxes: form.swapAxes,
    makeValid: form.makeValid,
    mergeSameCode: form.mergeSameCode,
    edition: form.edition,
    ...(form.layer !== undefined && { layer: form.layer }),
    ...(form.encoding !== undefined && { encoding: form.encoding }),
    ...(form.crs !== '' && { crs: form.crs }),
    ...(form.parent !== '' && { parent: form.parent }),
    ...(above !== undefined && { dissolve: above }),
    ...namingAsked(form, above !== undefined && above !== 'district'),
  }
}

/** Whether everything is set that has to be. */
export const isReady = (form: Form, preview: PreviewOut): boolean =>
  form.code !== '' &&
  (form.name !== '' || form.nameTemplate !== '') &&
  (form.crs !== '' || preview.declared !== null) &&
  (!form.dissolve || form.by.every((property) => property !== '') || levelAbove(form.level) === 'district')
