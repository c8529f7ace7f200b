import type { Command, Receipt } from '../api/report.ts'
import type { Tx } from '../db.ts'
import { Problem } from '../errors.ts'
import type { House } from '../house.ts'
import type { Actor } from './actor.ts'
import { commandFacts } from './commandFacts.ts'
import { commit, sendNext, wakeFor } from './commit.ts'
import { foundedCentre, foundedDistrict } from './founded.ts'
import type { Item } from './intake.ts'
import { locating } from './locating.ts'
import { move, systemMove, unchanged } from './move.ts'
import { inserted, prepared } from './receiving.ts'
import type { Report } from './report.ts'
import { routingFacts } from './routing.ts'
import { stepOf } from './stepOf.ts'
import { lastStep, oneFor, waiting } from './store.ts'
import { verdictOf } from './verdict.ts'

/**
 * report in → received → located → routed → dispatched → closed
 *
 * Every step is one transaction: state, event and next job. Every step may be delivered twice or overlap itself:
 * rows are locked in the order of their ids and guarded by state and version, so that the second moves nothing.
 */

/**
 * Takes reports in, set-based; the answers stand in the order of the items. A repeated key answers as it did before.
 * `beside` writes what must stand or fall with them, in the same transaction.
 */
export async function receive(
  house: House,
  items: readonly Item[],
  by: Actor,
  beside?: (tx: Tx, answers: readonly (Receipt | Problem)[]) => Promise<unknown>,
): Promise<(Receipt | Problem)[]> {
  const district = await foundedDistrict(house)
  const rows = await prepared(house, district, items, by)
  const receipts = await house.db.transaction(async (tx) => {
    const answers = await inserted(tx, rows, district.timeZone)
    await sendNext(house, tx, answers.filter(isNew))
    await beside?.(tx, answers)
    return answers
  })
  wakeFor(house, receipts.filter(isNew))
  return receipts
}

/** Received → located, or held as unlocated; so is everything while no edition is in force (`relocate` tries again). */
export async function locate(house: House, ids: readonly number[], at = house.now()): Promise<Set<number>> {
  const edition = await house.atlas()
  return commit(house, async (tx) => {
    const centre = await foundedCentre(tx)
    const reports = await waiting(tx, ids, 'received')
    return reports.map((report) => systemMove(unchanged(report), locating(report, edition), { at, centre }))
  })
}

/** Located → routed, or held as ambiguous or for triage. */
export async function route(house: House, ids: readonly number[], at = house.now()): Promise<Set<number>> {
  const district = await foundedDistrict(house)
  return commit(house, async (tx) => {
    const centre = await foundedCentre(tx)
    const reports = await waiting(tx, ids, 'located')
    const facts = await routingFacts(tx, reports, district)
    return reports.map((report) =>
      systemMove(unchanged(report), { move: 'route', verdict: verdictOf(report, facts) }, { at, centre }),
    )
  })
}

/** A person's step on one report they may see. A conflict says who was first. */
export async function command(
  house: House,
  id: number,
  wish: Command,
  by: Actor,
  at = house.now(),
): Promise<Report | Problem> {
  const district = await foundedDistrict(house)
  const edition = await house.atlas()
  let answer: Report | Problem = new Problem('not-found', { facts: { id } })
  await commit(house, async (tx) => {
    const report = await oneFor(tx, id, by)
    if (report === undefined) return []
    if (report.version !== wish.version) {
      answer = new Problem('stale-version', { facts: { version: report.version, ...(await lastStep(tx, id)) } })
      return []
    }
    const step = stepOf(report, wish, at, await commandFacts(tx, [wish], district, edition))
    const change =
      step instanceof Problem ? step : move(unchanged(report), step, { at, by, centre: await foundedCentre(tx) })
    answer = change instanceof Problem ? change : change.report
    return change instanceof Problem ? [] : [change]
  })
  return answer
}

const isNew = (receipt: Receipt | Problem): receipt is Receipt => !(receipt instanceof Problem) && !receipt.repeated
