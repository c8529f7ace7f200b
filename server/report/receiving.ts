import type { Receipt } from '../api/report.ts'
import type { Tx } from '../db.ts'
import { type Flaw, Problem } from '../errors.ts'
import type { District, House } from '../house.ts'
import type { Actor } from './actor.ts'
import { boxOf } from './districtBox.ts'
import { type FreshRow, freshRow, type Item } from './intake.ts'
import { type Inserted, insertFresh, takenUnder } from './store.ts'

/** Each item as a row to insert, or why not. */
export async function prepared(
  house: House,
  district: District,
  items: readonly Item[],
  { account }: Actor,
): Promise<(FreshRow | Problem)[]> {
  const box = boxOf(district, await house.atlas())
  const reception = { now: house.now(), account, box, counting: district }
  return items.map((item) => freshRow(item, reception))
}

/** Inserts what is new and answers every row: a receipt, the earlier receipt, or why it is refused. */
export async function inserted(
  tx: Tx,
  rows: readonly (FreshRow | Problem)[],
  timeZone: string,
): Promise<(Receipt | Problem)[]> {
  const good = rows.filter((row): row is FreshRow => !(row instanceof Problem))
  const distinct = [...new Map(good.toReversed().map((row) => [row.idempotency_key, row])).values()]
  if (distinct.length === 0) return rows.filter((row) => row instanceof Problem)
  const outcomes = new Map((await insertFresh(tx, distinct, timeZone)).map((row) => [row.key, row]))
  const old = good.filter((row) => outcomes.get(row.idempotency_key)?.id === null || !distinct.includes(row))
  const taken =
    old.length === 0
      ? []
      : await takenUnder(
          tx,
          old.map((row) => row.idempotency_key),
        )
  const before = new Map(taken.map((report) => [report.key, report]))
  return rows.map((row) => {
    if (row instanceof Problem) return row
    const outcome = outcomes.get(row.idempotency_key)!
    if (outcome.id !== null && distinct.includes(row)) {
      return { id: outcome.id, state: 'received', hold: row.hold, repeated: false }
    }
    const earlier = before.get(row.idempotency_key)
    if (earlier === undefined) return unknownCode(row, outcome)
    if (earlier.hash !== row.body_hash) return new Problem('key-reused', { facts: { id: earlier.id } })
    return { id: earlier.id, state: earlier.state, hold: earlier.hold, repeated: true }
  })
}

function unknownCode(row: FreshRow, outcome: Inserted): Problem {
  const flaws: Flaw[] = []
  if (!outcome.categoryKnown)
    flaws.push({ path: 'category', expected: 'a category on record', got: row.category_code! })
  if (!outcome.matterKnown) flaws.push({ path: 'matter', expected: 'a matter on record', got: row.matter_code! })
  if (flaws.length === 0) {
    flaws.push({ path: 'category', expected: `${outcome.matterCategory}, the matter's own`, got: row.category_code! })
  }
  return new Problem('invalid-input', { flaws })
}
