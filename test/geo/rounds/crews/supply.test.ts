import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type OfficerClass, Supply } from '../../../../geo/rounds/crews/supply.ts'

const ZONES = 2
const DEPARTMENTS = 3

/** Rounds that are out: their zone and departments as bits. */
interface Out {
  zone: number
  departments: number
}

/** Whether the officers suffice, by trying every officer for every seat. */
function suffices(classes: readonly OfficerClass[], rounds: readonly Out[], perDepartment: number): boolean {
  const seats = rounds.flatMap(({ zone, departments }) =>
    Array.from({ length: DEPARTMENTS }, (_, bit) => bit)
      .filter((bit) => (departments & (1 << bit)) !== 0)
      .flatMap((bit) => Array.from({ length: perDepartment }, () => ({ zone, bit }))),
  )
  const fill = (at: number, free: readonly number[]): boolean =>
    at === seats.length ||
    classes.some(({ departments, zones }, c) => {
      const { zone, bit } = seats[at]!
      const able = free[c]! > 0 && (departments & (1 << bit)) !== 0 && (zones & (1 << zone)) !== 0
      return able && fill(at + 1, free.with(c, free[c]! - 1))
    })
  return fill(
    0,
    classes.map(({ count }) => count),
  )
}

describe('supply', () => {
  it('lets officers go exactly as long as they suffice, whoever comes and goes', () => {
    const someClass = fc.record({
      departments: fc.integer({ min: 1, max: 2 ** DEPARTMENTS - 1 }),
      zones: fc.integer({ min: 1, max: 2 ** ZONES - 1 }),
      count: fc.integer({ min: 1, max: 3 }),
    })
    const step = fc.record({
      zone: fc.integer({ min: 0, max: ZONES - 1 }),
      departments: fc.integer({ min: 1, max: 2 ** DEPARTMENTS - 1 }),
      returns: fc.boolean(),
    })
    fc.assert(
      fc.property(
        fc.array(someClass, { maxLength: 4 }),
        fc.array(step, { maxLength: 8 }),
        fc.integer({ min: 1, max: 2 }),
        (classes, steps, perDepartment) => {
          const sizes = { departments: DEPARTMENTS, zones: ZONES, perDepartment, rostered: true }
          const supply = new Supply([{ classes, rounds: [9, 9] }], sizes)
          const out: Out[] = []
          for (const { zone, departments, returns } of steps) {
            const home = returns ? out.shift() : undefined
            if (home !== undefined) supply.give(0, home.zone, home.departments)
            const can = supply.canTake(0, zone, departments)
            expect(can).toBe(suffices(classes, [...out, { zone, departments }], perDepartment))
            if (!can) continue
            supply.take(0, zone, departments)
            out.push({ zone, departments })
          }
        },
      ),
      { numRuns: 500, seed: 11 },
    )
  })

  it('limits nothing but teams where the roster is not known', () => {
    const sizes = { departments: 2, zones: 1, perDepartment: 2, rostered: false }
    const supply = new Supply([{ classes: [], rounds: [1] }], sizes)
    expect(supply.canTake(0, 0, 3)).toBe(true)
    expect(supply.hasTeam(0, 0)).toBe(true)
    supply.count(0, 0, 1)
    expect(supply.hasTeam(0, 0)).toBe(false)
  })
})
