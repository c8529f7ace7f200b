import type { Words } from '../words.ts'
import type { Arrangement } from './arrangement.ts'
import { breaks } from './check.ts'
import type { EditArea, Outcome } from './edit.ts'

/** The outcome of what an action made: only what differs is put, and nothing that breaks what was whole. */
export function outcome(
  arrangement: Arrangement,
  made: { remove?: string[]; put: readonly EditArea[]; words: Words },
): Outcome {
  const { remove = [], words } = made
  const put = made.put.filter((area) => arrangement.areas.get(area.code) !== area)
  if (put.length + remove.length === 0) {
    return { reasons: [{ code: 'no-change', words: { zh: '没有任何改变', en: 'Nothing would change' } }] }
  }
  const reasons = breaks(arrangement, { remove, put })
  return reasons.length > 0 ? { reasons } : { remove, put, words }
}
