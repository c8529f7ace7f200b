import { rename, writeFile } from 'node:fs/promises'
import { stringify } from 'csv-stringify/sync'
import type { Answer } from './answer.ts'
import type { AreaFile } from './areas.ts'

/** Writes every row of the file with the new columns; a reader never sees half a file. */
export async function writeAnswer(file: string, areas: AreaFile, { columns, facts }: Answer): Promise<void> {
  const rows = areas.features.map(({ properties }, i) => {
    const added = Object.entries(columns).map(([name, column]) => [name, column[i] ?? null])
    return { ...properties, ...Object.fromEntries(added) } as Record<string, unknown>
  })
  const text = file.endsWith('.csv') ? csv(rows) : geoJson(areas, rows, facts)
  await writeFile(`${file}.part`, text)
  await rename(`${file}.part`, file)
}

function csv(rows: Record<string, unknown>[]): string {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))]
  const cells = rows.map((row) => columns.map((name) => cell(row[name])))
  return stringify([columns, ...cells], { bom: true })
}

const cell = (value: unknown) => (value !== null && typeof value === 'object' ? JSON.stringify(value) : (value ?? ''))

function geoJson({ collection, features }: AreaFile, rows: Record<string, unknown>[], facts: object): string {
  const filled = features.map((feature, i) => ({ ...feature, properties: rows[i] }))
  return JSON.stringify({ ...collection, statistics: facts, features: filled })
}
