import { existsSync, statSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { pathToFileURL } from 'node:url'
import { crsOfName, crsOfNumber } from './crsName.ts'
import { geometryOfBlob } from './gpkgBlob.ts'
import { chosenLayer, unchosen } from './layer.ts'
import { asUnreadable, type FilePlace, unreadable } from './refusal.ts'
import type { BoundarySource, DeclaredCrs, RawFeature } from './source.ts'

const LIMIT_VALUE_BYTES = 256 * 1024 * 1024

interface Layer {
  name: string
  features: number
  geometry: string
  srs: number
}

/**
 * A GeoPackage (OGC 12-128r18): its feature tables. It is opened read-only and nothing in it runs: only real tables
 * are read, no view, no virtual table, no computed column.
 * @throws Problem unreadable-file, invalid-input (no such layer)
 */
export function openGeoPackage(path: string, file: string, asked: { layer?: string | undefined }): BoundarySource {
  const db = guarded({ file }, () => opened(path))
  const close = async () => {
    if (db.isOpen) db.close()
  }
  try {
    const found = guarded({ file }, () => layersOf(db, { file }))
    const layers = found.map(({ name, features }) => ({ name, features }))
    const layer = chosenLayer(layers, asked.layer)
    const chosen = found.find(({ name }) => name === layer)
    const base = { format: 'geopackage', layers, layer, encoding: null, notes: [], close } as const
    if (chosen === undefined) return { ...base, declared: null, totalBytes: 0, features: () => unchosen(layers) }
    const totalBytes = statSync(path).size
    return {
      ...base,
      declared: guarded({ file, layer }, () => declaredOf(db, chosen.srs)),
      totalBytes,
      features: () => features(db, chosen, totalBytes, { file, layer }),
    }
  } catch (error) {
    db.close()
    throw error
  }
}

/** Immutable, so that neither locks nor a journal are written; a log that was not merged yet must be read with it. */
function opened(path: string): DatabaseSync {
  const url = pathToFileURL(path)
  if (!existsSync(`${path}-wal`)) url.searchParams.set('immutable', '1')
  const db = new DatabaseSync(url, { readOnly: true, allowExtension: false, defensive: true })
  db.exec('pragma trusted_schema = off; pragma cell_size_check = on; pragma mmap_size = 0')
  db.limits.length = LIMIT_VALUE_BYTES
  return db
}

function layersOf(db: DatabaseSync, place: FilePlace): Layer[] {
  const needed = ['gpkg_contents', 'gpkg_geometry_columns', 'gpkg_spatial_ref_sys']
  const missing = needed.find((table) => !isTable(db, table))
  if (missing !== undefined) throw unreadable(place, `the table ${missing} of a GeoPackage`, 'a database without it')
  const rows = db
    .prepare(
      `select c.table_name as name, g.column_name as geometry, g.srs_id as srs
       from gpkg_contents c join gpkg_geometry_columns g on lower(g.table_name) = lower(c.table_name)
       where c.data_type = 'features' order by c.table_name`,
    )
    .all() as unknown as Omit<Layer, 'features'>[]
  const layers = rows
    .filter(({ name }) => isTable(db, name))
    .map((row) => ({ ...row, features: Number(db.prepare(`select count(*) as n from ${quoted(row.name)}`).get()!.n) }))
  if (layers.length === 0) throw unreadable(place, 'a table of features', 'a GeoPackage without one')
  return layers
}

/** A real table: views and virtual tables could run code of whoever wrote the file. */
function isTable(db: DatabaseSync, name: string): boolean {
  const row = db.prepare('select sql from sqlite_schema where type = ? and lower(name) = lower(?)').get('table', name)
  return row !== undefined && !/^\s*create\s+virtual\b/i.test(String(row.sql))
}

/** -1 and 0 stand for unknown systems (12-128r18, 1.1.2.1). */
function declaredOf(db: DatabaseSync, srs: number): DeclaredCrs | null {
  if (srs <= 0) return null
  const row = db
    .prepare(
      'select organization, organization_coordsys_id as id, definition from gpkg_spatial_ref_sys where srs_id = ?',
    )
    .get(srs)
  if (row === undefined) return crsOfName(`EPSG:${srs}`)
  const definition = String(row.definition ?? '')
  if (String(row.organization).toUpperCase() === 'EPSG') return crsOfNumber(Number(row.id), definition)
  return definition === '' || definition === 'undefined' ? null : { prj: definition }
}

async function* features(
  db: DatabaseSync,
  { name, geometry, features: count }: Layer,
  totalBytes: number,
  place: FilePlace,
): AsyncGenerator<RawFeature> {
  let n = 0
  try {
    const plain = db.prepare('select name from pragma_table_xinfo(?) where hidden = 0').all(name)
    const columns = plain.map((column) => String(column.name))
    const select = db.prepare(`select ${columns.map(quoted).join(', ')} from ${quoted(name)}`)
    select.setReadBigInts(true)
    for (const row of select.iterate()) {
      const here = { ...place, feature: n }
      const blob = row[columns.find((column) => column.toLowerCase() === geometry.toLowerCase()) ?? geometry]
      const properties = columns
        .filter((column) => column.toLowerCase() !== geometry.toLowerCase())
        .map((column) => [column, plainValue(row[column])])
      n++
      yield {
        properties: Object.fromEntries(properties),
        geometry: guarded(here, () => geometryOfBlob(blob)),
        bytesRead: Math.round((totalBytes * n) / Math.max(n, count)),
      }
    }
  } catch (error) {
    throw asUnreadable(error, { ...place, feature: n }, 'a sound GeoPackage')
  }
}

function plainValue(value: unknown): unknown {
  if (typeof value !== 'bigint') return value instanceof Uint8Array ? null : value
  const number = Number(value)
  return Number.isSafeInteger(number) ? number : String(value)
}

const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`

function guarded<T>(place: FilePlace, work: () => T): T {
  try {
    return work()
  } catch (error) {
    throw asUnreadable(error, place, 'a sound GeoPackage')
  }
}
