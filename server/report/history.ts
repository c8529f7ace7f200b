import type { Intake } from '../api.ts'
import { Problem } from '../errors.ts'
import type { House } from '../house.ts'
import { type Actor, SYSTEM } from './actor.ts'
import { commandFacts } from './commandFacts.ts'
import { commit } from './commit.ts'
import { foundedCentre, foundedDistrict } from './founded.ts'
import { locating } from './locating.ts'
import { move, type Occasion, unchanged } from './move.ts'
import { inserted, prepared } from './receiving.ts'
import type { Change, Report } from './report.ts'
import { routingFacts } from './routing.ts'
import { stepOf, type Wish } from './stepOf.ts'
import { waiting } from './store.ts'
import { type RoutingFacts, verdictOf } from './verdict.ts'

/** What somebody did in the past. */
export interface Deed {
  wish: Wish
  at: Date
  by: Actor
}

/** A report of the past with its own times. `then` sees the routed report and tells what people did with it, in order. */
export interface Story {
  intake: Intake
  /** When it was received; located one second and routed two seconds later. */
  at: Date
  then(report: Report): readonly Deed[]
}

/** What came of a history: reports told, stories already told before, and deeds that the rules refused. */
export interface Told {
  told: number
  repeated: number
  refused: { key: string; problem: Problem }[]
}

/**
 * Brings past reports in, through the same verbs as live ones, all steps of a whole set (about 1,000) in one
 * transaction: one insert and one update a report, the complete trail of events, and no job left behind.
 * Telling a story again changes nothing.
 */
export async function tell(house: House, stories: readonly Story[], by: Actor): Promise<Told> {
  const district = await foundedDistrict(house)
  const edition = await house.atlas()
  const rows = await prepared(house, stories)
  const refused: Told['refused'] = []
  let repeated = 0
  let told = 0
  await commit(house, async (tx) => {
    const centre = await foundedCentre(tx)
    const fresh = new Map<number, Story>()
    for (const [index, receipt] of (await inserted(tx, rows, by, district.timeZone)).entries()) {
      const story = stories[index]!
      if (receipt instanceof Problem) refused.push({ key: story.intake.idempotencyKey, problem: receipt })
      else if (receipt.repeated) repeated++
      else fresh.set(receipt.id, story)
    }
    told = fresh.size
    const located = (await waiting(tx, [...fresh.keys()], 'received')).map((report) =>
      taken(unchanged(report), locating(report, edition), { at: later(fresh.get(report.id)!, 1), by: SYSTEM, centre }),
    )
    const facts = await routingFacts(
      tx,
      located.map(({ report }) => report),
      district,
    )
    const routed = located.map((change) => routedAt(change, facts, later(fresh.get(change.report.id)!, 2), centre))
    const deeds = new Map(routed.map(({ report }) => [report.id, fresh.get(report.id)!.then(report)]))
    const known = await commandFacts(
      tx,
      [...deeds.values()].flat().map(({ wish }) => wish),
      district,
      edition,
    )
    return routed.map((routedChange) => {
      let change = routedChange
      for (const { wish, at, by } of deeds.get(change.report.id)!) {
        const step = stepOf(change.report, wish, at, known)
        const next = step instanceof Problem ? step : move(change, step, { at, by, centre })
        if (next instanceof Problem) {
          refused.push({ key: fresh.get(change.report.id)!.intake.idempotencyKey, problem: next })
          break
        }
        change = next
      }
      return change
    })
  })
  return { told, repeated, refused }
}

const later = ({ at }: Story, seconds: number): Date => new Date(at.getTime() + seconds * 1000)

function routedAt(change: Change, facts: RoutingFacts, at: Date, centre: string): Change {
  if (change.report.state !== 'located') return change
  return taken(change, { move: 'route', verdict: verdictOf(change.report, facts) }, { at, by: SYSTEM, centre })
}

/** The system only takes steps that are legal where the report stands; a refusal here is a defect. */
function taken(before: Change, step: Parameters<typeof move>[1], occasion: Occasion): Change {
  const change = move(before, step, occasion)
  if (change instanceof Problem) throw change
  return change
}
