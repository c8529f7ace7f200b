import { beforeAll, describe, expect, it } from 'vitest'
import { solve } from '../../../../geo/rounds/crews/solve.ts'
import { judge } from '../../../../geo/rounds/judge/judge.ts'
import { loadMip, type MipSolver } from '../../../../geo/rounds/mip.ts'
import { Problem } from '../../../../geo/rounds/problem/problem.ts'
import { optimumOf, tinyProblem } from '../optimum.ts'
import { LARGER, randomProblem } from '../randomProblem.ts'

let mip: MipSolver
beforeAll(async () => {
  mip = await loadMip()
})

const RECOMBINED = { seconds: 60, nodes: 20 }

const solved = (problem: Problem, seed: number, steps: number, recombine: typeof RECOMBINED | null = RECOMBINED) =>
  solve(problem, { seed, mip, recombine, progress: (step) => step / steps })

describe('solve', () => {
  it('equals the exhaustive optimum of 500 tiny worlds in every figure of the objective', () => {
    for (let seed = 1; seed <= 500; seed++) {
      const problem = Problem.parse(tinyProblem(seed))
      expect(solved(problem, 1, 300).cost, `world ${seed}`).toEqual(optimumOf(problem))
    }
  })

  it('breaks no rule on 1,000 larger worlds, as an independent checker sees it', () => {
    for (let seed = 1; seed <= 1000; seed++) {
      const file = randomProblem(seed, LARGER)
      const recombine = seed % 5 === 0 ? RECOMBINED : null
      expect(judge(file, solved(Problem.parse(file), seed, 64, recombine)), `world ${seed}`).toEqual([])
    }
  })

  it('gives the same bytes for the same seed and steps', () => {
    for (let seed = 1; seed <= 10; seed++) {
      const problem = Problem.parse(randomProblem(seed, LARGER))
      const once = JSON.stringify(solved(problem, seed, 640))
      expect(JSON.stringify(solved(problem, seed, 640))).toBe(once)
    }
  })
})
