import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { PlannedCheck } from '../../../server/plan/check.ts'
import { ledger } from '../../../server/plan/ledger.ts'
import { merge } from '../../../server/plan/merge.ts'

const days = Array.from({ length: 12 }, (_, i) => `2026-03-${String(i + 2).padStart(2, '0')}`)
const workingDays = days.filter((_, i) => i % 7 < 5)

const checks = fc
  .array(
    fc.record({
      premises: fc.integer({ min: 1, max: 2 }),
      unit: fc.constantFrom('城管', '应急', '市监'),
      from: fc.nat({ max: 11 }),
      length: fc.nat({ max: 5 }),
    }),
    { maxLength: 7 },
  )
  .map((rows) =>
    rows.map(
      (row, id): PlannedCheck => ({
        id,
        premises: row.premises,
        matter: 'm',
        unit: row.unit,
        release: days[row.from]!,
        due: days[Math.min(11, row.from + row.length)]!,
      }),
    ),
  )

const serves = (check: PlannedCheck, day: string) => check.release <= day && day <= check.due

/** The fewest days that serve all checks of one premises, by trying every set of days. */
function fewestDays(mine: readonly PlannedCheck[]): number {
  let best = Number.POSITIVE_INFINITY
  for (let set = 0; set < 1 << workingDays.length; set++) {
    const chosen = workingDays.filter((_, bit) => set & (1 << bit))
    if (chosen.length < best && mine.every((check) => chosen.some((day) => serves(check, day)))) best = chosen.length
  }
  return best
}

describe('merge', () => {
  it('makes the fewest visits that exhaustive search finds, and proves it', () => {
    fc.assert(
      fc.property(checks, (given) => {
        const { visits, certificate, impossible } = merge(given, workingDays)
        expect([...visits.flatMap((visit) => visit.checks), ...impossible].map(({ id }) => id).sort()).toEqual(
          given.map(({ id }) => id).sort(),
        )
        for (const check of impossible) expect(workingDays.some((day) => serves(check, day))).toBe(false)
        for (const visit of visits) {
          const common = workingDays.filter((day) => visit.release <= day && day <= visit.due)
          expect(common.length).toBeGreaterThan(0)
          for (const check of visit.checks) for (const day of common) expect(serves(check, day)).toBe(true)
        }
        for (const premises of new Set(visits.map((visit) => visit.premises))) {
          const mine = given.filter((check) => check.premises === premises && !impossible.includes(check))
          expect(visits.filter((visit) => visit.premises === premises).length).toBe(fewestDays(mine))
          const witnesses = certificate.filter((check) => check.premises === premises)
          for (const day of workingDays) expect(witnesses.filter((check) => serves(check, day)).length).toBeLessThan(2)
        }
      }),
      { numRuns: 300 },
    )
  })
})

describe('ledger', () => {
  it('counts for each department the fewest visits it would make alone, each replaced by a visit that serves it', () => {
    fc.assert(
      fc.property(checks, (given) => {
        const { visits, impossible } = merge(given, workingDays)
        const rows = ledger(visits, workingDays)
        const served = given.filter((check) => !impossible.includes(check))
        const alone = Map.groupBy(served, (check) => `${check.premises} ${check.unit}`)
        expect(rows.length).toBe([...alone.values()].reduce((sum, mine) => sum + fewestDays(mine), 0))
        expect(rows.length).toBeGreaterThanOrEqual(visits.length)
        for (const row of rows) {
          const visit = visits[row.visit]!
          expect(visit.premises).toBe(row.premises)
          expect(visit.checks.some((check) => check.unit === row.unit)).toBe(true)
        }
      }),
      { numRuns: 300 },
    )
  })
})
