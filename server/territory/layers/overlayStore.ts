import { fromWkb, toWkb } from '../../../geo/wkb.ts'
import type { ConflictOut, ConflictsQuery, OverlayIn, OverlayOut } from '../../api/gridOverlay.ts'
import { type Queries, sql } from '../../db.ts'
import { drawn } from '../geojson.ts'
import type { FoundConflict } from './overlayOut.ts'

type Summary = Omit<OverlayOut, 'id' | 'version' | 'madeAt' | 'options'>

/** Keeps a comparison with its conflicts, numbered as they come; earlier ones of the draft are dropped. */
export async function insertOverlay(
  tx: Queries,
  made: { edition: number; version: number; options: OverlayIn; summary: Summary; at: Date },
  conflicts: readonly FoundConflict[],
): Promise<number> {
  await tx.run(sql`delete from grid_overlay where edition_id = ${made.edition}`)
  const row = await tx.row<{ id: number }>(sql`
    insert into grid_overlay (edition_id, version, options, summary, made_at)
    values (${made.edition}, ${made.version}, ${JSON.stringify(made.options)}, ${JSON.stringify(made.summary)},
            ${made.at}) returning id`)
  const AT_ONCE = 500
  for (let start = 0; start < conflicts.length; start += AT_ONCE) {
    const some = conflicts.slice(start, start + AT_ONCE)
    await tx.run(sql`
      insert into grid_conflict (overlay_id, n, kind, parent, layers, areas, area_m2, lon, lat, geom)
      select ${row!.id}, n, kind, parent, array(select jsonb_array_elements_text(layers)::integer), areas, m2, lon, lat,
             geom
      from unnest(${some.map((_, n) => start + n + 1)}::integer[], ${some.map(({ kind }) => kind)}::text[],
        ${some.map(({ parent }) => parent)}::text[], ${some.map(({ layers }) => JSON.stringify(layers))}::jsonb[],
        ${some.map(({ areas }) => JSON.stringify(areas))}::jsonb[], ${some.map(({ areaM2 }) => areaM2)}::float8[],
        ${some.map(({ at }) => at[0])}::float8[], ${some.map(({ at }) => at[1])}::float8[],
        ${some.map(({ geometry }) => Buffer.from(toWkb(geometry)))}::bytea[])
        as c (n, kind, parent, layers, areas, m2, lon, lat, geom)`)
  }
  return row!.id
}

/** The last comparison of a draft; null before the first. */
export async function lastOverlay(db: Queries, edition: number): Promise<OverlayOut | null> {
  const row = await db.row<{ id: number; version: number; options: OverlayIn; summary: Summary; madeAt: Date }>(sql`
    select id, version, options, summary, made_at as "madeAt" from grid_overlay
    where edition_id = ${edition} order by id desc limit 1`)
  if (row === undefined) return null
  const { summary, madeAt, ...rest } = row
  return { ...rest, ...summary, madeAt: madeAt.toISOString() }
}

/** A page of the conflicts of a comparison, largest first, and how many there are; undefined where there is none. */
export async function readConflicts(
  db: Queries,
  overlay: number,
  { kind, parent, after, limit }: ConflictsQuery,
): Promise<{ total: number; conflicts: ConflictOut[] } | undefined> {
  if ((await db.row(sql`select 1 as there from grid_overlay where id = ${overlay}`)) === undefined) return undefined
  const which = sql`overlay_id = ${overlay} and (${kind ?? null}::text is null or kind = ${kind ?? null})
    and (${parent ?? null}::text is null or parent = ${parent ?? null})`
  const count = await db.row<{ total: number }>(sql`select count(*) as total from grid_conflict where ${which}`)
  const rows = await db.rows<Omit<ConflictOut, 'at' | 'geometry'> & { lon: number; lat: number; geom: Uint8Array }>(sql`
    select n, kind, parent, layers, areas, area_m2 as "areaM2", lon, lat, geom from grid_conflict
    where ${which} and n > ${after} order by n limit ${limit}`)
  const conflicts = rows.map(({ lon, lat, geom, ...rest }) => ({
    ...rest,
    at: [lon, lat] as [number, number],
    geometry: { ...drawn(fromWkb(geom)) },
  }))
  return { total: count!.total, conflicts }
}
