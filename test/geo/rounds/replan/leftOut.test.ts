import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { solve } from '../../../../geo/rounds/crews/solve.ts'
import type { Visit } from '../../../../geo/rounds/merge/visit.ts'
import { loadMip, type MipSolver } from '../../../../geo/rounds/mip.ts'
import { Problem } from '../../../../geo/rounds/problem/problem.ts'
import { leftOut } from '../../../../geo/rounds/replan/held.ts'
import { hopefulAmong } from '../../../../geo/rounds/replan/hopeful.ts'
import { LARGER, randomProblem, type Size } from '../randomProblem.ts'
import { saidOf } from '../saidOf.ts'
import { agreed } from './agreed.ts'
import { eventFor, KINDS } from './events.ts'

let mip: MipSolver
beforeAll(async () => {
  mip = await loadMip()
})

/** Few officers and days, so that visits are left out. */
const TIGHT: Size = { ...LARGER, days: [3, 8], officersPerDepartment: [2, 3] }

const planned = (seed: number) => {
  const problem = Problem.parse(randomProblem(seed, TIGHT))
  return { problem, before: solve(problem, { seed, mip, recombine: null, progress: (step) => step / 64 }) }
}

describe('visits that are left out', () => {
  it.each(KINDS)(
    '%s: what is said to keep a visit out does so in the rounds as they are, and nothing less does',
    (kind) => {
      let judged = 0
      fc.assert(
        fc.property(fc.integer({ min: 1, max: 100_000 }), fc.nat(), (seed, which) => {
          const { problem, before } = planned(seed)
          const event = eventFor(problem, before, kind, which)
          if (event === null || before.unplaced.length === 0) return
          const again = agreed(problem, before, event)
          const zones = problem.zones.map(({ id }) => id)
          for (const { said, isOut, needless } of saidOf(again.problem, again.solution, zones)) {
            expect([isOut, needless], said).toEqual([true, []])
            judged++
          }
        }),
        { numRuns: 30, seed: 20260302 },
      )
      expect(judged).toBeGreaterThan(100)
    },
  )

  it('may hope where a round of their zone is gone, and not where one was only locked', () => {
    let judged = 0
    for (let seed = 1; judged < 50; seed++) {
      const { problem, before } = planned(seed)
      const zoneOf = ({ premises }: Visit) => problem.premises.find(({ id }) => id === premises)!.zone
      const out = leftOut(before.merged, before)
      for (const round of before.rounds) {
        const hopeful = hopefulAmong(problem, out, { gone: [round], come: [] })
        expect(hopeful).toEqual(expect.arrayContaining(out.filter(({ visit }) => zoneOf(visit) === round.zone)))
        judged += hopeful.length
        expect(hopefulAmong(problem, out, { gone: [round], come: [{ ...round, locked: true }] })).toEqual([])
      }
    }
  })
})
