import type { Day } from '../../clock/localTime.ts'
import { type Queries, sql } from '../../db.ts'

/** Every day on which a zone begins or ends, newest first. */
export async function zoneDays(db: Queries): Promise<Day[]> {
  const rows = await db.rows<{ day: Day }>(sql`
    select valid_from as day from zone union select valid_to from zone where valid_to is not null order by 1 desc`)
  return rows.map(({ day }) => day)
}

export interface StreetCount {
  street: string
  n: number
}

export const premisesByStreet = (db: Queries): Promise<StreetCount[]> =>
  db.rows<StreetCount>(sql`select street_code as street, count(*) as n from premises group by 1`)

/** Reports observed from a day through another, by the street they were located in. */
export const reportsByStreet = (db: Queries, from: Day, to: Day): Promise<StreetCount[]> =>
  db.rows<StreetCount>(sql`
    select street_code as street, count(*) as n from report
    where street_code is not null and local_day between ${from} and ${to} group by 1`)

/** Certified officers at home in a street's teams, or posted to the street or its teams, on a day; each once a street. */
export const officersByStreet = (db: Queries, day: Day): Promise<StreetCount[]> =>
  db.rows<StreetCount>(sql`
    select unit.street_code as street, count(distinct person.id) as n
    from unit join person on (unit.kind = 'team' and person.unit_code = unit.code) or exists (
      select from posting
      where posting.person_id = person.id and posting.unit_code = unit.code and posting.role = 'officer'
        and posting.valid_from <= ${day} and (posting.valid_to is null or posting.valid_to > ${day}))
    where unit.street_code is not null and person.certified_until >= ${day} group by 1`)

/** The list of residents of the latest day, the last brought in where there are several; undefined without any. */
export async function latestResidents(
  db: Queries,
): Promise<{ source: string; asOf: Day; streets: StreetCount[] } | undefined> {
  return db.row(sql`
    select source, as_of as "asOf",
           (select jsonb_agg(jsonb_build_object('street', street_code, 'n', residents))
            from residents where list_id = residents_list.id) as streets
    from residents_list order by as_of desc, id desc limit 1`)
}

/** Keeps a list of residents; answers its number. */
export async function insertResidents(
  tx: Queries,
  list: { source: string; asOf: Day; account: number | null; at: Date; rows: readonly StreetCount[] },
): Promise<number> {
  const { source, asOf, account, at, rows } = list
  const made = await tx.row<{ id: number }>(sql`
    insert into residents_list (source, as_of, account_id, imported_at)
    values (${source}, ${asOf}, ${account}, ${at}) returning id`)
  await tx.run(sql`
    insert into residents (list_id, street_code, residents)
    select ${made!.id}, * from unnest(${rows.map(({ street }) => street)}::text[], ${rows.map(({ n }) => n)}::integer[])`)
  return made!.id
}

/** Everybody who may become a chief, by name. */
export const peopleOf = (db: Queries): Promise<{ id: number; name: string; unit: string }[]> =>
  db.rows(sql`
    select person.id, person.name, unit.name as unit from person join unit on unit.code = person.unit_code
    order by person.name, person.id`)

/** Ids of those of these people who exist. */
export async function knownPeople(db: Queries, ids: readonly number[]): Promise<number[]> {
  const rows = await db.rows<{ id: number }>(sql`select id from person where id = any(${ids}::integer[])`)
  return rows.map(({ id }) => id)
}

export interface ChiefPosting {
  id: number
  zone: string
  person: number
  validFrom: Day
}

/** Postings of chiefs that hold on a day or later. */
export const chiefsFrom = (db: Queries, day: Day): Promise<ChiefPosting[]> =>
  db.rows<ChiefPosting>(sql`
    select id, zone_code as zone, person_id as person, valid_from as "validFrom" from posting
    where role = 'zone-chief' and zone_code is not null and (valid_to is null or valid_to > ${day}) order by id`)

/** Ends postings; `day` is the first on which they no longer hold. */
export async function endPostings(tx: Queries, ids: readonly number[], day: Day): Promise<void> {
  await tx.run(sql`update posting set valid_to = ${day} where id = any(${ids}::integer[])`)
}

export async function insertChief(tx: Queries, zone: string, person: number, from: Day): Promise<void> {
  await tx.run(sql`
    insert into posting (person_id, role, zone_code, valid_from) values (${person}, 'zone-chief', ${zone}, ${from})`)
}
