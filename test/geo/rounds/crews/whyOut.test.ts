import { expect, it } from 'vitest'
import { arrange } from '../../../../geo/rounds/crews/arrange.ts'
import { crewed } from '../../../../geo/rounds/crews/crewed.ts'
import { NONE } from '../../../../geo/rounds/crews/model.ts'
import { isPlaceable, limitOf } from '../../../../geo/rounds/crews/openings.ts'
import { search } from '../../../../geo/rounds/crews/search.ts'
import { whyOut } from '../../../../geo/rounds/crews/whyOut.ts'
import { constraintWords } from '../../../../geo/rounds/plan/constraintWords.ts'
import { Problem } from '../../../../geo/rounds/problem/problem.ts'
import { LARGER, randomProblem } from '../randomProblem.ts'
import { saidOf } from '../saidOf.ts'

/** Few officers and days, so that visits are left out. */
const TIGHT = { ...LARGER, days: [3, 8], officersPerDepartment: [2, 3] } as const

it('names a set that keeps a visit out, and that does not without any one of its constraints', () => {
  let seen = 0
  const kinds = new Set<string>()
  for (let seed = 1; seed <= 60; seed++) {
    const problem = Problem.parse(randomProblem(seed, TIGHT))
    const solution = arrange(problem, {
      seed,
      find: (model, { visits }) => {
        const { routes, steps } = search(model, seed, (step) => step / 64)
        const staffing = { busy: new Map(), load: new Map(), seed, keep: new Map() }
        const { rota } = crewed(problem, model, routes, visits, staffing)
        for (let stop = 1; stop < model.size; stop++) {
          if (rota.of[stop] !== NONE) continue
          const question = { problem, rota, visits, stop }
          const because = whyOut(question)
          const limits = because.map(limitOf)
          expect(limits.length, `world ${seed}`).toBeGreaterThan(0)
          expect(isPlaceable(question, new Set(limits)), `world ${seed}: ${limits.join()}`).toBe(false)
          for (const limit of limits) {
            const others = limits.filter((other) => other !== limit)
            expect(isPlaceable(question, new Set(others)), `world ${seed}: ${limits.join()} − ${limit}`).toBe(true)
          }
          seen++
          for (const one of because) {
            kinds.add(one.kind)
            expect(constraintWords(problem, one).zh).not.toBe('')
          }
        }
        return { routes, bound: { rounds: 0, crews: 0 }, steps }
      },
    })
    for (const { because } of solution.unplaced) expect(because.length).toBeGreaterThan(0)
  }
  expect(seen).toBeGreaterThan(60)
  expect(kinds.size).toBeGreaterThan(2)
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
    const solution = arrange(problem, {
      seed,
      find: (model) => ({ ...search(model, seed, (step) => step / 64), bound: null }),
    })
    for (const { id } of zones) {
      for (const { limits, isOut, isIrreducible } of saidOf(problem, solution, [id])) {
        expect([isOut, isIrreducible], limits).toEqual([true, true])
        seen++
      }
    }
  }
  expect(seen).toBeGreaterThan(100)
})
