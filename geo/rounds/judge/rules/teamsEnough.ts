import type { Facts } from '../facts.ts'
import type { Violation } from '../violation.ts'

/** A zone sends out no more rounds in a half-day than it has teams, unless locked ones alone are more. */
export function teamsEnough({ file, solution, lockedRounds }: Facts): Violation[] {
  const found: Violation[] = []
  for (const { id: zone, roundsPerHalfDay } of file.zones) {
    if (roundsPerHalfDay == null) continue
    const out = [...solution.rounds.entries()].filter(([, round]) => round.zone === zone)
    for (const together of Map.groupBy(out, ([, { day, half }]) => `${day} ${half}`).values()) {
      const isTold = together.every(([round]) => lockedRounds.has(round))
      const [, { day, half }] = together[0]!
      const rounds = together.length
      if (rounds > roundsPerHalfDay && !isTold) {
        found.push({ kind: 'rounds-per-half-day', zone, day, half, rounds, most: roundsPerHalfDay })
      }
    }
  }
  return found
}
