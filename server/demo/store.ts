import type { DataSet } from '../../demo/dataSet.ts'
import { type Queries, sql } from '../db.ts'

export type Stage = 'areas' | 'law' | 'reports' | 'finished'

/** The one load of this installation: what was asked for and what is to do next. */
export interface Load {
  seed: number
  lastDay: string
  reports: number
  stage: Stage
}

export const readLoad = (db: Queries): Promise<Load | undefined> =>
  db.row<Load>(sql`select seed, last_day as "lastDay", reports, stage from demo_load`)

/** Notes that a load begins; one that began before stays as it is. */
export const beginLoad = (db: Queries, { seed, lastDay, reports }: Omit<Load, 'stage'>) =>
  db.run(sql`
    insert into demo_load (seed, last_day, reports) values (${seed}, ${lastDay}, ${reports}) on conflict do nothing`)

export const noteStage = (db: Queries, stage: Stage, at: Date) =>
  db.run(sql`update demo_load set stage = ${stage}, finished_at = ${stage === 'finished' ? at : null}`)

/** Bodies, categories, matters and what the streets accepted, in the order in which they refer to each other. */
export async function insertLaw(tx: Queries, set: DataSet): Promise<void> {
  await tx.run(sql`
    insert into unit (code, kind, name, name_en, short_name, parent_code, street_code, seat_lon, seat_lat)
    select code, kind, name, "nameEn", "shortName", parent, street, (seat->>0)::float8, (seat->>1)::float8
    from jsonb_to_recordset(${JSON.stringify(set.units)}::jsonb) as given
      (code text, kind text, name text, "nameEn" text, "shortName" text, parent text, street text, seat jsonb)`)
  await tx.run(sql`
    insert into category (code, ordinal, name, name_en, lead_unit)
    select given->>'code', ordinal, given->>'name', given->>'nameEn', given->>'lead'
    from jsonb_array_elements(${JSON.stringify(set.categories)}::jsonb) with ordinality as list (given, ordinal)`)
  await tx.run(sql`
    insert into matter (code, category_code, name, name_en, original_unit, law, article, illustrative)
    select code, category, name, "nameEn", original, law, article, illustrative
    from jsonb_to_recordset(${JSON.stringify(set.matters)}::jsonb) as given
      (code text, category text, name text, "nameEn" text, original text, law text, article text, illustrative boolean)`)
  await tx.run(sql`
    insert into mandate (street_code, matter_code, valid_from, confirmation)
    select street, matter, "validFrom", confirmation
    from jsonb_to_recordset(${JSON.stringify(set.mandates)}::jsonb) as given
      (street text, matter text, "validFrom" date, confirmation text)`)
}

/** Premises, scenarios and the checks that each department plans for itself. */
export async function insertInspections(tx: Queries, { inspections }: DataSet): Promise<void> {
  await tx.run(sql`
    insert into premises (code, name, kind, lon, lat, street_code, yearly_cap)
    select code, name, kind, (at->>0)::float8, (at->>1)::float8, street, "yearlyCap"
    from jsonb_to_recordset(${JSON.stringify(inspections.premises)}::jsonb) as given
      (code text, name text, kind text, at jsonb, street text, "yearlyCap" smallint)`)
  await tx.run(sql`
    with given as (
      select code, name, "nameEn", matters
      from jsonb_to_recordset(${JSON.stringify(inspections.scenarios)}::jsonb) as scenario
        (code text, name text, "nameEn" text, matters jsonb)),
    named as (insert into scenario (code, name, name_en) select code, name, "nameEn" from given)
    insert into scenario_matter (scenario_code, matter_code)
    select code, matter from given, jsonb_array_elements_text(matters) as matter`)
  await tx.run(sql`
    insert into planned_check (premises_id, matter_code, unit_code, release_day, due_day)
    select premises.id, matter, unit, release, due
    from jsonb_to_recordset(${JSON.stringify(inspections.checks)}::jsonb) as given
      (premises text, matter text, unit text, release date, due date)
    join premises on premises.code = given.premises
    order by premises.id, matter`)
}

/** People, each with the duties they hold. */
export async function insertPeople(tx: Queries, { people, postings }: DataSet): Promise<void> {
  const ids = await tx.rows<{ id: number; name: string }>(sql`
    insert into person (name, unit_code, phone, certificate_no, certified_until)
    select name, unit, phone, certificate, "certifiedUntil"
    from jsonb_to_recordset(${JSON.stringify(people)}::jsonb) as given
      (name text, unit text, phone text, certificate text, "certifiedUntil" date)
    returning id, name`)
  // Names of the demo's people are distinct.
  const idOf = new Map(ids.map(({ id, name }) => [name, id]))
  const nameOf = new Map(people.map(({ key, name }) => [key, name]))
  const rows = postings.map((posting) => ({ ...posting, id: idOf.get(nameOf.get(posting.person)!) }))
  await tx.run(sql`
    insert into posting (person_id, role, unit_code, zone_code, valid_from)
    select id, role, unit, zone, "validFrom"
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as given
      (id integer, role text, unit text, zone text, "validFrom" date)`)
}

/** People who may be sent, by the unit they are at home in. */
export async function certifiedByUnit(db: Queries): Promise<Map<string, number[]>> {
  const rows = await db.rows<{ unit: string; ids: number[] }>(sql`
    select unit_code as unit, array_agg(id order by id) as ids
    from person where certified_until is not null group by unit_code`)
  return new Map(rows.map(({ unit, ids }) => [unit, ids]))
}
