import type { Atlas } from '../geo/atlas.ts'
import { toWkb } from '../geo/wkb.ts'
import { openDb, sql } from '../server/db.ts'

const AT_ONCE = 5000

/**
 * Milliseconds that PostGIS takes to join points with the areas that cover them, over a GiST index: the median of
 * three; the tables are temporary. Undefined where no database is named, or it has no PostGIS.
 */
export async function postgisMs(url: string | undefined, leaves: Atlas['leaves'], points: Float64Array) {
  if (url === undefined) return undefined
  const db = openDb(url, { max: 1 })
  try {
    if ((await db.row(sql`select 1 from pg_extension where extname = 'postgis'`)) === undefined) return undefined
    await db.run(sql`create temporary table bench_area (leaf integer, geom geometry(geometry, 4326))`)
    await db.run(sql`create temporary table bench_point (geom geometry(point, 4326))`)
    for (let start = 0; start < leaves.length; start += AT_ONCE) {
      const some = leaves.slice(start, start + AT_ONCE)
      await db.run(sql`
        insert into bench_area select leaf, st_setsrid(st_geomfromwkb(wkb), 4326) from unnest(
          ${some.map((_, i) => start + i)}::integer[],
          ${some.map(({ geometry }) => Buffer.from(toWkb(geometry)))}::bytea[]) as t (leaf, wkb)`)
    }
    const lons = Array.from({ length: points.length / 2 }, (_, i) => points[2 * i]!)
    const lats = Array.from({ length: points.length / 2 }, (_, i) => points[2 * i + 1]!)
    await db.run(sql`
      insert into bench_point select st_setsrid(st_makepoint(lon, lat), 4326)
      from unnest(${lons}::float8[], ${lats}::float8[]) as t (lon, lat)`)
    await db.run(sql`create index on bench_area using gist (geom)`)
    await db.run(sql`analyze bench_area`)
    const times: number[] = []
    for (let turn = 0; turn < 3; turn++) {
      const start = performance.now()
      await db.row(sql`
        select count(leaf) from (
          select min(leaf) as leaf from bench_point p join bench_area a on st_covers(a.geom, p.geom)
          group by p.ctid) located`)
      times.push(performance.now() - start)
    }
    return times.sort((a, b) => a - b)[1]
  } finally {
    await db.end()
  }
}
