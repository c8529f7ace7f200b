import { expect, it } from 'vitest'
import { arrange } from '../../../../geo/rounds/crews/arrange.ts'
import { search } from '../../../../geo/rounds/crews/search.ts'
import { constraintWords } from '../../../../geo/rounds/plan/constraintWords.ts'
import type { Solution } from '../../../../geo/rounds/plan/solution.ts'
import { Problem } from '../../../../geo/rounds/problem/problem.ts'
import { LARGER, randomProblem } from '../randomProblem.ts'
import { saidOf } from '../saidOf.ts'

/** Few officers and days, so that visits are left out. */
const TIGHT = { ...LARGER, days: [3, 8], officersPerDepartment: [2, 3] } as const

const planned = (problem: Problem, seed: number): Solution =>
  arrange(problem, { seed, find: (model) => ({ ...search(model, seed, (step) => step / 64), bound: null }) })

/** How many visits are left out, each for a set that keeps it out, and that does not without any one of its constraints. */
function agreed(problem: Problem, solution: Solution, zones: readonly string[]): number {
  const all = saidOf(problem, solution, zones)
  for (const { said, isOut, needless } of all) expect([isOut, needless], said).toEqual([true, []])
  return all.length
}

it('names a set that keeps a visit out, and that does not without any one of its constraints', () => {
  let seen = 0
  const kinds = new Set<string>()
  for (let seed = 1; seed <= 40; seed++) {
    const problem = Problem.parse(randomProblem(seed, TIGHT))
    const solution = planned(problem, seed)
    const zones = problem.zones.map(({ id }) => id)
    seen += agreed(problem, solution, zones)
    for (const one of solution.unplaced.flatMap(({ because }) => because)) {
      kinds.add(one.kind)
      expect(constraintWords(problem, one).zh).not.toBe('')
    }
  }
  expect(seen).toBeGreaterThan(300)
  expect(kinds.size).toBeGreaterThan(5)
})

it('names nothing too much where zones that share officers are arranged one after another', () => {
  let seen = 0
  for (let seed = 1; seed <= 5; seed++) {
    const size = { ...TIGHT, premises: [150, 160], days: [2, 3] } as const
    const drawn = randomProblem(seed, size)
    const zones = drawn.premises.slice(0, 40).map(({ id, at }) => ({ id: `at ${id}`, name: id, seat: at }))
    const premises = drawn.premises.map((one, k) => ({ ...one, zone: zones[k % zones.length]!.id }))
    const officers = drawn.officers?.map((officer) => ({ ...officer, zones: null })) ?? null
    const travel = { kind: 'straight' as const }
    const problem = Problem.parse({ ...drawn, zones, premises, officers, travel, locked: [] })
    const solution = planned(problem, seed)
    for (const { id } of zones) seen += agreed(problem, solution, [id])
  }
  expect(seen).toBeGreaterThan(100)
})
