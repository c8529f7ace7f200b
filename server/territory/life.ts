import type { Day } from '../clock/localTime.ts'
import type { Flaw, ProblemCode } from '../errors.ts'
import { type Edition, type EditionStatus, isOpen } from './edition.ts'

/** What the life of an edition is judged by: as much of it as a step needs. */
export type Standing = Pick<Edition, 'id' | 'status' | 'validFrom' | 'faults' | 'knownFaults' | 'counts'>

/** One step in the life of an edition, with the facts it is judged by. */
export type LifeStep =
  /** Any change of its areas: what was checked and approved is so no longer. */
  | { step: 'change' }
  /** The coverage check found so many faults. */
  | { step: 'check'; faults: number }
  /** Somebody answers for it; open faults need their explicit word. */
  | { step: 'approve'; acceptFaults: boolean }
  /** In force from a local day on. `begins`: days on which published editions begin; `inForce`: whether one is today. */
  | { step: 'publish'; from: Day; today: Day; begins: readonly Day[]; inForce: boolean }
  /** Taken back, before its day or after it. `located`: reports, open or closed, that were located with it. */
  | { step: 'withdraw'; located: number }

/** Why a step may not be taken. */
export interface LifeRefusal {
  refusal: Extract<ProblemCode, 'illegal-move' | 'not-publishable' | 'edition-in-use' | 'invalid-input'>
  facts: Record<string, unknown>
  flaws?: readonly Flaw[]
}

const FROM: Record<LifeStep['step'], (status: EditionStatus) => boolean> = {
  change: isOpen,
  check: isOpen,
  approve: (status) => status === 'checked',
  publish: (status) => status === 'approved',
  withdraw: (status) => status === 'published',
}

/**
 * The one verb of an edition's life: what it is after a step, or why not.
 *
 * History is not rewritten: reports keep the edition that was in force on their day, so an edition never begins before
 * today where another is in force today. Only the first may: before it there was nothing to contradict.
 */
export function live<E extends Standing>(edition: E, step: LifeStep): E | LifeRefusal {
  const { id, status } = edition
  if (!FROM[step.step](status)) return { refusal: 'illegal-move', facts: { edition: id, status, step: step.step } }
  switch (step.step) {
    case 'change':
      return { ...edition, status: 'draft', faults: null, knownFaults: false }
    case 'check':
      return { ...edition, status: 'checked', faults: step.faults, knownFaults: false }
    case 'approve':
      return approved(edition, step.acceptFaults)
    case 'publish':
      return published(edition, step)
    case 'withdraw':
      return withdrawn(edition, step.located)
  }
}

function approved<E extends Standing>(edition: E, acceptFaults: boolean): E | LifeRefusal {
  const { id, counts } = edition
  const faults = edition.faults ?? 0
  if (Object.keys(counts).length === 0) return { refusal: 'not-publishable', facts: { edition: id, areas: 0 } }
  if (faults > 0 && !acceptFaults) return { refusal: 'not-publishable', facts: { edition: id, faults } }
  return { ...edition, status: 'approved', knownFaults: faults > 0 }
}

function published<E extends Standing>(edition: E, asked: LifeStep & { step: 'publish' }): E | LifeRefusal {
  const { from, today, begins, inForce } = asked
  if (begins.includes(from)) return refusedDay(edition, 'a day on which no other edition begins', from)
  if (from < today && inForce) {
    return refusedDay(edition, `today (${today}) or later: reports of earlier days keep the edition of their day`, from)
  }
  return { ...edition, status: 'published', validFrom: from }
}

function withdrawn<E extends Standing>(edition: E, located: number): E | LifeRefusal {
  const { id, validFrom } = edition
  if (located > 0) return { refusal: 'edition-in-use', facts: { edition: id, validFrom, located } }
  return { ...edition, status: 'withdrawn' }
}

const refusedDay = ({ id }: Standing, expected: string, got: string): LifeRefusal => ({
  refusal: 'invalid-input',
  facts: { edition: id },
  flaws: [{ path: 'from', expected, got }],
})

export const isRefused = <E extends Standing>(after: E | LifeRefusal): after is LifeRefusal => 'refusal' in after
