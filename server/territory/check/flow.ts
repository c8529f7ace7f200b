import type { Fault } from '../../../geo/check/fault.ts'
import { unpacked } from '../../../geo/packedArea.ts'
import type { Proposal } from '../../../geo/repair/proposal.ts'
import type { Rule } from '../../../geo/repair/rule.ts'
import { note } from '../../access/store.ts'
import type { Words } from '../../api/terms.ts'
import type { CheckOut, RepairOut } from '../../api/territoryCheck.ts'
import { Problem } from '../../errors.ts'
import type { House } from '../../house.ts'
import type { NewArea } from '../change/change.ts'
import { applyChange } from '../change/flow.ts'
import { type EditionStatus, isOpen } from '../edition.ts'
import { lockEdition, readVersion, saveCheck } from '../store.ts'
import { areasDrawn } from './drawn.ts'
import { type Attendance, checkInWorker, repairInWorker, UNATTENDED } from './inWorker.ts'
import { type CheckedState, readState, sourcesOf, streetsWithUnit } from './store.ts'
import type { CheckAnswer, EditionFacts } from './task.ts'

/** An area that a repair makes has no file behind it. */
const MADE = { made: 'repair' }

/**
 * Checks every area of a draft in a worker and keeps the faults with it.
 * @throws Problem not-found, illegal-move (not a draft), stale-version (the draft changed meanwhile)
 */
export async function checkDraft(
  house: House,
  id: number,
  { account }: { account: number | null },
  attendance: Attendance = UNATTENDED(),
): Promise<CheckAnswer> {
  const state = await openState(house, id)
  const facts = await factsOf(house, state)
  const answer = await checkInWorker({ kind: 'check', areas: state.areas, facts }, attendance)
  await keepCheck(house, { id, version: state.version, account }, answer)
  return answer
}

/** Checks a draft and answers its faults. @throws Problem as `checkDraft`. */
export const checkEdition = async (house: House, id: number, by: { account: number | null }): Promise<Fault[]> =>
  (await checkDraft(house, id, by)).faults

export const checkOut = ({ faults, tiling }: CheckAnswer): CheckOut => ({ ...countFaults(faults), tiling })

/** How a draft is mended: by the proposals named, or by a rule. */
export interface Repair {
  edition: number
  version: number
  account: number | null
  by: { accept: readonly Proposal[] } | { rule: Rule }
  /** False for a preview: nothing is written then. */
  apply: boolean
}

/**
 * Mends a draft in a worker, as one change that can be undone, and checks it anew; or shows what would change.
 * @throws Problem not-found (edition, or a proposal's fault), illegal-move (not a draft, or not checked),
 *   stale-version (the draft is not the one that was seen, or changed meanwhile)
 */
export async function repairDraft(
  house: House,
  asked: Repair,
  attendance: Attendance = UNATTENDED(),
): Promise<RepairOut> {
  const { edition, version, account, by, apply } = asked
  const state = await openState(house, edition)
  if (state.version !== version) throw new Problem('stale-version', { facts: { edition, version: state.version } })
  if (state.faults === null) throw new Problem('illegal-move', { facts: { edition, faults: 'not checked' } })
  const { areas, faults } = state
  const recheck = apply || 'rule' in by
  const facts = await factsOf(house, state)
  const made = await repairInWorker({ kind: 'repair', areas, facts, faults, by, recheck }, attendance)
  const { accepted, removed, movedM2, displacementM, check } = made
  const [put, before] = [made.put.map(unpacked), made.before.map(unpacked)]
  const changed = put.length + removed.length
  const out: RepairOut = {
    accepted,
    changed,
    removed,
    movedM2,
    displacementM,
    before: areasDrawn(before),
    after: areasDrawn(put),
    left: check && countFaults(check.faults),
    tiling: check?.tiling ?? null,
    applied: null,
  }
  if (!apply || changed === 0) return out
  const sources = await sourcesOf(house.db, edition, codesOf(put))
  const newAreas = put.map((area): NewArea => ({ ...area, source: sources.get(area.code) ?? MADE }))
  const change = { kind: 'repair' as const, words: wordsOf(accepted, changed), remove: removed, put: newAreas }
  const applied = await applyChange(house, change, { edition, version, account })
  await keepCheck(house, { id: edition, version: applied.version, account }, check!)
  return { ...out, applied: { change: applied.change, version: applied.version } }
}

const countFaults = (faults: readonly Fault[]) => ({
  errors: faults.filter(({ severity }) => severity === 'error').length,
  warnings: faults.filter(({ severity }) => severity === 'warning').length,
})

const codesOf = (areas: readonly { code: string }[]) => areas.map(({ code }) => code)

const wordsOf = (faults: number, areas: number): Words => ({
  zh: `修复 ${faults} 处问题，改动 ${areas} 个区域`,
  en: `${faults} faults mended, ${areas} areas changed`,
})

async function openState(house: House, id: number): Promise<CheckedState> {
  // One transaction, so that version, faults and areas are of one moment.
  const state = await house.db.snapshot((tx) => readState(tx, id))
  if (state === undefined) throw new Problem('not-found', { facts: { edition: id } })
  if (!isOpen(state.status as EditionStatus)) {
    throw new Problem('illegal-move', { facts: { edition: id, status: state.status } })
  }
  return state
}

async function factsOf(house: House, { districtDissolved }: CheckedState): Promise<EditionFacts> {
  const district = await house.district()
  const streets = await streetsWithUnit(house.db)
  return { districtDissolved, streetsWithUnit: streets, profile: district?.pack.gridCode.name ?? 'free' }
}

async function keepCheck(
  house: House,
  seen: { id: number; version: number; account: number | null },
  { areas, faults }: CheckAnswer,
): Promise<void> {
  const { id, version, account } = seen
  await house.db.transaction(async (tx) => {
    const status = await lockEdition(tx, id)
    if (status === undefined) throw new Problem('not-found', { facts: { edition: id } })
    if (!isOpen(status)) throw new Problem('illegal-move', { facts: { edition: id, status } })
    if ((await readVersion(tx, id))?.version !== version) throw new Problem('stale-version')
    await saveCheck(tx, id, faults, house.now())
    await note(tx, {
      at: house.now(),
      account,
      action: 'territory.check',
      target: id,
      detail: { areas, faults: faults.length },
    })
  })
}
