import { openCsvText } from '../../server/csv/encoding.ts'
import { csvRecords } from '../../server/csv/records.ts'
import { type AreaFile, refusal } from './areas.ts'

/**
 * The areas with the columns of a CSV beside them, matched by the column `id` of both; UTF-8, UTF-16 or GB18030. Areas
 * without a row keep what they had. Texts that are empty are null.
 * @throws Problem where the column is missing, a row has the wrong number of fields, or a row fits no area or not one only
 */
export async function withTable(areas: AreaFile, file: string, id: string): Promise<AreaFile> {
  const rows = new Map<string, Record<string, string | null>>()
  let header: string[] | undefined
  const { text } = await openCsvText(file)
  for await (const { line, raw, fields } of csvRecords(text)) {
    const at = `${file} line ${line}`
    if (fields === null) throw refusal(at, `${header?.length ?? 'some'} fields`, raw.slice(0, 80))
    if (header === undefined) {
      header = fields.map((name) => name.trim())
      if (!header.includes(id)) throw refusal('--id', header.join(', '), `no column ${id} in ${file}`)
      continue
    }
    const row = Object.fromEntries(header.map((name, i) => [name, fields[i]!.trim() || null]))
    const key = row[id] ?? ''
    if (rows.has(key)) throw refusal(at, `each ${id} once`, key)
    rows.set(key, row)
  }
  const met = new Set<string>()
  const features = areas.features.map((feature) => {
    const key = String(feature.properties?.[id] ?? '').trim()
    const row = rows.get(key)
    if (row === undefined) return feature
    if (met.has(key)) throw refusal('--id', `each ${id} once in the areas`, key)
    met.add(key)
    const { [id]: _key, ...more } = row
    return { ...feature, properties: { ...feature.properties, ...more } }
  })
  const lost = [...rows.keys()].find((key) => !met.has(key))
  if (lost !== undefined) throw refusal(file, `an area with ${id} ${lost}`, 'none')
  return { collection: areas.collection, features }
}
