import type { FeatureCollection } from 'geojson'
import type { Level } from '../../../geo/types.ts'
import { fromWkb, toWkb } from '../../../geo/wkb.ts'
import type { LineageOut, MergedAreaOut, MergeIn, MergeOut, MergeSummary, MovedOut } from '../../api/gridMerge.ts'
import { type Queries, sql } from '../../db.ts'
import { drawn } from '../geojson.ts'
import type { MergedRow, MovedRow } from './mergeOut.ts'

const AT_ONCE = 500

/** Keeps a merge with its areas, their lineage and what moved; earlier ones of the draft that were not applied go. */
export async function insertMerge(
  tx: Queries,
  made: { edition: number; version: number; rules: MergeIn; parents: string[]; summary: MergeSummary; at: Date },
  { areas, moved }: { areas: readonly MergedRow[]; moved: readonly MovedRow[] },
): Promise<number> {
  await tx.run(sql`delete from grid_merge where edition_id = ${made.edition} and applied_at is null`)
  const row = await tx.row<{ id: number }>(sql`
    insert into grid_merge (edition_id, version, rules, parents, summary, made_at)
    values (${made.edition}, ${made.version}, ${JSON.stringify(made.rules)}, ${made.parents}::text[],
            ${JSON.stringify(made.summary)}, ${made.at}) returning id`)
  const id = row!.id
  for (const some of portions(areas)) {
    await tx.run(sql`
      insert into grid_merge_area (merge_id, n, parent, code, name, geom, area_m2, loads, because)
      select ${id}, * from unnest(${some.map(({ n }) => n)}::integer[], ${some.map((one) => one.parent)}::text[],
        ${some.map(({ code }) => code)}::text[], ${some.map(({ name }) => name)}::text[],
        ${some.map(({ geometry }) => Buffer.from(toWkb(geometry)))}::bytea[],
        ${some.map(({ areaM2 }) => areaM2)}::float8[], ${some.map(({ loads }) => JSON.stringify(loads))}::jsonb[],
        ${some.map(({ because }) => JSON.stringify(because))}::jsonb[])`)
  }
  for (const some of portions(areas.flatMap(({ n, lineage }) => lineage.map((one) => ({ n, ...one }))))) {
    await tx.run(sql`
      insert into grid_lineage (merge_id, n, layer_id, layer_name, code, name, unit, shared_m2, held_m2, given_m2,
                                residents, premises, reports)
      select ${id}, n, layer, "layerName", code, name, unit, "sharedM2", "heldM2", "givenM2", residents, premises,
             reports
      from jsonb_to_recordset(${JSON.stringify(some)}::jsonb) as x
        (n integer, layer integer, "layerName" text, code text, name text, unit text, "sharedM2" float8,
         "heldM2" float8, "givenM2" float8, residents float8, premises integer, reports integer)`)
  }
  for (const some of portions(moved)) {
    await tx.run(sql`
      insert into grid_moved (merge_id, layer_id, layer_name, code, name, unit, area_m2, outside_m2, parts, n, moved_m2,
                              residents, premises, reports)
      select ${id}, layer, "layerName", code, name, unit, "areaM2", "outsideM2", parts, n, "movedM2", residents,
             premises, reports
      from jsonb_to_recordset(${JSON.stringify(some)}::jsonb) as x
        (layer integer, "layerName" text, code text, name text, unit text, "areaM2" float8, "outsideM2" float8,
         parts integer, n integer, "movedM2" float8, residents float8, premises integer, reports integer)`)
  }
  return id
}

function portions<T>(all: readonly T[]): T[][] {
  return Array.from({ length: Math.ceil(all.length / AT_ONCE) }, (_, n) => all.slice(n * AT_ONCE, (n + 1) * AT_ONCE))
}

interface StoredMerge extends Omit<MergeOut, 'madeAt' | 'appliedAt'> {
  madeAt: Date
  appliedAt: Date | null
  parents: string[]
}

/** A merge by its number, or the last one of a draft. */
export async function readMerge(
  db: Queries,
  which: { id: number } | { edition: number },
): Promise<(MergeOut & { parents: string[] }) | undefined> {
  const condition = 'id' in which ? sql`id = ${which.id}` : sql`edition_id = ${which.edition}`
  const row = await db.row<StoredMerge>(sql`
    select id, edition_id as edition, version, rules, parents, summary, made_at as "madeAt", applied_at as "appliedAt"
    from grid_merge where ${condition} order by id desc limit 1`)
  if (row === undefined) return undefined
  return { ...row, madeAt: row.madeAt.toISOString(), appliedAt: row.appliedAt?.toISOString() ?? null }
}

export async function markApplied(db: Queries, id: number, at: Date): Promise<void> {
  await db.run(sql`update grid_merge set applied_at = ${at} where id = ${id}`)
}

const LINEAGE = sql`
  jsonb_build_object('layer', l.layer_id, 'layerName', l.layer_name, 'code', l.code, 'name', l.name, 'unit', l.unit,
    'sharedM2', l.shared_m2, 'heldM2', l.held_m2, 'givenM2', l.given_m2, 'residents', l.residents,
    'premises', l.premises, 'reports', l.reports)`

/** The areas of a merge with their lineage and shape, by number. */
export async function mergedAreas(db: Queries, merge: number): Promise<MergedRow[]> {
  const rows = await db.rows<MergedAreaOut & { geom: Uint8Array }>(sql`
    select n, parent, code, name, area_m2 as "areaM2", loads, because, geom,
           (select jsonb_agg(${LINEAGE} order by l.given_m2 desc, l.shared_m2 desc)
            from grid_lineage l where l.merge_id = a.merge_id and l.n = a.n) as lineage
    from grid_merge_area a where merge_id = ${merge} order by n`)
  return rows.map(({ geom, ...rest }) => ({ ...rest, geometry: fromWkb(geom) }))
}

/** The same as the map draws them. */
export const mergedAsGeoJson = (areas: readonly MergedRow[]): FeatureCollection => ({
  type: 'FeatureCollection',
  features: areas.map(({ geometry, ...properties }) => ({ type: 'Feature', properties, geometry: drawn(geometry) })),
})

/** Where the source areas of a merge went, those of which most moved first. */
export async function movedBy(db: Queries, merge: number): Promise<MovedOut[]> {
  return db.rows<MovedOut>(sql`
    select m.layer_id as layer, m.layer_name as "layerName", m.code, m.name, m.unit, m.area_m2 as "areaM2",
           outside_m2 as "outsideM2", parts, moved_m2 as "movedM2", residents, premises, reports,
           case when a.n is not null then jsonb_build_object('code', a.code, 'name', a.name, 'unit',
             (select l.unit from grid_lineage l where l.merge_id = m.merge_id and l.n = m.n and l.unit is not null
              order by l.given_m2 desc limit 1)) end as main
    from grid_moved m left join grid_merge_area a on a.merge_id = m.merge_id and a.n = m.n
    where m.merge_id = ${merge} order by moved_m2 desc, m.layer_id, m.code collate "C"`)
}

/** The lineage of an area of an edition; null where it is no merged one, undefined where there is no such area. */
export async function lineageOf(
  db: Queries,
  edition: number,
  code: string,
): Promise<{ merge: number; lineage: LineageOut[] } | null | undefined> {
  const area = await db.row<{ merge: number | null; n: number | null }>(sql`
    select (source->'merge'->>'id')::integer as merge, (source->'merge'->>'n')::integer as n
    from area where edition_id = ${edition} and code = ${code}`)
  if (area === undefined || area.merge === null) return area === undefined ? undefined : null
  const rows = await db.rows<{ row: LineageOut }>(sql`
    select ${LINEAGE} as row from grid_lineage l where merge_id = ${area.merge} and n = ${area.n}
    order by given_m2 desc, shared_m2 desc`)
  return { merge: area.merge, lineage: rows.map(({ row }) => row) }
}

/** Codes of everything below some areas of a draft, with its level. */
export async function below(
  db: Queries,
  edition: number,
  parents: readonly string[],
): Promise<{ code: string; level: Level }[]> {
  return db.rows<{ code: string; level: Level }>(sql`
    with recursive under as (
      select code, level from area where edition_id = ${edition} and parent_code = any(${parents}::text[])
      union
      select area.code, area.level from area join under on area.parent_code = under.code
      where area.edition_id = ${edition})
    select code, level from under order by code collate "C"`)
}
