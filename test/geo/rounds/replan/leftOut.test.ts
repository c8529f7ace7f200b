import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { modelOf } from '../../../../geo/rounds/crews/modelOf.ts'
import { Rota } from '../../../../geo/rounds/crews/rota.ts'
import { settledBy, slotsByHalfDay } from '../../../../geo/rounds/crews/settled.ts'
import { solve } from '../../../../geo/rounds/crews/solve.ts'
import { keepsOut } from '../../../../geo/rounds/crews/whyOut.ts'
import type { Visit } from '../../../../geo/rounds/merge/visit.ts'
import { loadMip, type MipSolver } from '../../../../geo/rounds/mip.ts'
import type { Solution } from '../../../../geo/rounds/plan/solution.ts'
import { Problem } from '../../../../geo/rounds/problem/problem.ts'
import { leftOut } from '../../../../geo/rounds/replan/held.ts'
import { hopefulAmong } from '../../../../geo/rounds/replan/hopeful.ts'
import { LARGER, randomProblem, type Size } from '../randomProblem.ts'
import { agreed, visitsById } from './agreed.ts'
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
  it.each(KINDS)('%s: what is said to keep a visit out does so in the rounds as they are', (kind) => {
    let judged = 0
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 100_000 }), fc.nat(), (seed, which) => {
        const { problem, before } = planned(seed)
        const event = eventFor(problem, before, kind, which)
        if (event === null || before.unplaced.length === 0) return
        const again = agreed(problem, before, event)
        for (const { limits, isOut } of saidOf(again.problem, again.solution)) {
          expect(isOut, limits).toBe(true)
          judged++
        }
      }),
      { numRuns: 30, seed: 20260302 },
    )
    expect(judged).toBeGreaterThan(100)
  })

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

/** Every visit that is left out, with what is said of it and whether that is so. */
function saidOf(problem: Problem, { merged, rounds, unplaced }: Solution) {
  const visits = merged.visits.filter(({ locked }) => !locked)
  const stopOf = new Map(visits.map(({ id }, k) => [id, k + 1]))
  const premisesOf = visitsById({ merged } as Solution)
  const locked = rounds.filter((round) => round.locked)
  const settled = settledBy(problem, locked, (visit) => premisesOf.get(visit)!.premises)
  const zones = problem.zones.map(({ id }) => id)
  const slots = slotsByHalfDay(problem)
  const rota = new Rota(modelOf(problem, visits, zones, settled))
  rota.take(
    rounds
      .filter((round) => !round.locked)
      .map(({ day, half, stops }) => ({
        slot: slots.get(`${day} ${half}`)!,
        stops: stops.map(({ visit }) => stopOf.get(visit)!),
      })),
  )
  return unplaced.flatMap(({ visit, because }) => {
    const stop = visit === null ? undefined : stopOf.get(visit)
    if (stop === undefined) return []
    return [{ limits: JSON.stringify(because), isOut: keepsOut({ problem, rota, visits, stop }, because) }]
  })
}
