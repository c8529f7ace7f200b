import { note } from '../access/store.ts'
import { Problem } from '../errors.ts'
import type { House } from '../house.ts'
import { PACKS } from '../pack/packs.ts'
import { type Edition, type EditionStatus, isOpen } from './edition.ts'
import { copyAreas } from './lifeStore.ts'
import {
  createEdition,
  deleteEdition,
  type Founding,
  insertDistrict,
  lockEdition,
  readDistrict,
  readEdition,
} from './store.ts'

/** Who does it: the account over HTTP, nobody in particular at the command line. */
export type By = { account: number | null }

/**
 * Founds the one district of this installation. Founding it again with the same facts changes nothing.
 * @throws Problem invalid-input: unknown pack or time zone, or another district is founded already.
 */
export async function foundDistrict(house: House, founding: Founding): Promise<void> {
  const flaw = (path: string, expected: string, got: string) =>
    new Problem('invalid-input', { flaws: [{ path, expected, got }] })
  if (PACKS[founding.pack] === undefined) throw flaw('pack', `one of ${Object.keys(PACKS).join(', ')}`, founding.pack)
  if (!isTimeZone(founding.timeZone))
    throw flaw('timeZone', 'an IANA time zone such as Asia/Shanghai', founding.timeZone)
  await house.db.transaction(async (tx) => {
    if (await insertDistrict(tx, founding)) {
      await note(tx, { at: house.now(), action: 'territory.found', target: founding.code, detail: { ...founding } })
      return
    }
    const there = await readDistrict(tx)
    if (there?.code !== founding.code || there.timeZone !== founding.timeZone || there.pack.code !== founding.pack) {
      throw flaw('district', `${there?.code}, which this installation serves already`, founding.code)
    }
  })
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return true
  } catch {
    return false
  }
}

/** A new draft, empty or with all areas of another edition to begin with. @throws Problem not-found. */
export async function newEdition(
  house: House,
  name: string,
  { account, copyOf }: By & { copyOf?: number | undefined },
): Promise<Edition> {
  const id = await house.db.transaction(async (tx) => {
    const made = await createEdition(tx, name)
    if (copyOf !== undefined) {
      if ((await lockEdition(tx, copyOf)) === undefined) throw new Problem('not-found', { facts: { edition: copyOf } })
      await copyAreas(tx, copyOf, made)
    }
    await note(tx, { at: house.now(), account, action: 'territory.draft', target: made, detail: { name, copyOf } })
    return made
  })
  return (await readEdition(house.db, id))!
}

/** Deletes a draft with its areas. @throws Problem not-found, illegal-move (published). */
export async function deleteDraft(house: House, id: number, { account }: By): Promise<void> {
  await house.db.transaction(async (tx) => {
    await stillOpen(tx, id)
    await deleteEdition(tx, id)
    await note(tx, { at: house.now(), account, action: 'territory.delete', target: id })
  })
}

async function stillOpen(tx: Parameters<typeof lockEdition>[0], id: number): Promise<void> {
  const status = await lockEdition(tx, id)
  if (status === undefined) throw new Problem('not-found', { facts: { edition: id } })
  if (!isOpen(status)) throw closed(id, status)
}

const closed = (id: number, status: EditionStatus) => new Problem('illegal-move', { facts: { edition: id, status } })
