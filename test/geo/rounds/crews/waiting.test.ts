import fc from 'fast-check'
import { beforeAll, expect, it } from 'vitest'
import { roundsOf } from '../../../../geo/rounds/crews/arrange.ts'
import { solve } from '../../../../geo/rounds/crews/solve.ts'
import { zoneGroups } from '../../../../geo/rounds/crews/zoneGroups.ts'
import { loadMip, type MipSolver } from '../../../../geo/rounds/mip.ts'
import { Problem } from '../../../../geo/rounds/problem/problem.ts'
import { laidOut } from '../../../../geo/rounds/replan/laidOut.ts'
import { placesOf } from '../../../../geo/rounds/replan/places.ts'
import { LARGER, randomProblem, type Size } from '../randomProblem.ts'

let mip: MipSolver
beforeAll(async () => {
  mip = await loadMip()
})

/** More zones than can be looked at together, whose officers are few and mostly shared. */
const APART: Size = { ...LARGER, premises: [60, 80], zones: 80, days: [3, 8], officersPerDepartment: [2, 3] }

it('zones that share officers but are arranged one after another, half of them anew, take nobody from rounds that wait', () => {
  let isSplit = 0
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 100_000 }), (seed) => {
      const problem = { ...Problem.parse(randomProblem(seed, APART)), locked: [] }
      const before = solve(problem, { seed, mip, recombine: null, progress: (step) => step / 64 })
      const zones = [...new Set(before.rounds.map(({ zone }) => zone))]
      const anew = new Set(zones.filter((_, k) => k % 2 === 0))
      const waiting = before.rounds.filter(({ zone }) => !anew.has(zone))
      const places = placesOf(problem, { rounds: waiting })
      const keep = new Map(
        waiting.flatMap(({ stops, crew }) =>
          stops.map(({ visit }) => [visit, { slot: places.get(visit)!.slot, crew }] as const),
        ),
      )
      const standing = { rounds: [], waiting, unplaced: [] }
      const find: Parameters<typeof roundsOf>[1]['find'] = (model, { visits }) => laidOut(model, visits, places).found
      const { rounds } = roundsOf(problem, { seed, merged: before.merged, find, keep, standing })
      const now = placesOf(problem, { rounds })
      expect([...places.keys()].filter((visit) => !now.has(visit))).toEqual([])
      if (anew.size > 0 && zoneGroups(problem, () => 1).length > 31) isSplit++
    }),
    { numRuns: 40, seed: 20260301 },
  )
  expect(isSplit).toBeGreaterThan(10)
})
