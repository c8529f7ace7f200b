import { setTimeout as sleep } from 'node:timers/promises'
import { type Db, sql, type Tx } from '../../server/db.ts'
import { insertReports, type Row } from '../server/situation/fixture.ts'
import { MATTERS } from '../smallDistrict.ts'

/** Between two transactions: writers that leave the machine nothing slow what they are there to disturb. */
const REST_MS = 400

/** What one writer has done. */
export interface Written {
  /** Rows of transactions whose commit was answered. */
  rows: number
  /** Of these, rows that a refresh passed over while their transaction was open. */
  late: number
}

export interface World {
  db: Db
  edition: number
  /** Refreshes that have been answered. */
  refreshes(): number
  /** Whether the writer should go on. */
  going(written: Written): boolean
}

/**
 * Writes everything a transaction can do to the feed until it is told to stop: late commits, savepoints, rollbacks,
 * corrections, deletions. A transaction that the database took down with it is forgotten, like any other that failed.
 */
export async function writeLate(world: World, roll: () => number): Promise<Written> {
  const mine: number[] = []
  const written: Written = { rows: 0, late: 0 }
  while (world.going(written)) {
    const before = world.refreshes()
    const gone = new Set<number>()
    const added = await world.db
      .transaction(async (tx) => {
        const ids = await insertInParts(tx, world.edition, roll)
        await correct(tx, some(mine, 10, roll))
        for (const id of some(mine, 2, roll)) gone.add(id)
        if (gone.size > 0) await tx.run(sql`delete from report where id = any(${[...gone]})`)
        await sleep(roll() < 0.5 ? roll() * 300 : 0)
        if (roll() < 0.15) throw new Error('meant to fail')
        return ids
      })
      .catch(() => null)
    if (added === null) {
      await sleep(roll() * 50)
      continue
    }
    written.rows += added.length
    if (world.refreshes() > before) written.late += added.length
    mine.push(...added)
    for (const id of gone) mine.splice(mine.indexOf(id), 1)
    await sleep(roll() * REST_MS)
  }
  return written
}

/** Up to `most` of them. */
function some<T>(of: readonly T[], most: number, roll: () => number): T[] {
  const drawn = Array.from({ length: roll() * (most + 1) }, () => of[Math.floor(roll() * of.length)])
  return [...new Set(drawn.filter((one) => one !== undefined))]
}

async function insertInParts(tx: Tx, edition: number, roll: () => number): Promise<number[]> {
  const rows = (most: number) => Array.from({ length: 1 + Math.floor(roll() * most) }, () => someRow(roll))
  const ids = await insertReports(tx, edition, rows(20))
  if (roll() < 0.5) return ids
  await tx.text('savepoint half')
  const more = await insertReports(tx, edition, rows(6))
  if (roll() < 0.5) return [...ids, ...more]
  await tx.text('rollback to savepoint half')
  return ids
}

/** Closed, moved to another zone, or opened again. */
async function correct(tx: Tx, ids: readonly number[]): Promise<void> {
  if (ids.length === 0) return
  await tx.run(sql`
    update report set zone_code = 'zone-9', state = case state when 'closed' then 'routed' else 'closed' end,
      closed_at = case state when 'closed' then null else now() end
    where id = any(${ids}) and street_code is not null`)
}

function someRow(roll: () => number): Row {
  const pick = <T>(from: readonly T[]): T => from[Math.floor(roll() * from.length)]!
  const matter = pick([null, MATTERS.fire])
  return {
    day: `2026-0${1 + Math.floor(roll() * 3)}-1${Math.floor(roll() * 10)}`,
    category: matter ? null : pick(['market', 'general']),
    matter,
    place: roll() < 0.1 ? null : { column: Math.floor(roll() * 6), row: Math.floor(roll() * 4) },
    depth: pick(['street', 'grid', 'micro-grid'] as const),
    closed: false,
  }
}
