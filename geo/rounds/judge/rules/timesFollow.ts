import type { Round } from '../../plan/round.ts'
import type { Facts } from '../facts.ts'
import type { Violation } from '../violation.ts'

/** Arrival follows from leaving and driving, each visit takes its service, and what is claimed as driven was driven. */
export const timesFollow = (facts: Facts): Violation[] =>
  facts.solution.rounds.flatMap((planned, round) => clockOf(facts, planned, round))

function clockOf({ visit, drive }: Facts, { zone, leaveS, stops, backS, travelS }: Round, round: number): Violation[] {
  const found: Violation[] = []
  let here = `zone:${zone}`
  let time = leaveS
  let drivenS: number | null = 0
  const go = (to: string, stop: string | null, claimedS: number) => {
    const leg = drive(here, to)
    if (leg === null) found.push({ kind: 'no-way', round, from: here, to })
    else if (time + leg !== claimedS) found.push({ kind: 'arrival', round, visit: stop, claimedS, realS: time + leg })
    drivenS = leg === null || drivenS === null ? null : drivenS + leg
    here = to
  }
  for (const { visit: id, arriveS, startS, endS } of stops) {
    const called = visit.get(id)
    if (called === undefined) continue
    go(`premises:${called.premises}`, id, arriveS)
    if (startS < arriveS) found.push({ kind: 'early-start', round, visit: id, arriveS, startS })
    const claimedS = endS - startS
    if (claimedS !== called.serviceS) found.push({ kind: 'stay', round, visit: id, claimedS, realS: called.serviceS })
    time = endS
  }
  go(`zone:${zone}`, null, backS)
  if (drivenS !== null && drivenS !== travelS) found.push({ kind: 'travel', round, claimedS: travelS, realS: drivenS })
  return found
}
