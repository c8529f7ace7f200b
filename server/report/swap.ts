import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Tx } from '../db.ts'
import type { District, EditionAtlas, House } from '../house.ts'
import { readEdition } from '../territory/store.ts'
import { commit } from './commit.ts'
import { foundedCentre } from './founded.ts'
import { systemMove, unchanged } from './move.ts'
import type { Change, Report } from './report.ts'
import { routingFacts } from './routing.ts'
import { openUnderOthers, theseReports } from './store.ts'
import { foundIn, standingAt, underEdition } from './underEdition.ts'

/** Reports in one transaction: few, so that intake and dispatch hardly wait behind it. */
const AT_ONCE = 200

/**
 * Locates every open report again under the edition in force, as an event of its own, and has it routed anew where its
 * owner changes. What stands there already is not touched, so this may be interrupted, repeated and doubled: a report
 * takes the step once an edition. Closed reports keep theirs. Answers how many took it.
 */
export async function swapReports(house: House): Promise<number> {
  const district = await house.district()
  if (district === null) return 0
  let count = 0
  for (let after = 0; ; await nextTurn()) {
    const edition = await house.atlas()
    if (edition === null) return count
    const due = await openUnderOthers(house.db, edition.editionId, after, AT_ONCE)
    const last = due.at(-1)
    if (last === undefined) return count
    after = last
    const world = { district, edition, name: (await readEdition(house.db, edition.editionId))!.name }
    count += await together(house, due, world)
  }
}

interface World {
  district: District
  edition: EditionAtlas
  name: string
}

/** One transaction; when it fails each report is tried alone, so that nobody waits behind a poisoned one. */
async function together(house: House, ids: readonly number[], world: World): Promise<number> {
  const move = async (some: readonly number[]) =>
    (await commit(house, async (tx) => stepped(tx, await theseReports(tx, some), world, house.now()))).size
  try {
    return await move(ids)
  } catch (error) {
    if (ids.length === 1) return poisoned(house, ids[0]!, error)
    let count = 0
    for (const id of ids) {
      count += await move([id]).catch((reason: unknown) => poisoned(house, id, reason))
    }
    return count
  }
}

/** It keeps its edition, is tried again at the keeper's next turn, and the log names it. */
function poisoned(house: House, report: number, reason: unknown): 0 {
  house.log('report.poison', { queue: 'report.edition', report, message: String(reason) })
  return 0
}

async function stepped(tx: Tx, reports: readonly Report[], world: World, at: Date): Promise<Change[]> {
  const { district, edition, name } = world
  const due = reports.filter(
    ({ state, edition: own }) => state !== 'closed' && own !== null && own !== edition.editionId,
  )
  const found = due.map((report) => ({ report, found: foundIn(report, edition) }))
  const standing = found.map(({ report, found: { place } }) => standingAt(report, place))
  const facts = await routingFacts(tx, standing, district)
  const occasion = { at, centre: await foundedCentre(tx) }
  return found.map(({ report, found: there }) =>
    systemMove(unchanged(report), underEdition(report, there, { editionId: edition.editionId, name }, facts), occasion),
  )
}
