import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isRecused, mayServe } from '../../../../geo/rounds/crews/roster.ts'
import { solve } from '../../../../geo/rounds/crews/solve.ts'
import { type CrewNeed, staff } from '../../../../geo/rounds/crews/staffing.ts'
import { loadMip } from '../../../../geo/rounds/mip.ts'
import { Officer } from '../../../../geo/rounds/problem/officer.ts'
import { Problem } from '../../../../geo/rounds/problem/problem.ts'

const WHEN = { day: '2026-03-02', half: 'morning' } as const
const CODES = ['a', 'b', 'c']

const officers = fc
  .array(
    fc.record({
      codes: fc.subarray(CODES, { minLength: 1 }),
      zones: fc.option(fc.subarray(['z1', 'z2'], { minLength: 1 })),
      recused: fc.subarray(['p1', 'p2'], { maxLength: 1 }),
      isAway: fc.boolean(),
    }),
    { maxLength: 6 },
  )
  .map((all) =>
    all.map(({ codes, zones, recused, isAway }, k) =>
      Officer.parse({
        id: `o${k}`,
        name: `o${k}`,
        certificates: codes.map((department) => ({ department })),
        absences: isAway ? [{ from: WHEN.day, to: WHEN.day, half: k % 2 === 0 ? 'morning' : 'afternoon' }] : [],
        zones,
        recused,
      }),
    ),
  )

const needs = fc.array(
  fc.record({
    zone: fc.constantFrom('z1', 'z2'),
    departments: fc.subarray(CODES, { minLength: 1, maxLength: 2 }),
    premises: fc.subarray(['p1', 'p2', 'p3'], { minLength: 1 }),
    fixed: fc.constant([]),
  }),
  { minLength: 1, maxLength: 2 },
)

/** Most seats that can be filled, by trying everyone on every seat. */
function mostSeats(all: readonly CrewNeed[], people: readonly Officer[], perDepartment: number): number {
  const seats = all.flatMap((need) =>
    need.departments.flatMap((department) => Array.from({ length: perDepartment }, () => ({ need, department }))),
  )
  const fill = (at: number, free: readonly Officer[]): number =>
    at === seats.length
      ? 0
      : Math.max(
          fill(at + 1, free),
          ...free
            .filter((one) => mayServe(one, seats[at]!.department, seats[at]!.need.zone, WHEN))
            .filter((one) => !isRecused(one, seats[at]!.need.premises))
            .map(
              (one) =>
                1 +
                fill(
                  at + 1,
                  free.filter((other) => other !== one),
                ),
            ),
        )
  return fill(0, people)
}

describe('staffing', () => {
  it('fills as many seats as trying everyone on every seat does, with people who may go, each once', () => {
    fc.assert(
      fc.property(needs, officers, fc.integer({ min: 1, max: 2 }), fc.nat(), (all, people, perDepartment, seed) => {
        const { crews, short } = staff(all, people, WHEN, { seed, perDepartment })
        const drawn = crews.flat()
        expect(drawn.length).toBe(mostSeats(all, people, perDepartment))
        expect(new Set(drawn.map(({ officer }) => officer)).size).toBe(drawn.length)
        const seats = all.reduce((sum, { departments }) => sum + departments.length * perDepartment, 0)
        expect(short.length).toBe(seats - drawn.length)
        for (const [k, crew] of crews.entries()) {
          for (const { officer, department } of crew) {
            const person = people.find(({ id }) => id === officer)!
            expect(mayServe(person, department, all[k]!.zone, WHEN)).toBe(true)
            expect(isRecused(person, all[k]!.premises)).toBe(false)
          }
        }
      }),
      { numRuns: 200 },
    )
  })

  const many = Array.from({ length: 8 }, (_, k) =>
    Officer.parse({ id: `o${k}`, name: `o${k}`, certificates: [{ department: 'a' }] }),
  )
  const one: CrewNeed[] = [{ zone: 'z1', departments: ['a'], premises: ['p1'], fixed: [] }]
  const drawn = (seed: number) =>
    staff(one, many, WHEN, { seed, perDepartment: 2 })
      .crews.flat()
      .map((who) => who.officer)

  it('draws the same people from the same seed, whatever the order of the roster, and others from other seeds', () => {
    const backwards = staff(one, [...many].reverse(), WHEN, { seed: 5, perDepartment: 2 }).crews.flat()
    expect(backwards.map(({ officer }) => officer)).toEqual(drawn(5))
    const counts = new Map<string, number>()
    for (let seed = 0; seed < 400; seed++)
      for (const officer of drawn(seed)) counts.set(officer, (counts.get(officer) ?? 0) + 1)
    // 800 draws of 8 people: 100 each; five standard deviations either way.
    expect([...counts.values()].every((count) => count > 56 && count < 144)).toBe(true)
    expect(counts.size).toBe(8)
  })

  it('spreads half-days evenly where the rules ask for balance', async () => {
    const mip = await loadMip()
    const problem = (balance: boolean) =>
      Problem.parse({
        workingDays: ['2026-03-02', '2026-03-03', '2026-03-04', '2026-03-05', '2026-03-06'],
        departments: [{ code: 'a', name: 'A' }],
        zones: [{ id: 'z1', name: 'Z', seat: [117.8, 26.4] }],
        premises: Array.from({ length: 20 }, (_, k) => ({ id: `p${k}`, name: `p${k}`, at: [117.8, 26.4], zone: 'z1' })),
        checks: Array.from({ length: 20 }, (_, k) => ({
          id: `c${k}`,
          premises: `p${k}`,
          matter: 'm',
          department: 'a',
          release: `2026-03-0${2 + (k % 5)}`,
          due: `2026-03-0${2 + (k % 5)}`,
          serviceS: 9000,
        })),
        officers: many,
        rules: { balance },
        travel: { kind: 'straight' },
      })
    const spread = (balance: boolean) => {
      const { rounds } = solve(problem(balance), { seed: 3, mip, recombine: null, progress: (step) => step / 640 })
      const days = many.map(({ id }) => rounds.filter(({ crew }) => crew.some(({ officer }) => officer === id)).length)
      expect(days.reduce((sum, count) => sum + count, 0)).toBe(40)
      return Math.max(...days) - Math.min(...days)
    }
    expect(spread(true)).toBeLessThanOrEqual(1)
    expect(spread(false)).toBeGreaterThan(1)
  })
})
