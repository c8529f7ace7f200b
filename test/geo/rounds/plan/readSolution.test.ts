import { beforeAll, describe, expect, it } from 'vitest'
import { solve } from '../../../../geo/rounds/crews/solve.ts'
import { loadMip, type MipSolver } from '../../../../geo/rounds/mip.ts'
import { readSolution } from '../../../../geo/rounds/plan/readSolution.ts'
import type { Solution } from '../../../../geo/rounds/plan/solution.ts'
import { Problem } from '../../../../geo/rounds/problem/problem.ts'
import { replan } from '../../../../geo/rounds/replan/replan.ts'
import { LARGER, randomProblem } from '../randomProblem.ts'
import { eventFor, KINDS } from '../replan/events.ts'

let mip: MipSolver
beforeAll(async () => {
  mip = await loadMip()
})

const written = (solution: Solution) => JSON.parse(JSON.stringify(solution))

function planned(seed: number): { problem: Problem; solution: Solution } {
  const problem = Problem.parse(randomProblem(seed, LARGER))
  return { problem, solution: solve(problem, { seed, mip, recombine: null, progress: (step) => step / 64 }) }
}

describe('a solution file', () => {
  it('is read as it was written, by a plan of 100 worlds and by a re-plan of each', () => {
    const reasons = new Set<string>()
    for (let seed = 1; seed <= 100; seed++) {
      const { problem, solution } = planned(seed)
      expect(readSolution(written(solution), problem)).toEqual({ solution: written(solution) })
      const event = eventFor(problem, solution, KINDS[seed % KINDS.length]!, seed)
      if (event === null) continue
      const again = replan(problem, solution, event)
      expect(readSolution(written(again.solution), again.problem)).toEqual({ solution: written(again.solution) })
      for (const { because } of again.solution.unplaced) for (const { kind } of because) reasons.add(kind)
    }
    expect(reasons.size).toBeGreaterThan(4)
  })

  it('is refused by what it names that is not in the problem, and by what has another form', () => {
    const { problem, solution } = worldWithCrew()
    const faultsOf = (change: (file: ReturnType<typeof written>) => void) => {
      const file = written(solution)
      change(file)
      const read = readSolution(file, problem)
      return 'faults' in read ? read.faults : []
    }
    const named: [path: string, change: (file: ReturnType<typeof written>) => void][] = [
      ['merged.visits[0].premises', ({ merged }) => (merged.visits[0].premises = 'gone')],
      ['merged.visits[0].checks', ({ merged }) => (merged.visits[0].checks[0] = 'gone')],
      ['merged.visits[0].departments', ({ merged }) => (merged.visits[0].departments[0] = 'gone')],
      ['merged.proofs[0].premises', ({ merged }) => (merged.proofs[0].premises = 'gone')],
      ['rounds[0].zone', ({ rounds }) => (rounds[0].zone = 'gone')],
      ['rounds[0].stops[0].visit', ({ rounds }) => (rounds[0].stops[0].visit = 'gone')],
      ['rounds[0].crew[0].officer', ({ rounds }) => (rounds[0].crew[0].officer = 'gone')],
      ['rounds[0].crew[0].department', ({ rounds }) => (rounds[0].crew[0].department = 'gone')],
      ['unplaced[0].check', ({ unplaced }) => (unplaced[0] = { check: 'gone', visit: null, because: [] })],
      [
        'unplaced[0].visit',
        ({ unplaced }) => (unplaced[0] = { check: problem.checks[0]!.id, visit: 'gone', because: [] }),
      ],
    ]
    for (const [path, change] of named) {
      const faults = faultsOf(change)
      expect(faults.map((fault) => fault.path)).toEqual([path])
      expect(faults[0]!.words.zh).toContain('实为 "gone"。该方案不属于此问题')
      expect(faults[0]!.words.en).toMatch(
        /^Expected an? .*, got "gone"\. |^Expected premises of the problem, got "gone"\. /,
      )
    }
    const formless: typeof named = [
      ['rounds', (file) => delete file.rounds],
      ['rounds[0].leaveS', ({ rounds }) => (rounds[0].leaveS = '08:30')],
      ['rounds[0].day', ({ rounds }) => (rounds[0].day = '2026-02-30')],
      ['rounds[0].stops', ({ rounds }) => (rounds[0].stops = [])],
      [
        'unplaced[0].because[0].kind',
        ({ unplaced }) => (unplaced[0] = { check: 'C', visit: null, because: [{ kind: 'rain' }] }),
      ],
    ]
    for (const [path, change] of formless) {
      const faults = faultsOf(change)
      expect(faults.map((fault) => fault.path)).toEqual([path])
      expect(faults[0]!.words.en).toMatch(/^Expected what solve --out writes \(/)
    }
  })
})

/** A world whose first round does not go to the first visit, so that a change of one does not show in the other. */
function worldWithCrew() {
  for (let seed = 1; seed < 200; seed++) {
    const world = planned(seed)
    const [first] = world.solution.rounds
    if (first !== undefined && first.crew.length > 0 && world.solution.merged.proofs.length > 0) return world
  }
  throw new Error('no world of 200 has a round with officers')
}
