import type { LonLat } from '../../geo/types.ts'
import type { LedgerEntry } from '../api/plan.ts'
import type { Words } from '../api/terms.ts'
import { type Queries, sql, type Tx } from '../db.ts'
import type { PlannedCheck, Visit } from './check.ts'
import type { ImpossibleCheck } from './impossible.ts'
import type { LedgerRow } from './ledger.ts'
import type { StoredPremises } from './premises.ts'

export interface PlanRow {
  id: number
  name: string
  from: string
  to: string
  status: 'merged' | 'routed'
}

/** A visit as stored, with the premises it goes to. */
export interface StoredVisit extends Visit {
  id: number
  place: StoredPremises
  unplaced: Words | null
}

/** Seconds are since local midnight. */
export interface StoredStop {
  visit: number
  startS: number
  endS: number
}

export interface StoredRound {
  id: number
  zone: string
  day: string
  half: 'morning' | 'afternoon'
  units: string[]
  travelS: number
  serviceS: number
  leaveS: number
  backS: number
  crew: { person: number; unit: string }[]
  /** In driving order. */
  stops: StoredStop[]
}

/** Somebody who may inspect, with the unit they are at home in. */
export interface CertifiedPerson {
  id: number
  name: string
  unit: string
  certifiedUntil: string
}

/** Planned checks whose window touches the local days from–to. */
export const checksBetween = (db: Queries, from: string, to: string): Promise<PlannedCheck[]> =>
  db.rows(sql`
    select id, premises_id as premises, matter_code as matter, unit_code as unit,
           greatest(release_day, ${from}::date) as release, least(due_day, ${to}::date) as due
    from planned_check where due_day >= ${from}::date and release_day <= ${to}::date order by id`)

export async function insertPlan(
  tx: Tx,
  plan: { name: string; from: string; to: string; accountId: number },
): Promise<number> {
  const row = await tx.row<{ id: number }>(sql`
    insert into plan (name, from_day, to_day, account_id)
    values (${plan.name}, ${plan.from}, ${plan.to}, ${plan.accountId}) returning id`)
  return row!.id
}

/** Saves visits with the checks they serve; answers their ids in the order given. */
export async function insertVisits(tx: Tx, planId: number, visits: readonly Visit[]): Promise<number[]> {
  const rows = await tx.rows<{ id: number }>(sql`
    insert into visit (plan_id, premises_id, release_day, due_day)
    select ${planId}, premises, release, due
    from unnest(${visits.map((visit) => visit.premises)}::int[], ${visits.map((visit) => visit.release)}::date[],
                ${visits.map((visit) => visit.due)}::date[]) with ordinality as v (premises, release, due, nth)
    order by nth returning id`)
  const ids = rows.map((row) => row.id).sort((a, b) => a - b)
  const served = visits.flatMap((visit, index) =>
    visit.checks.map((check) => ({ visit: ids[index]!, check: check.id })),
  )
  await tx.run(sql`
    insert into visit_check (visit_id, check_id)
    select * from unnest(${served.map((row) => row.visit)}::int[], ${served.map((row) => row.check)}::int[])`)
  return ids
}

export async function insertLedger(tx: Tx, planId: number, rows: readonly LedgerRow[], visitIds: readonly number[]) {
  await tx.run(sql`
    insert into ledger (plan_id, premises_id, unit_code, ordinal, visit_id)
    select ${planId}, * from unnest(
      ${rows.map((row) => row.premises)}::int[], ${rows.map((row) => row.unit)}::text[],
      ${rows.map((row) => row.ordinal)}::int[], ${rows.map((row) => visitIds[row.visit]!)}::int[])`)
}

/** Keeps the checks that no visit can serve, each with its reason. */
export async function insertImpossible(
  tx: Tx,
  planId: number,
  rows: readonly { check: { id: number }; reason: Words }[],
): Promise<void> {
  await tx.run(sql`
    insert into plan_impossible (plan_id, check_id, reason)
    select ${planId}, * from unnest(${rows.map(({ check }) => check.id)}::int[],
                                    ${rows.map(({ reason }) => JSON.stringify(reason))}::jsonb[])`)
}

/** Checks of a plan that are in no visit, with what they are and why. */
export const impossibleOf = (db: Queries, planId: number): Promise<ImpossibleCheck[]> =>
  db.rows(sql`
    select check_id as check, premises.name as premises, c.matter_code as matter, c.unit_code as unit, reason
    from plan_impossible join planned_check c on c.id = check_id join premises on premises.id = c.premises_id
    where plan_id = ${planId} order by check_id`)

/** The premises of these checks, by id. */
export async function premisesByIds(db: Queries, ids: readonly number[]): Promise<Map<number, StoredPremises>> {
  const rows = await db.rows<StoredPremises>(sql`
    select id, code, name, array[lon, lat] as at, street_code as street, yearly_cap as "yearlyCap"
    from premises where id = any(${[...new Set(ids)]})`)
  return new Map(rows.map((row) => [row.id, row]))
}

/** Everybody with a certificate who is at home in one of these units. */
export const certifiedPeople = (db: Queries, units: readonly string[]): Promise<CertifiedPerson[]> =>
  db.rows(sql`
    select id, name, unit_code as unit, certified_until as "certifiedUntil" from person
    where unit_code = any(${units}) and certificate_no is not null and certified_until is not null order by id`)

export const readPlan = (db: Queries, id: number): Promise<PlanRow | undefined> =>
  db.row(sql`select id, name, from_day as "from", to_day as "to", status from plan where id = ${id}`)

/** Where each street's office stands, for the streets whose place is on record. */
export async function streetSeats(db: Queries): Promise<Map<string, LonLat>> {
  const rows = await db.rows<{ street: string; at: LonLat }>(sql`
    select code as street, array[seat_lon, seat_lat] as at from unit
    where kind = 'street' and seat_lon is not null and seat_lat is not null`)
  return new Map(rows.map(({ street, at }) => [street, at]))
}

/** All plans, newest first. */
export const listPlans = (db: Queries): Promise<PlanRow[]> =>
  db.rows(sql`select id, name, from_day as "from", to_day as "to", status from plan order by id desc`)

export const visitsOf = (db: Queries, planId: number): Promise<StoredVisit[]> =>
  db.rows(sql`
    select visit.id, premises_id as premises, visit.release_day as release, visit.due_day as due, unplaced,
           jsonb_build_object('id', premises.id, 'code', premises.code, 'name', premises.name,
             'at', jsonb_build_array(lon, lat), 'street', street_code, 'yearlyCap', yearly_cap) as place,
           (select jsonb_agg(jsonb_build_object(
              'id', c.id, 'premises', c.premises_id, 'matter', c.matter_code, 'unit', c.unit_code,
              'release', c.release_day, 'due', c.due_day) order by c.id)
            from visit_check vc join planned_check c on c.id = vc.check_id where vc.visit_id = visit.id) as checks
    from visit join premises on premises.id = premises_id where plan_id = ${planId} order by visit.id`)

export const roundsOf = (db: Queries, planId: number): Promise<StoredRound[]> =>
  db.rows(sql`
    select id, zone_code as zone, day, half, departments as units, travel_s as "travelS", service_s as "serviceS",
           leave_s as "leaveS", back_s as "backS", crew,
           (select jsonb_agg(jsonb_build_object('visit', visit_id, 'startS', start_s, 'endS', end_s) order by position)
            from round_stop where round_id = round.id) as stops
    from round where plan_id = ${planId} order by day, half desc, zone_code, id`)

/** Names of the people of a plan's crews, by id. */
export async function crewNames(db: Queries, planId: number): Promise<Map<number, string>> {
  const rows = await db.rows<{ id: number; name: string }>(sql`
    select distinct person.id, person.name
    from round cross join jsonb_to_recordset(round.crew) as one (person integer) join person on person.id = one.person
    where plan_id = ${planId}`)
  return new Map(rows.map(({ id, name }) => [id, name]))
}

/** Puts new rounds in the place of a plan's old ones and marks why each visit left out was. */
export async function replaceRounds(
  tx: Tx,
  planId: number,
  rounds: readonly Omit<StoredRound, 'id'>[],
  unplaced: readonly { visit: number; reason: Words }[],
): Promise<void> {
  await tx.run(sql`delete from round where plan_id = ${planId}`)
  for (const round of rounds) {
    await tx.run(sql`
      with made as (
        insert into round (plan_id, zone_code, day, half, departments, travel_s, service_s, leave_s, back_s, crew)
        values (${planId}, ${round.zone}, ${round.day}, ${round.half}, ${round.units}, ${round.travelS},
                ${round.serviceS}, ${round.leaveS}, ${round.backS}, ${JSON.stringify(round.crew)}::jsonb)
        returning id)
      insert into round_stop (round_id, position, visit_id, start_s, end_s)
      select made.id, nth, visit, start_s, end_s
      from made, unnest(${round.stops.map(({ visit }) => visit)}::int[], ${round.stops.map(({ startS }) => startS)}::int[],
                        ${round.stops.map(({ endS }) => endS)}::int[])
                 with ordinality as stop (visit, start_s, end_s, nth)`)
  }
  await tx.run(sql`
    update visit set unplaced = why.reason
    from (select id, reason from visit
          left join unnest(${unplaced.map((one) => one.visit)}::int[],
                           ${unplaced.map((one) => JSON.stringify(one.reason))}::jsonb[])
               as given (visit_id, reason) on visit_id = id
          where plan_id = ${planId}) as why
    where visit.id = why.id`)
  await tx.run(sql`update plan set status = 'routed' where id = ${planId}`)
}

/** 减频台账 row by row: which department visit which joint visit replaces. */
export const ledgerOf = (db: Queries, planId: number): Promise<LedgerEntry[]> =>
  db.rows(sql`
    select premises.name as premises, unit_code as unit, ordinal, visit_id as visit,
           visit.release_day as release, visit.due_day as due
    from ledger join premises on premises.id = ledger.premises_id join visit on visit.id = visit_id
    where ledger.plan_id = ${planId} order by ledger.premises_id, unit_code, ordinal`)
