import { type Geos, loadGeos } from '../../../geo/geos.ts'
import { areaM2, boundingBox, interiorPoint } from '../../../geo/interior.ts'
import { note } from '../../access/store.ts'
import type { Tx } from '../../db.ts'
import { Problem } from '../../errors.ts'
import type { House } from '../../house.ts'
import { isOpen } from '../edition.ts'
import { type AreaRow, insertAreas, lockEdition, reopenDraft } from '../store.ts'
import { acceptChange } from './acceptChange.ts'
import type { Asked, Change, NewArea } from './change.ts'
import {
  changeOf,
  deleteAreas,
  districtsOf,
  insertChange,
  keepSide,
  listChanges,
  nextTo,
  standingOf,
  turn,
  versionOf,
} from './store.ts'

/** What a change, undo or redo left behind; `codes` are the areas that left, changed or came. */
export interface Changed {
  version: number
  change: number
  codes: string[]
}

/**
 * Applies one change to a draft, whole or not at all, and keeps how it was before.
 * Given the key of a change that stands already, it applies nothing and answers what that one was.
 * @throws Problem not-found, illegal-move (not a draft any more), stale-version (somebody was first: the facts say who),
 *   invalid-input (an area without an inside; of an edit, whatever `acceptChange` finds).
 */
export async function applyChange(house: House, change: Change, asked: Asked): Promise<Changed> {
  const { edition } = asked
  const geos = change.kind === 'edit' ? await loadGeos() : null
  const rows = change.put.map(rowOf)
  const codes = [...new Set([...change.remove, ...rows.map(({ code }) => code)])].sort()
  return house.db.transaction(async (tx) => {
    const repeated = change.key === undefined ? undefined : await changeOf(tx, edition, change.key)
    if (repeated !== undefined) return { version: (await versionOf(tx, edition))!, change: repeated, codes }
    await openAt(tx, asked)
    if (geos !== null) await accepted(tx, geos, change, edition)
    const { kind, words, key } = change
    const made = { editionId: edition, kind, words, key, account: asked.account, at: house.now() }
    const id = await insertChange(tx, made)
    await keepSide(tx, { change: id, editionId: edition, side: 'before', codes })
    await deleteAreas(tx, edition, codes)
    await insertAreas(tx, edition, rows)
    await keepSide(tx, { change: id, editionId: edition, side: 'after', codes: rows.map(({ code }) => code) })
    const detail = { change: id, areas: codes.length, words }
    await note(tx, { at: house.now(), account: asked.account, action: `territory.${kind}`, target: edition, detail })
    return { version: await reopenDraft(tx, edition), change: id, codes }
  })
}

/** Takes the last change back. @throws Problem as `applyChange`; illegal-move where there is nothing to take back. */
export const undoChange = (house: House, asked: Asked): Promise<Changed> => step(house, asked, 'undo')

/** Brings back the change that was taken back last. @throws Problem as `undoChange`. */
export const redoChange = (house: House, asked: Asked): Promise<Changed> => step(house, asked, 'redo')

function step(house: House, asked: Asked, way: 'undo' | 'redo'): Promise<Changed> {
  const { edition } = asked
  return house.db.transaction(async (tx) => {
    await openAt(tx, asked)
    const change = await nextTo(tx, edition, way)
    if (change === undefined) throw new Problem('illegal-move', { facts: { edition, [way]: 'nothing' } })
    const to = way === 'undo' ? 'before' : 'after'
    const codes = await turn(tx, { change: change.id, editionId: edition, to })
    const detail = { change: change.id, words: change.words }
    await note(tx, { at: house.now(), account: asked.account, action: `territory.${way}`, target: edition, detail })
    return { version: await reopenDraft(tx, edition), change: change.id, codes }
  })
}

/** Locks a draft that still stands at the version its reader saw. */
async function openAt(tx: Tx, { edition, version }: Asked): Promise<void> {
  const status = await lockEdition(tx, edition)
  if (status === undefined) throw new Problem('not-found', { facts: { edition } })
  if (!isOpen(status)) throw new Problem('illegal-move', { facts: { edition, status } })
  const present = await versionOf(tx, edition)
  if (present === version) return
  const [last] = await listChanges(tx, edition)
  const first = last === undefined ? {} : { by: last.by, at: last.at, words: last.words }
  throw new Problem('stale-version', { facts: { edition, version: present, ...first } })
}

/** Refuses an edit that does not hold. @throws Problem invalid-input */
async function accepted(tx: Tx, geos: Geos, change: Change, edition: number): Promise<void> {
  const codes = [
    ...change.remove,
    ...change.put.flatMap(({ code, parent }) => [code, ...(parent === null ? [] : [parent])]),
  ]
  const present = await standingOf(tx, edition, [...new Set(codes)], change.remove)
  const [district] = await districtsOf(tx, edition)
  const flaws = acceptChange(change, { geos, present, district: district === undefined ? null : boundingBox(district) })
  if (flaws.length > 0) throw new Problem('invalid-input', { flaws: flaws.slice(0, FLAWS_SHOWN) })
}

const FLAWS_SHOWN = 50

function rowOf(area: NewArea): AreaRow {
  const label = interiorPoint(area.geometry)
  if (label === null) {
    const flaw = { path: `put.${area.code}`, expected: 'a geometry with an inside', got: area.geometry.type }
    throw new Problem('invalid-input', { flaws: [flaw] })
  }
  return { ...area, label, areaM2: areaM2(area.geometry) }
}
