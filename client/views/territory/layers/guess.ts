import type { FieldOut } from '../../../../server/api/territoryImport.ts'

const LIKELY = {
  unit: /(单位|部门|中队|派出所|负责|unit)$/i,
  residents: /(人口|人数|居民|residents|population)/i,
}

/** The columns of a file that seem to hold what a layer has beside codes and names, by their own names. */
export function guess(fields: readonly FieldOut[]): Partial<Record<keyof typeof LIKELY, string>> {
  const found = Object.entries(LIKELY).flatMap(([use, likely]) => {
    const column = fields.find(({ name }) => likely.test(name))
    return column === undefined ? [] : [[use, column.name]]
  })
  return Object.fromEntries(found)
}
