import type { Path } from '../../geo/types.ts'
import type { Basis } from '../api/report.ts'
import { actsFor } from '../duty/unit.ts'
import { Problem } from '../errors.ts'
import { type Actor, SYSTEM } from './actor.ts'
import { mayMove, movesOf, ruleFor } from './moves.ts'
import { type Change, NOWHERE, type Report, UNASSIGNED, UNOWNED } from './report.ts'
import type { Step } from './step.ts'

/** The circumstances of a step: when, by whom, and the unit that answers until somebody is sent. */
export interface Occasion {
  at: Date
  by: Actor
  centre: string
}

type Patch = Partial<Report>

/**
 * The one pure verb of a report: the change a step makes, or the refusal with its reason. Steps chain: given a change,
 * it adds to it, so that several steps can be saved at once.
 */
export function move(before: Change, step: Step, occasion: Occasion): Change | Problem {
  const { report } = before
  const rule = ruleFor(report, step.move)
  if (rule === undefined) return illegal(report, step, occasion)
  if (!mayMove(report, rule, occasion.by)) return new Problem('not-allowed', { facts: { move: step.move } })
  const patch = patchOf(report, step, occasion)
  if (patch instanceof Problem) return patch

  const version = report.version + 1
  const after: Report = { ...report, hold: null, state: rule.to, ...patch, version }
  after.responsible = after.state === 'dispatched' || after.state === 'closed' ? after.assignedUnit! : occasion.centre
  const { move: kind, ...facts } = step
  return {
    was: before.was,
    report: after,
    events: [
      ...before.events,
      {
        seq: version,
        kind,
        at: occasion.at,
        account: occasion.by.account,
        from: report.state,
        to: after.state,
        facts: { ...facts, ...saidBeside(report, step) },
      },
    ],
  }
}

/** The same for steps of the system, which it only takes where its own query found them legal: a refusal is a defect. */
export function systemMove(before: Change, step: Step, occasion: Omit<Occasion, 'by'>): Change {
  const change = move(before, step, { ...occasion, by: SYSTEM })
  if (change instanceof Problem) throw change
  return change
}

/** A report as it was loaded: a change with nothing in it yet. */
export const unchanged = (report: Report): Change => ({ was: report.version, report, events: [] })

function patchOf(report: Report, step: Step, { at }: Occasion): Patch | Problem {
  switch (step.move) {
    case 'locate':
      return placed(step)
    case 'route':
      return routed(step)
    case 'edition':
      return underEdition(report, step)
    case 'assign':
      return assigned(report, step, at)
    case 'relocate':
      return NOWHERE
    case 'recall':
      return report.acceptedAt === null ? UNASSIGNED : tooLate(report, step)
    case 'accept':
      return report.acceptedAt === null ? { acceptedAt: at } : tooLate(report, step)
    case 'return':
      return UNASSIGNED
    case 'close':
      return { closedAt: at, result: step.result }
    case 'reopen':
      return { closedAt: null, result: null, acceptedAt: null, dispatchedAt: at, closeDue: step.closeDue }
    case 'repin':
      return { ...NOWHERE, ...UNOWNED, ...UNASSIGNED, ...pinned(step) }
    case 'settle':
      return settled(step)
    case 'classify':
      return classified(report, step)
  }
}

function placed({ edition, place }: Step & { move: 'locate' }): Patch {
  if (place.kind === 'unlocated') return { ...NOWHERE, edition, place, state: 'received', hold: 'unlocated' }
  return { edition, place, ...codesOf(place.path), borderM: place.borderM }
}

function underEdition({ state }: Report, { edition, place, settled, stays }: Step & { move: 'edition' }): Patch {
  if (place.kind === 'unlocated') return { ...UNOWNED, ...UNASSIGNED, ...placed({ move: 'locate', edition, place }) }
  const found = { edition, place, ...codesOf(place.path), borderM: settled ? null : place.borderM }
  if (stays === null || (state !== 'routed' && state !== 'dispatched')) return { ...found, ...UNOWNED, ...UNASSIGNED }
  const { kind: _, ...owned } = stays
  return { ...found, ...owned, state }
}

const codesOf = (path: Path): Patch => ({
  microGrid: path['micro-grid'] ?? null,
  grid: path.grid ?? null,
  community: path.community ?? null,
  street: path.street ?? null,
})

function routed({ verdict }: Step & { move: 'route' }): Patch {
  const { kind, ...found } = verdict
  return kind === 'routed' ? found : { ...UNOWNED, ...found, state: 'located', hold: kind }
}

function assigned(report: Report, { unit, person }: Step & { move: 'assign' }, at: Date): Patch | Problem {
  const owner = report.owner!
  if (!actsFor(unit, owner)) return notTheOwner(unit.code, owner, report.basis)
  return { assignedUnit: unit.code, assignedPerson: person, dispatchedAt: at, acceptedAt: null }
}

const pinned = ({ pin }: Step & { move: 'repin' }): Patch => ({
  givenCrs: pin.crs,
  givenX: pin.x,
  givenY: pin.y,
  accuracyM: pin.accuracyM,
  lon: pin.lon,
  lat: pin.lat,
  h3: pin.h3,
})

/** A person's word is not in doubt: no rivals remain, and no distance was measured. */
const settled = ({ edition, code, path }: Step & { move: 'settle' }): Patch => ({
  edition,
  place: { kind: 'located', code, path, borderM: 0, rivals: [] },
  ...codesOf(path),
  borderM: null,
})

function classified(report: Report, { matter, category }: Step & { move: 'classify' }): Patch {
  // Where it is not known, a better matter does not say: the hold stays.
  if (report.state === 'received') return { matter, category, hold: report.hold }
  return { matter, category, ...UNOWNED, ...UNASSIGNED }
}

/** What the trail names beside the payload: who else was lawful when an officer said "not ours". */
const saidBeside = (report: Report, step: Step): Record<string, unknown> =>
  step.move === 'return' ? { unit: report.assignedUnit, owner: report.owner, clause: report.basis?.clause } : {}

const illegal = (report: Report, step: Step, { by }: Occasion): Problem =>
  new Problem('illegal-move', {
    facts: { move: step.move, state: report.state, hold: report.hold, legal: movesOf(report, by) },
  })

const tooLate = (report: Report, step: Step): Problem =>
  new Problem('illegal-move', { facts: { move: step.move, state: report.state, acceptedAt: report.acceptedAt } })

const notTheOwner = (unit: string, owner: string, basis: Basis | null): Problem =>
  new Problem('not-the-owner', { facts: { unit, owner, words: basis?.words, clause: basis?.clause } })
