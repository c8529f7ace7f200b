import { expect, it } from 'vitest'
import { solve } from '../../../../geo/rounds/crews/solve.ts'
import { judge } from '../../../../geo/rounds/judge/judge.ts'
import { loadMip } from '../../../../geo/rounds/mip.ts'
import { type FrontPoint, frontOf } from '../../../../geo/rounds/pareto/front.ts'
import { groupingsOf } from '../../../../geo/rounds/pareto/groupings.ts'
import { plannedApart } from '../../../../geo/rounds/pareto/plannedApart.ts'
import { Problem } from '../../../../geo/rounds/problem/problem.ts'
import { LARGER, randomProblem } from '../randomProblem.ts'

const figures = ({ unplaced, visits, teamHalfDays, officerS }: FrontPoint) => [
  unplaced,
  visits,
  teamHalfDays,
  officerS.whole,
  officerS.partial,
]

it('reaches from fewest visits to least officer time, and no point is beaten by another', async () => {
  const mip = await loadMip()
  const rules = (steps: number) => ({ seed: 1, mip, recombine: null, progress: (step: number) => step / steps })
  for (let seed = 1; seed <= 8; seed++) {
    const problem = Problem.parse(randomProblem(seed, { ...LARGER, officersPerDepartment: [8, 12], days: [20, 30] }))
    const told: number[] = []
    const front = frontOf(problem, {
      ...rules(3000),
      progress: (step) => {
        told.push(step / 3000)
        return step / 3000
      },
    })
    const beaten = front.filter((point) =>
      front.some((other) => other !== point && figures(other).every((figure, k) => figure <= figures(point)[k]!)),
    )
    expect(beaten, `world ${seed}`).toEqual([])
    expect(told).toEqual(told.toSorted((a, b) => a - b))

    const [all, alone] = groupingsOf(problem)
    expect(all).toHaveLength(1)
    expect(alone!.every((group) => group.length === 1)).toBe(true)
    const joint = solve(problem, rules(500))
    const apart = plannedApart(problem, alone!, rules(500))
    expect(judge(apart.problem, apart.solution)).toEqual([])
    if (front.every(({ unplaced }) => unplaced === joint.unplaced.length))
      expect(Math.min(...front.map(({ visits }) => visits))).toBe(joint.cost.visits)
    // The least officer time is that of each alone, or of a grouping that does better in every way.
    const least = Math.min(...front.map(({ officerS }) => officerS.whole))
    expect(least).toBeLessThanOrEqual(Math.min(joint.officerS.whole, apart.solution.officerS.whole) * 1.1)
  }
})
