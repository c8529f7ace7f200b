import { note } from '../access/store.ts'
import { localDay } from '../clock/localTime.ts'
import type { Tx } from '../db.ts'
import { Problem } from '../errors.ts'
import type { House } from '../house.ts'
import { relocate } from '../report/resume.ts'
import type { Edition } from './edition.ts'
import type { By } from './flow.ts'
import { isRefused, type LifeStep, live } from './life.ts'
import { firstDays, locatedWith, lockLives, saveApproval, saveWithdrawal } from './lifeStore.ts'
import { inForce, lockEdition, readDistrict, readEdition, savePublication } from './store.ts'

/**
 * draft → checked → approved → published from a day → withdrawn, where nothing was located with it
 *
 * Every step is one transaction: the edition and its entry in the append-only trail.
 */

/**
 * Approves a checked edition: the account answers for it. Open faults need the explicit word.
 * @throws Problem not-found, illegal-move (not checked since its last change), not-publishable (empty, or open faults).
 */
export async function approveEdition(
  house: House,
  id: number,
  { acceptFaults, account }: { acceptFaults: boolean } & By,
): Promise<Edition> {
  await house.db.transaction(async (tx) => {
    const { knownFaults, faults } = await step(tx, id, async () => ({ step: 'approve', acceptFaults }))
    await saveApproval(tx, id, { knownFaults, account, at: house.now() })
    const detail = { knownFaults, faults }
    await note(tx, { at: house.now(), account, action: 'territory.approve', target: id, detail })
  })
  return (await readEdition(house.db, id))!
}

/**
 * Brings an approved edition into force from a local day on. Its atlas is built first, so that nobody waits for it; on
 * its day every open report is located again under it, as an event.
 * @throws Problem not-found, illegal-move (not approved), invalid-input (another edition begins on that day, or the day
 *   is past and another edition is in force).
 */
export async function publishEdition(
  house: House,
  id: number,
  { from, account }: { from: string } & By,
): Promise<Edition> {
  await house.prepareAtlas(id)
  await house.db.transaction(async (tx) => {
    await lockLives(tx)
    const { knownFaults, faults } = await step(tx, id, async () => ({
      step: 'publish',
      from,
      today: await today(house, tx),
      begins: await firstDays(tx),
      inForce: (await inForce(tx, house.now())) !== undefined,
    }))
    await savePublication(tx, id, { from, knownFaults, at: house.now(), account })
    const detail = { from, knownFaults, faults }
    await note(tx, { at: house.now(), account, action: 'territory.publish', target: id, detail })
    await house.jobs.send(tx, 'report.edition', {})
  })
  house.jobs.wake('report.edition')
  // Reports that came before there was any edition have waited for this.
  await relocate(house)
  return (await readEdition(house.db, id))!
}

/**
 * Takes a published edition back, with a reason. The one before it stays, or is again, in force.
 * @throws Problem not-found, illegal-move (not published), edition-in-use (reports were located with it).
 */
export async function withdrawEdition(
  house: House,
  id: number,
  { reason, account }: { reason: string } & By,
): Promise<Edition> {
  await house.db.transaction(async (tx) => {
    await lockLives(tx)
    const { validFrom } = await step(tx, id, async () => ({ step: 'withdraw', located: await locatedWith(tx, id) }))
    await saveWithdrawal(tx, id, { reason, account, at: house.now() })
    const detail = { reason, validFrom }
    await note(tx, { at: house.now(), account, action: 'territory.withdraw', target: id, detail })
  })
  return (await readEdition(house.db, id))!
}

/** Locks an edition, looks at the facts only then, and answers what it is after the step. */
async function step(tx: Tx, id: number, facts: () => Promise<LifeStep>): Promise<Edition> {
  await lockEdition(tx, id)
  const edition = await readEdition(tx, id)
  if (edition === undefined) throw new Problem('not-found', { facts: { edition: id } })
  const after = live(edition, await facts())
  if (isRefused(after)) {
    throw new Problem(after.refusal, { facts: after.facts, ...(after.flaws && { flaws: after.flaws }) })
  }
  return after
}

async function today(house: House, tx: Tx): Promise<string> {
  const district = await readDistrict(tx)
  if (district === null) throw new Problem('no-district')
  return localDay(house.now(), district.timeZone)
}
