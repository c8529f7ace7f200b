import { z } from 'zod'
import { ChangeIn, NewAreaIn } from '../../server/api/territoryChange.ts'

const Area = NewAreaIn
/** An action of the editor that the server has not acknowledged, with how the areas were before it. */
const Waiting = z.object({
  key: z.uuid(),
  edit: z.object({ remove: z.array(z.string()), put: z.array(Area), words: ChangeIn.shape.words }),
  before: z.array(Area),
})
export type Waiting = z.infer<typeof Waiting>

const nameOf = (edition: number) => `onegrid.outbox.${edition}`

/** What waits for an edition on this device, oldest first; what cannot be read is left where it is. */
export function readOutbox(edition: number): Waiting[] {
  const text = localStorage.getItem(nameOf(edition))
  if (text === null) return []
  try {
    return z.array(Waiting).parse(JSON.parse(text))
  } catch {
    return []
  }
}

/** Keeps what waits; false where this device has no room for it. */
export function keepOutbox(edition: number, waiting: readonly Waiting[]): boolean {
  try {
    if (waiting.length === 0) localStorage.removeItem(nameOf(edition))
    else localStorage.setItem(nameOf(edition), JSON.stringify(waiting))
    return true
  } catch {
    return false
  }
}
