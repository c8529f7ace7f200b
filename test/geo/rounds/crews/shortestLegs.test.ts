import fc from 'fast-check'
import { expect, it } from 'vitest'
import { legsOf } from '../../../../geo/rounds/crews/legsOf.ts'
import { shortestLegs } from '../../../../geo/rounds/crews/shortestLegs.ts'
import { Problem } from '../../../../geo/rounds/problem/problem.ts'
import { FAR } from '../../../../geo/rounds/tours/legs.ts'
import { LARGER, randomProblem } from '../randomProblem.ts'

it('is the least of all legs that lead to a premises, by straight lines and by a table, also where it is visited twice', () => {
  const seen = new Set<string>()
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 100_000 }), fc.boolean(), (seed, isTwice) => {
      const problem = Problem.parse(randomProblem(seed, LARGER))
      const premises = [...problem.premises, ...(isTwice ? [problem.premises[0]!] : [])]
      const legs = legsOf(
        problem,
        premises,
        problem.zones.map(({ id }) => id),
      )
      const places = Array.from({ length: premises.length + 1 }, (_, place) => place)
      const least = premises.map((_, k) => {
        const to = places.filter((from) => from !== k + 1).map((from) => legs.of(from, k + 1))
        return Math.min(...to.map((leg) => (leg >= FAR ? Infinity : leg)))
      })
      expect([...shortestLegs(problem, premises)]).toEqual(least)
      seen.add(`${problem.travel.kind} ${isTwice}`)
    }),
    { numRuns: 60, seed: 20260301 },
  )
  expect(seen.size).toBe(4)
})
