import type { Facts } from '../facts.ts'
import type { Violation } from '../violation.ts'

/** Every locked round is there as it was told. */
export function locksKept({ file, lockedRounds }: Facts): Violation[] {
  const kept = new Set(lockedRounds.values())
  return [...(file.locked ?? []).keys()]
    .filter((locked) => !kept.has(locked))
    .map((locked) => ({ kind: 'locked-round', locked }))
}
