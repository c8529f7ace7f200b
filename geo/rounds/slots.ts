import type { Problem } from './problem.ts'
import type { Round } from './round.ts'

export interface Slotted {
  /** Slot of each round, by index; -1 where no half-day is left inside its window. */
  slot: Int32Array
}

/**
 * Gives each round a half-day, at most `roundsPerSlot` in one. Earliest due date first: exact for unit tasks with
 * release and due times on identical crews (Horn 1974), so a -1 proves that no assignment of these rounds fits.
 */
export function assignSlots(problem: Problem, rounds: readonly Round[]): Slotted {
  const slot = new Int32Array(rounds.length).fill(-1)
  const waiting = rounds
    .map((round, index) => ({ round, index }))
    .sort((a, b) => a.round.due - b.round.due || a.index - b.index)
  for (let now = 0; now < problem.slots; now++) {
    let free = problem.roundsPerSlot
    for (const { round, index } of waiting) {
      if (free === 0) break
      if (slot[index] !== -1 || round.release > now || round.due < now) continue
      slot[index] = now
      free--
    }
  }
  return { slot }
}
