import type { Intake } from '../api/report.ts'
import type { Tx } from '../db.ts'
import { Problem } from '../errors.ts'
import type { District, EditionAtlas, House } from '../house.ts'
import type { Actor } from './actor.ts'
import { commandFacts } from './commandFacts.ts'
import { commit, nextJob } from './commit.ts'
import { foundedCentre, foundedDistrict } from './founded.ts'
import { locating } from './locating.ts'
import { move, systemMove, unchanged } from './move.ts'
import { inserted, prepared } from './receiving.ts'
import type { Change, Report } from './report.ts'
import { routingFacts } from './routing.ts'
import { type CommandFacts, stepOf, type Wish } from './stepOf.ts'
import { theseReports } from './store.ts'
import { verdictOf } from './verdict.ts'

/** What somebody did in the past. */
export interface Deed {
  wish: Wish
  at: Date
  by: Actor
}

/**
 * A report of the past with its own times. `next` sees the report as the system left it (routed, or held for a person)
 * and tells what people did next, in order; it is asked again whenever their doing made the system route it anew.
 */
export interface Story {
  intake: Intake
  /** When it was received; located one second and routed two seconds later. */
  at: Date
  next(report: Report): readonly Deed[]
}

/** What came of a history: reports told, stories already told before, and deeds that the rules refused. */
export interface Told {
  told: number
  repeated: number
  refused: { key: string; problem: Problem }[]
}

/** How often a story may be routed anew; beyond, it is left to the system's jobs. */
const TURNS = 5

/**
 * Brings past reports in, through the same verbs as live ones, all steps of a whole set (about 1,000) in one
 * transaction: one insert and one update a report, the complete trail of events, and no job left behind.
 * Telling a story again changes nothing.
 */
export async function tell(house: House, stories: readonly Story[], by: Actor): Promise<Told> {
  const district = await foundedDistrict(house)
  const edition = await house.atlas()
  const rows = await prepared(house, district, stories, by)
  const refused: Told['refused'] = []
  let repeated = 0
  let told = 0
  await commit(house, async (tx) => {
    const world = { tx, district, edition, centre: await foundedCentre(tx) }
    const fresh = new Map<number, Story>()
    for (const [index, receipt] of (await inserted(tx, rows, district.timeZone)).entries()) {
      const story = stories[index]!
      if (receipt instanceof Problem) refused.push({ key: story.intake.idempotencyKey, problem: receipt })
      else if (receipt.repeated) repeated++
      else fresh.set(receipt.id, story)
    }
    told = fresh.size
    const came = (await theseReports(tx, [...fresh.keys()])).map(unchanged)
    const at = (change: Change) => lastOf(change) ?? fresh.get(change.report.id)!.at
    let open = await onward(world, came, at)
    const done: Change[] = []
    for (let turn = 0; turn < TURNS && open.length > 0; turn++) {
      const deeds = new Map(open.map(({ report }) => [report.id, fresh.get(report.id)!.next(report)]))
      const wishes = [...deeds.values()].flat().map(({ wish }) => wish)
      const known = await commandFacts(tx, wishes, district, edition)
      const moved = open.map((change) => {
        const { change: after, problem } = followed(change, deeds.get(change.report.id)!, known, world.centre)
        if (problem) refused.push({ key: fresh.get(change.report.id)!.intake.idempotencyKey, problem })
        return after
      })
      done.push(...moved.filter(({ report }) => nextJob(report) === null))
      open = await onward(
        world,
        moved.filter(({ report }) => nextJob(report) !== null),
        at,
      )
    }
    return [...done, ...open]
  })
  return { told, repeated, refused }
}

interface World {
  tx: Tx
  district: District
  edition: EditionAtlas | null
  centre: string
}

/** The system's own steps, a second each after what came before: locating where that is due, then routing. */
async function onward(
  { tx, district, edition, centre }: World,
  changes: readonly Change[],
  at: (change: Change) => Date,
): Promise<Change[]> {
  const occasion = (change: Change) => ({ at: new Date(at(change).getTime() + 1000), centre })
  const located = changes.map((change) =>
    nextJob(change.report) === 'report.locate'
      ? systemMove(change, locating(change.report, edition), occasion(change))
      : change,
  )
  const due = located.map(({ report }) => report).filter((report) => nextJob(report) === 'report.route')
  if (due.length === 0) return located
  const facts = await routingFacts(tx, due, district)
  return located.map((change) =>
    nextJob(change.report) === 'report.route'
      ? systemMove(change, { move: 'route', verdict: verdictOf(change.report, facts) }, occasion(change))
      : change,
  )
}

/** What people did, one after another, up to the first refusal. */
function followed(
  before: Change,
  deeds: readonly Deed[],
  known: CommandFacts,
  centre: string,
): { change: Change; problem?: Problem } {
  let change = before
  for (const { wish, at, by } of deeds) {
    const step = stepOf(change.report, wish, at, known)
    const next = step instanceof Problem ? step : move(change, step, { at, by, centre })
    if (next instanceof Problem) return { change, problem: next }
    change = next
  }
  return { change }
}

const lastOf = ({ events }: Change): Date | undefined => events.at(-1)?.at
