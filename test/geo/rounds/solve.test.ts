import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compareCost } from '../../../geo/rounds/cost.ts'
import type { Problem } from '../../../geo/rounds/problem.ts'
import { type Solution, solve } from '../../../geo/rounds/solve.ts'
import { afterIterations } from '../../../geo/rounds/stop.ts'
import { straightLineMatrix } from '../../../geo/travel.ts'

const problems = fc
  .array(
    fc.record({
      lon: fc.double({ min: 117.7, max: 118.0, noNaN: true }),
      lat: fc.double({ min: 26.3, max: 26.5, noNaN: true }),
      departments: fc.integer({ min: 1, max: 7 }),
      serviceS: fc.integer({ min: 600, max: 4000 }),
      release: fc.nat({ max: 9 }),
      length: fc.nat({ max: 9 }),
    }),
    { maxLength: 12 },
  )
  .map(
    (rows): Problem => ({
      stops: rows.map((row, index) => ({ ...row, id: String(index), due: row.release + row.length })),
      departments: ['城管', '应急', '市监'],
      travel: straightLineMatrix([[117.8, 26.4], ...rows.map((row) => [row.lon, row.lat] as const)]),
      shiftS: 12_600,
      slots: 10,
      roundsPerSlot: 1,
      officersPerDepartment: 2,
    }),
  )

/** Reads only the problem and the solution; knows nothing of how it was found. */
function violations(problem: Problem, solution: Solution): string[] {
  const found: string[] = []
  const seen = [...solution.rounds.flatMap((round) => round.order), ...solution.unplaced.map(({ stop }) => stop)]
  if (seen.sort((a, b) => a - b).join() !== problem.stops.map((_, index) => index).join()) found.push('not once each')
  const perSlot = Map.groupBy(solution.rounds, (round) => round.slot)
  for (const [slot, rounds] of perSlot) if (rounds.length > problem.roundsPerSlot) found.push(`slot ${slot} is full`)
  for (const round of solution.rounds) {
    const places = [0, ...round.order.map((stop) => stop + 1), 0]
    const legs = places.slice(1).map((to, at) => problem.travel.seconds[places[at]! * problem.travel.to + to]!)
    const service = round.order.reduce((sum, stop) => sum + problem.stops[stop]!.serviceS, 0)
    if (legs.reduce((sum, leg) => sum + leg, service) > problem.shiftS) found.push('too long')
    for (const stop of round.order) {
      const { release, due, departments } = problem.stops[stop]!
      if (round.slot < release || round.slot > due || round.slot >= problem.slots) found.push('outside its window')
      if ((departments & ~round.departments) !== 0) found.push('a department is missing')
    }
  }
  return found
}

describe('solve', () => {
  it('never breaks a constraint, and gives every stop a round or a reason', () => {
    fc.assert(
      fc.property(problems, fc.nat(), (problem, seed) => {
        expect(violations(problem, solve(problem, { seed, stop: afterIterations(60) }))).toEqual([])
      }),
      { numRuns: 200 },
    )
  })

  it('gives the same bytes for the same seed, and never a worse cost for more time', () => {
    fc.assert(
      fc.property(problems, fc.nat(), (problem, seed) => {
        const short = solve(problem, { seed, stop: afterIterations(20) })
        const long = solve(problem, { seed, stop: afterIterations(80) })
        expect(JSON.stringify(solve(problem, { seed, stop: afterIterations(20) }))).toBe(JSON.stringify(short))
        expect(compareCost(long.cost, short.cost)).toBeLessThanOrEqual(0)
      }),
      { numRuns: 60 },
    )
  })

  it('refuses a problem that cannot be one', () => {
    const travel = straightLineMatrix([[117.8, 26.4]])
    const base: Problem = {
      stops: [],
      departments: [],
      travel,
      shiftS: 100,
      slots: 1,
      roundsPerSlot: 1,
      officersPerDepartment: 2,
    }
    const run = (problem: Problem) => () => solve(problem, { seed: 1, stop: afterIterations(1) })
    expect(run({ ...base, shiftS: Number.NaN })).toThrow(/shift/)
    expect(run({ ...base, roundsPerSlot: 0 })).toThrow(/roundsPerSlot/)
    expect(run({ ...base, stops: [{ id: 'a', departments: 1, serviceS: 1, release: 0, due: 0 }] })).toThrow(/matrix/)
  })

  it('says why a stop has no round', () => {
    const far: Problem = {
      stops: [
        { id: 'far', departments: 1, serviceS: 60, release: 0, due: 0 },
        { id: 'late', departments: 1, serviceS: 60, release: 5, due: 6 },
        { id: 'first', departments: 1, serviceS: 11_000, release: 0, due: 0 },
        { id: 'second', departments: 1, serviceS: 11_000, release: 0, due: 0 },
      ],
      departments: ['城管'],
      travel: straightLineMatrix([
        [117.8, 26.4],
        [119.8, 26.4],
        [117.81, 26.4],
        [117.81, 26.4],
        [117.81, 26.4],
      ]),
      shiftS: 12_600,
      slots: 1,
      roundsPerSlot: 1,
      officersPerDepartment: 2,
    }
    const reasons = Object.fromEntries(
      solve(far, { seed: 1, stop: afterIterations(10) }).unplaced.map(({ stop, reason }) => [
        far.stops[stop]!.id,
        reason,
      ]),
    )
    expect(reasons).toMatchObject({ far: 'too-far', late: 'no-slot-in-window' })
    expect(Object.values(reasons).filter((reason) => reason === 'no-crew-free')).toHaveLength(1)
  })
})
