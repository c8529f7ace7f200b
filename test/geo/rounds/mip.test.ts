import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { loadMip, type MipModel, type MipSolver } from '../../../geo/rounds/mip.ts'

let solve: MipSolver
beforeAll(async () => {
  solve = await loadMip()
})

const SECONDS = { seconds: 20 }

/** Least cost over all yes and no. */
function byTrial({ columns, rows }: MipModel): number {
  let best = Infinity
  for (let set = 0; set < 2 ** columns.length; set++) {
    const chosen = (k: number) => (set >> k) & 1
    const keeps = rows.every(({ lower = -Infinity, upper = Infinity, columns: of, factors }) => {
      const sum = of.reduce((total, column, k) => total + (factors?.[k] ?? 1) * chosen(column), 0)
      return sum >= lower && sum <= upper
    })
    if (keeps)
      best = Math.min(
        best,
        columns.reduce((sum, { cost }, k) => sum + cost * chosen(k), 0),
      )
  }
  return best
}

const models = fc
  .record({
    costs: fc.array(fc.integer({ min: -9, max: 9 }), { minLength: 1, maxLength: 9 }),
    rows: fc.array(
      fc.record({
        factors: fc.array(fc.integer({ min: -3, max: 3 }), { minLength: 9, maxLength: 9 }),
        lower: fc.integer({ min: -4, max: 2 }),
        width: fc.integer({ min: 0, max: 4 }),
      }),
      { maxLength: 4 },
    ),
  })
  .map(
    ({ costs, rows }): MipModel => ({
      columns: costs.map((cost) => ({ cost })),
      rows: rows.map(({ factors, lower, width }) => ({
        lower,
        upper: lower + width,
        columns: costs.map((_, k) => k),
        factors: factors.slice(0, costs.length),
      })),
    }),
  )

describe('a mixed-integer model', () => {
  it('is solved to the optimum that trying everything finds, or is said to have none', () => {
    fc.assert(
      fc.property(models, (model) => {
        const best = byTrial(model)
        const { status, cost, bound, values } = solve(model, SECONDS)
        expect([status, cost]).toEqual([best === Infinity ? 'infeasible' : 'optimal', best])
        expect(bound).toBeLessThanOrEqual(cost + 1e-6)
        expect(values?.every((value) => value === 0 || value === 1)).toBe(best === Infinity ? undefined : true)
      }),
      { numRuns: 200, seed: 4 },
    )
  })

  it('keeps a given start where nothing cheaper is found, and refuses one that breaks a bound', () => {
    const model: MipModel = {
      columns: [{ cost: 2 }, { cost: 1 }, { cost: 1 }],
      rows: [{ lower: 1, upper: 1, columns: [0, 1, 2] }],
    }
    expect(Array.from(solve(model, { ...SECONDS, start: [0, 0, 1] }).values!)).toEqual([0, 0, 1])
    expect(solve(model, { ...SECONDS, start: [1, 0, 0] }).cost).toBe(1)
    expect(() => solve(model, { ...SECONDS, start: [1, 1, 0] })).toThrow('row 0 in 1 … 1, got 2')
    expect(() => solve(model, { ...SECONDS, start: [1] })).toThrow('3 values, got 1')
    expect(() => solve(model, { seconds: 0 })).toThrow('more than 0 seconds')
  })

  it('takes columns that need not be whole, and none at all', () => {
    const half = { columns: [{ cost: -1, upper: 10, whole: false }], rows: [{ upper: 5, columns: [0], factors: [2] }] }
    expect(solve(half, SECONDS)).toMatchObject({ status: 'optimal', cost: -2.5, bound: -2.5 })
    const open = { columns: [{ cost: -1, upper: Infinity, whole: false }], rows: [] }
    expect(solve(open, SECONDS).status).toBe('unbounded')
    expect(solve({ columns: [], rows: [] }, SECONDS)).toMatchObject({ status: 'optimal', cost: 0 })
    expect(solve({ columns: [], rows: [{ lower: 1, columns: [] }] }, SECONDS).status).toBe('infeasible')
  })

  it('ends at its limit with the start or better', () => {
    const n = 60
    const weights = Array.from({ length: n }, (_, k) => 1000 + ((k * 7919) % 997))
    const model: MipModel = {
      columns: [...weights.map(() => ({ cost: 0 })), { cost: 1, upper: Infinity, whole: false }],
      rows: Array.from({ length: 20 }, (_, r) => ({
        lower: 0,
        columns: [...weights.map((_, k) => k), n],
        factors: [...weights.map((weight, k) => ((weight * (r + k + 3)) % 101) - 50.5), 1],
      })),
    }
    const start = [...weights.map(() => 1), 1e6]
    const found = solve(model, { seconds: 20, nodes: 1, start })
    expect(found.cost).toBeLessThanOrEqual(1e6)
    expect(found.bound).toBeLessThanOrEqual(found.cost)
    expect(solve(model, { seconds: 20, nodes: 1, start })).toEqual(found)
  })
})
