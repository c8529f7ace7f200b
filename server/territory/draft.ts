import { Problem } from '../errors.ts'
import { type Edition, isOpen } from './edition.ts'

/**
 * The draft an import goes into: the one named, or the only open one, or a new one where none is open.
 * @throws Problem not-found, illegal-move (published), invalid-input (several drafts are open and none was named).
 */
export function draftNamed(wanted: 'new' | number | undefined, editions: readonly Edition[]): 'new' | number {
  if (wanted === 'new') return 'new'
  const drafts = editions.filter((edition) => isOpen(edition.status))
  if (wanted !== undefined) {
    const found = editions.find((edition) => edition.id === wanted)
    if (found === undefined) throw new Problem('not-found', { facts: { edition: wanted } })
    if (!isOpen(found.status)) throw new Problem('illegal-move', { facts: { edition: wanted, status: found.status } })
    return wanted
  }
  const [only, another] = drafts
  if (another === undefined) return only?.id ?? 'new'
  const got = drafts.map((draft) => draft.id).join(', ')
  throw new Problem('invalid-input', {
    flaws: [{ path: 'edition', expected: 'one of the open drafts by its number', got }],
  })
}
