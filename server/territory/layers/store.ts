import type { Layer, SourceArea } from '../../../geo/overlay/layer.ts'
import type { Points } from '../../../geo/overlay/loads.ts'
import { fromWkb, toWkb } from '../../../geo/wkb.ts'
import type { LayerOut, LayerReport } from '../../api/gridLayers.ts'
import { type Queries, sql } from '../../db.ts'
import type { LayerOrigin, ReadLayer } from './layer.ts'

const AT_ONCE = 500

/** Keeps a layer with all of its areas. */
export async function insertLayer(
  tx: Queries,
  layer: LayerOrigin & ReadLayer & { account: number | null; at: Date },
): Promise<number> {
  const row = await tx.row<{ id: number }>(sql`
    insert into grid_layer (edition_id, system, name, authority, as_of, file, report, account_id, imported_at)
    values (${layer.edition}, ${layer.system}, ${layer.name}, ${layer.authority}, ${layer.asOf}, ${layer.file},
            ${JSON.stringify(layer.report)}, ${layer.account}, ${layer.at}) returning id`)
  for (let start = 0; start < layer.areas.length; start += AT_ONCE) {
    const some = layer.areas.slice(start, start + AT_ONCE)
    await tx.run(sql`
      insert into grid_layer_area (layer_id, code, name, unit, residents, geom, area_m2)
      select ${row!.id}, * from unnest(
        ${some.map(({ code }) => code)}::text[], ${some.map(({ name }) => name)}::text[],
        ${some.map(({ unit }) => unit ?? null)}::text[], ${some.map(({ residents }) => residents ?? null)}::float8[],
        ${some.map(({ geometry }) => Buffer.from(toWkb(geometry)))}::bytea[],
        ${some.map(({ areaM2 }) => areaM2)}::float8[])`)
  }
  return row!.id
}

/** Layers of a draft and those beside all drafts, oldest first. */
export async function listLayers(db: Queries, editionId: number): Promise<LayerOut[]> {
  const rows = await db.rows<Omit<LayerOut, 'importedAt' | 'report'> & { importedAt: Date; report: LayerReport }>(sql`
    select layer.id, edition_id is null as shared, system, layer.name, authority, as_of as "asOf", file, report,
           imported_at as "importedAt", count(area.code) as areas, coalesce(sum(area_m2), 0) as "areaM2",
           sum(residents) as residents
    from grid_layer layer left join grid_layer_area area on area.layer_id = layer.id
    where edition_id = ${editionId} or edition_id is null
    group by layer.id order by layer.id`)
  return rows.map((row) => ({ ...row, importedAt: row.importedAt.toISOString() }))
}

/** Removes a layer; answers false where there is none. */
export async function deleteLayer(tx: Queries, id: number): Promise<boolean> {
  return (await tx.run(sql`delete from grid_layer where id = ${id}`)) === 1
}

/** The areas of a layer by code; undefined where there is no such layer. */
export async function readLayerAreas(db: Queries, id: number): Promise<Layer | undefined> {
  const layer = await db.row<{ name: string }>(sql`select name from grid_layer where id = ${id}`)
  if (layer === undefined) return undefined
  const rows = await db.rows<Omit<SourceArea, 'geometry'> & { geom: Uint8Array }>(sql`
    select code, name, unit, residents, geom from grid_layer_area where layer_id = ${id} order by code collate "C"`)
  const areas = rows.map(({ code, name, unit, residents, geom }) => ({
    code,
    name,
    unit: unit ?? undefined,
    residents: residents ?? undefined,
    geometry: fromWkb(geom),
  }))
  return { id, name: layer.name, areas }
}

/** Where premises stand and reports were since a moment, WGS84. */
export async function readPoints(db: Queries, since: Date): Promise<Points> {
  type At = { lon: number; lat: number }
  const premises = await db.rows<At>(sql`select lon, lat from premises order by id`)
  const reports = await db.rows<At>(sql`
    select lon, lat from report where lon is not null and lat is not null and observed_at >= ${since} order by id`)
  const places = (rows: At[]) => rows.map(({ lon, lat }) => [lon, lat] as const)
  return { premises: places(premises), reports: places(reports) }
}
