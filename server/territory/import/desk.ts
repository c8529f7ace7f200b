import type { ImportProgress } from '../../api/territoryImport.ts'
import type { House } from '../../house.ts'
import { computeApart } from './apart.ts'
import type { Means } from './flow.ts'

/** The previews and runs that this process has in hand: how far each is, and how to stop it. */
export interface Desk {
  /** Works on an import in the background. What becomes of it stands in the database. */
  start(id: number, work: (means: Means) => Promise<unknown>): Promise<void>
  progress(id: number): ImportProgress | null
  /** Stops the work and waits until it has come to rest; false where there is none. */
  cancel(id: number): Promise<boolean>
}

export function newDesk(house: Pick<House, 'log'>): Desk {
  const inHand = new Map<number, { stop: AbortController; progress: ImportProgress | null; ended: Promise<void> }>()
  return {
    start(id, work) {
      const stop = new AbortController()
      const ended = work({
        compute: computeApart,
        signal: stop.signal,
        report: (progress) => {
          entry.progress = progress
        },
      }).then(
        () => undefined,
        (error: unknown) => house.log('import.ended', { import: id, message: String(error) }),
      )
      const entry = { stop, progress: null as ImportProgress | null, ended }
      inHand.set(id, entry)
      return ended.finally(() => inHand.delete(id))
    },
    progress: (id) => inHand.get(id)?.progress ?? null,
    async cancel(id) {
      const found = inHand.get(id)
      found?.stop.abort()
      await found?.ended
      return found !== undefined
    },
  }
}
