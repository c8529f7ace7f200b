import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { merge } from '../../../../geo/rounds/merge/merge.ts'
import type { Merged } from '../../../../geo/rounds/merge/merged.ts'
import { Problem } from '../../../../geo/rounds/problem/problem.ts'
import { fewestPlainly } from '../plainMerge.ts'
import { tripOf } from '../plainTravel.ts'
import { MERGING, randomProblem } from '../randomProblem.ts'

const problems = fc.nat().map((seed) => Problem.parse(randomProblem(seed, MERGING)))
const merged = (problem: Problem) => merge(problem, tripOf(problem))

/** What is left, visits and attendances beside the locked ones, premises by premises. */
function countsOf(problem: Problem, { visits, unmerged }: Merged) {
  const premisesOf = new Map(problem.checks.map(({ id, premises }) => [id, premises]))
  return problem.premises.map(({ id }) => {
    const own = visits.filter(({ premises, locked }) => premises === id && !locked)
    return {
      left: unmerged.filter(({ check }) => premisesOf.get(check) === id).length,
      visits: own.length,
      attendances: own.reduce((sum, { departments }) => sum + departments.length, 0),
    }
  })
}

describe('merge', () => {
  it('finds what trying every way finds: most checks, fewest visits, fewest attendances', () => {
    fc.assert(
      fc.property(problems, (problem) => {
        expect(countsOf(problem, merged(problem))).toEqual(
          problem.premises.map((premises) => fewestPlainly(problem, premises)),
        )
      }),
      { numRuns: 300 },
    )
  })

  it('gives every check one visit or a reason, and every premises that is visited a proof', () => {
    fc.assert(
      fc.property(problems, (problem) => {
        const { visits, proofs, unmerged } = merged(problem)
        const ids = [...visits.flatMap(({ checks }) => checks), ...unmerged.map(({ check }) => check)]
        expect(ids.toSorted()).toEqual(problem.checks.map(({ id }) => id).toSorted())
        expect(unmerged.filter(({ because }) => because.length === 0)).toEqual([])
        const free = visits.filter(({ locked }) => !locked)
        expect(new Set(proofs.map(({ premises }) => premises))).toEqual(new Set(free.map(({ premises }) => premises)))
        expect(proofs.filter(({ kind }) => kind === 'not-proven')).toEqual([])
      }),
      { numRuns: 200 },
    )
  })

  it('counts the same whatever the order of the rows, and answers the same for the same problem', () => {
    fc.assert(
      fc.property(problems, (problem) => {
        const turned = {
          ...problem,
          checks: problem.checks.toReversed(),
          departments: problem.departments.toReversed(),
          officers: problem.officers?.toReversed() ?? null,
        }
        expect(countsOf(problem, merged(turned))).toEqual(countsOf(problem, merged(problem)))
        expect(merged(problem)).toEqual(merged(structuredClone(problem)))
      }),
      { numRuns: 100 },
    )
  })
})
