import { z } from 'zod'
import { Problem } from '../errors.ts'
import type { EditionAtlas, House } from '../house.ts'
import { editionInForce, editionOn } from './store.ts'

/** `at`: a local day, past or future; the edition in force on it answers. */
export const AsOf = z.strictObject({ at: z.iso.date().optional() })

/**
 * The edition asked for: by its number, by a local day, or the one in force now.
 * @throws Problem no-edition (none was, is or will be in force then), invalid-input (both are named).
 */
export async function editionAsked(
  house: House,
  { edition, at }: { edition?: number | undefined; at?: string | undefined },
): Promise<number> {
  if (edition !== undefined && at !== undefined) {
    throw new Problem('invalid-input', { flaws: [{ path: 'at', expected: 'an edition or a day, not both', got: at }] })
  }
  if (edition !== undefined) return edition
  const found = at === undefined ? await editionInForce(house.db, house.now()) : await editionOn(house.db, at)
  if (found === undefined) throw new Problem('no-edition', at === undefined ? {} : { facts: { at } })
  return found
}

/** The atlas in force now, or on a local day. @throws Problem no-edition. */
export async function atlasAsOf(house: House, at: string | undefined): Promise<EditionAtlas> {
  const atlas = at === undefined ? await house.atlas() : await house.atlasOf(await editionAsked(house, { at }))
  if (atlas === null) throw new Problem('no-edition')
  return atlas
}
