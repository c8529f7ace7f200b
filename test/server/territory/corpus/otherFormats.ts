import { rmSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { serialize } from 'flatgeobuf/lib/mjs/geojson.js'
import type { Feature, FeatureCollection, MultiPolygon, Polygon, Position } from 'geojson'
import { topology } from 'topojson-server'
import { toWkb } from '../../../../geo/wkb.ts'

type Area = Feature<Polygon | MultiPolygon>

export const collection = (features: readonly Feature[]): FeatureCollection => ({
  type: 'FeatureCollection',
  features: [...features],
})

export const geoJson = (features: readonly Feature[]): Buffer => Buffer.from(JSON.stringify(collection(features)))

export const flatGeobuf = (areas: readonly Area[], epsg = 4326): Buffer =>
  Buffer.from(serialize(collection(areas), epsg))

export const topoJson = (layers: Record<string, readonly Area[]>): Buffer =>
  Buffer.from(
    JSON.stringify(
      topology(Object.fromEntries(Object.entries(layers).map(([name, some]) => [name, collection(some)]))),
    ),
  )

const ring = (points: readonly Position[]) =>
  `<LinearRing><coordinates>${points.map(([x, y]) => `${x},${y},12.5`).join('\n')}</coordinates></LinearRing>`
const polygon = ([shell, ...holes]: Position[][]) =>
  `<Polygon><outerBoundaryIs>${ring(shell!)}</outerBoundaryIs>` +
  `${holes.map((hole) => `<innerBoundaryIs>${ring(hole)}</innerBoundaryIs>`).join('')}</Polygon>`
const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')

/** One Placemark; its properties are data of the Placemark, the name too as its own tag. */
export function placemark({ properties, geometry }: Area): string {
  const shapes = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates
  const data = Object.entries(properties ?? {})
    .map(([name, value]) => `<SimpleData name="${name}">${escaped(String(value ?? ''))}</SimpleData>`)
    .join('')
  return (
    `<Placemark><name>${escaped(String(properties?.name ?? ''))}</name>` +
    `<ExtendedData><SchemaData schemaUrl="#s">${data}</SchemaData></ExtendedData>` +
    `<MultiGeometry>${shapes.map(polygon).join('')}</MultiGeometry></Placemark>`
  )
}

export const kml = (areas: readonly Area[], before = '<?xml version="1.0" encoding="UTF-8"?>'): Buffer =>
  Buffer.from(
    `${before}\n<kml xmlns="http://www.opengis.net/kml/2.2"><Document><name>d</name><Folder><name>f</name>` +
      `${areas.map(placemark).join('\n')}</Folder></Document></kml>`,
  )

export interface GpkgLayer {
  name: string
  srs: number
  areas: readonly Area[]
}

/** Writes a GeoPackage (OGC 12-128r18) with node:sqlite. */
export function writeGeoPackage(path: string, layers: readonly GpkgLayer[], more: readonly string[] = []): void {
  rmSync(path, { force: true })
  const db = new DatabaseSync(path)
  db.exec(`
    pragma application_id = 1196444487;
    create table gpkg_spatial_ref_sys (srs_name text, srs_id integer primary key, organization text,
      organization_coordsys_id integer, definition text, description text);
    create table gpkg_contents (table_name text primary key, data_type text, identifier text, srs_id integer);
    create table gpkg_geometry_columns (table_name text, column_name text, geometry_type_name text, srs_id integer,
      z integer, m integer);
    insert into gpkg_spatial_ref_sys values ('none', -1, 'NONE', -1, 'undefined', ''), ('w', 4326, 'EPSG', 4326, '', ''),
      ('c', 4490, 'EPSG', 4490, '', ''), ('g', 4548, 'EPSG', 4548, '', '')`)
  for (const { name, srs, areas } of layers) {
    const fields = Object.keys(areas[0]?.properties ?? {})
    db.exec(
      `create table "${name}" (fid integer primary key, geom blob, ${fields.map((one) => `"${one}" text`).join(', ')})`,
    )
    db.prepare("insert into gpkg_contents values (?, 'features', ?, ?)").run(name, name, srs)
    db.prepare("insert into gpkg_geometry_columns values (?, 'geom', 'GEOMETRY', ?, 0, 0)").run(name, srs)
    const insert = db.prepare(`insert into "${name}" values (null, ?${', ?'.repeat(fields.length)})`)
    for (const { geometry, properties } of areas) {
      const head = Buffer.from('GP\x00\x01\x00\x00\x00\x00', 'latin1')
      const blob = geometry === null ? null : Buffer.concat([head, toWkb(geometry)])
      insert.run(blob, ...fields.map((one) => (properties![one] ?? null) as string | null))
    }
  }
  for (const statement of more) db.exec(statement)
  db.close()
}
