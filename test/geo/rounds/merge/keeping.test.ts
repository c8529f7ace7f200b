import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { merge } from '../../../../geo/rounds/merge/merge.ts'
import type { Merged } from '../../../../geo/rounds/merge/merged.ts'
import type { PlannedCheck } from '../../../../geo/rounds/problem/plannedCheck.ts'
import { Problem } from '../../../../geo/rounds/problem/problem.ts'
import { after } from '../../../../geo/rounds/replan/event.ts'
import { remerged } from '../../../../geo/rounds/replan/remerged.ts'
import { waysPlainly } from '../plainMerge.ts'
import { tripOf } from '../plainTravel.ts'
import { MERGING, randomProblem } from '../randomProblem.ts'
import { eventFor, KINDS } from '../replan/events.ts'

/** A plan that has visits, but no rounds yet. */
const visitsOnly = (merged: Merged) => ({
  seed: 1,
  merged,
  rounds: [],
  unplaced: [],
  cost: { unplaced: 0, visits: 0, teamHalfDays: 0, officerHalfDays: 0, travelS: 0 },
  bound: { teamHalfDays: 0, officerHalfDays: 0 },
  officerS: { whole: 0, partial: 0 },
  steps: 0,
})

type Ids = readonly (readonly string[])[]

/** How many of the earlier visits none of these holds whole; two in one: the one was given up for the other. */
const givenUp = (earlier: Ids, visits: Ids): number =>
  earlier.length - visits.filter((visit) => earlier.some((old) => old.every((check) => visit.includes(check)))).length

describe('merging again', () => {
  it('serves as much as merging anew, gives up no more visits than any other way would, and tells what merging anew spares', () => {
    let kept = 0
    fc.assert(
      fc.property(fc.nat(), fc.nat(), fc.constantFrom(...KINDS), (seed, which, kind) => {
        const problem = Problem.parse(randomProblem(seed, MERGING))
        const before = visitsOnly(merge(problem, tripOf(problem)))
        const event = eventFor(problem, before, kind, which)
        if (event === null) return
        const now = after(problem, event)
        const again = remerged(problem, now, before)
        const locked = new Set(now.locked.flatMap(({ visits }) => visits.flatMap(({ checks }) => checks)))
        const free = new Set(now.checks.map(({ id }) => id).filter((id) => !locked.has(id)))
        for (const premises of now.premises) {
          const idsAt = ({ visits }: Merged) =>
            visits
              .filter((visit) => visit.premises === premises.id)
              .map(({ checks }) => checks.filter((check) => free.has(check)))
              .filter((checks) => checks.length > 0)
          const [earlier, visits] = [idsAt(before.merged), idsAt(again)]
          const ways = waysPlainly(now, premises)
          const left = Math.min(...ways.map((way) => way.left))
          const best = ways.filter((way) => way.left === left)
          const toIds = (way: readonly PlannedCheck[][]) => way.map((visit) => visit.map(({ id }) => id))
          const least = Math.min(...best.map((way) => givenUp(earlier, toIds(way.visits))))
          const own = now.checks.filter((one) => one.premises === premises.id && free.has(one.id))
          expect(own.length - visits.flat().length).toBe(left)
          expect(givenUp(earlier, visits)).toBe(least)
          const proof = again.proofs.find((one) => one.premises === premises.id)
          const fewest = Math.min(...best.map((way) => way.visits.length))
          expect(proof?.kind === 'kept' ? proof.fewest : visits.length).toBe(fewest)
          if (proof?.kind === 'kept') kept++
        }
      }),
      { numRuns: 400, seed: 20260301 },
    )
    expect(kept).toBeGreaterThan(0)
  })
})
