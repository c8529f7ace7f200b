/** How the properties of a feature in a boundary file become its code, name and parent, and the area it is united into. */
export interface Naming {
  /** Property that holds the code. */
  code: string
  codeStripLeadingZeros: boolean
  /** Codes are filled with zeros on the left to this length. */
  codePad?: number | undefined
  name?: string | undefined
  /** Instead of `name`: a text in which {property} stands for a property's value. */
  nameTemplate?: string | undefined
  parent?: string | undefined
  parentStripLeadingZeros: boolean
  parentPad?: number | undefined
  /** The level above that is built by uniting areas. */
  dissolve?: string | undefined
  /** Properties whose values, joined by `join`, make the code of the united area. */
  by: readonly string[]
  join: string
  dissolveName?: string | undefined
}

export interface Names {
  code: string
  name: string
  /** Code that the file names as parent; null where none is declared. */
  parent: string | null
  /** Code and name of the dissolved area it goes into; null without `dissolve`. */
  upper: { code: string; name: string } | null
}

type Properties = Record<string, unknown>
/** Takes what a property gave; says what stands in the place of nothing. */
export type OrElse = (property: string, found: string | undefined, kind: 'missing-code' | 'missing-name') => string

/** The names of one feature; whatever is missing goes through `required`. */
export function namesOf(
  properties: Properties,
  naming: Naming,
  district: { code: string; name: string },
  required: OrElse,
): Names {
  const { parent, parentStripLeadingZeros, parentPad } = naming
  return {
    code: required(naming.code, ownCode(properties, naming), 'missing-code'),
    name: nameOf(properties, naming, required),
    parent:
      parent === undefined
        ? null
        : required(parent, codeOf(properties[parent], parentStripLeadingZeros, parentPad), 'missing-code'),
    upper: upperOf(properties, naming, district, required),
  }
}

/** The code of a feature; undefined where its property holds none. */
export const ownCode = (properties: Properties, naming: Naming): string | undefined =>
  codeOf(properties[naming.code], naming.codeStripLeadingZeros, naming.codePad)

function nameOf(properties: Properties, { name, nameTemplate }: Naming, required: OrElse): string {
  if (nameTemplate !== undefined) return filled(nameTemplate, properties, required)
  return required(name!, textOf(properties[name!]), 'missing-name')
}

function upperOf(properties: Properties, naming: Naming, district: { code: string; name: string }, required: OrElse) {
  const { dissolve, by, join, dissolveName } = naming
  if (dissolve === undefined) return null
  if (dissolve === 'district') return { code: district.code, name: district.name }
  const code = by.map((property) => required(property, textOf(properties[property]), 'missing-code')).join(join)
  return { code, name: dissolveName === undefined ? code : filled(dissolveName, properties, required) }
}

const filled = (template: string, properties: Properties, required: OrElse) =>
  template.replaceAll(/\{([^{}]+)\}/g, (_, property: string) =>
    required(property, textOf(properties[property]), 'missing-name'),
  )

/** Texts and whole numbers as text; anything else is no code and no name, nor is what no database and no file can hold. */
export function textOf(value: unknown): string | undefined {
  const text = typeof value === 'number' && Number.isSafeInteger(value) ? String(value) : value
  if (typeof text !== 'string' || !isStorable(text)) return undefined
  const trimmed = text.trim()
  return trimmed.length > 0 && trimmed.length <= 256 ? trimmed : undefined
}

/** No NUL and no half of a surrogate pair. */
export const isStorable = (text: string): boolean => !text.includes('\0') && text.isWellFormed()

/** What a spreadsheet makes of a long code: its last digits are lost. */
const DAMAGED = /^\d(\.\d+E\+?|E\+)\d+$/i
/** What a column of floating numbers makes of one: all digits are there. */
const FLOATED = /^(\d{6,15})\.0+$/

function codeOf(value: unknown, stripLeadingZeros: boolean, pad: number | undefined): string | undefined {
  const text = textOf(value)
  if (text === undefined || text.length > 64 || DAMAGED.test(text)) return undefined
  const whole = text.replace(FLOATED, '$1')
  const stripped = stripLeadingZeros ? whole.replace(/^0+(?=.)/, '') : whole
  return pad === undefined ? stripped : stripped.padStart(pad, '0')
}
