import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { plusDays } from '../../../server/clock/localTime.ts'
import { wholeDays, windowOf } from '../../../server/statistics/window.ts'

const EVER = { since: '2000-01-01', over: '2099-12-31' }

describe('a window', () => {
  it('begins weeks on Monday and marks what the range cuts short', () => {
    const { slices, whole } = windowOf('week', '2026-02-03', '2026-02-22', EVER)
    expect(slices).toEqual(['2026-02-02', '2026-02-09', '2026-02-16'])
    expect(whole).toEqual([false, true, true])
    const months = windowOf('month', '2026-01-15', '2026-04-30', EVER)
    expect(wholeDays(months)).toEqual({ from: '2026-02-01', to: '2026-04-30' })
    expect(wholeDays(windowOf('month', '2026-02-02', '2026-02-27', EVER))).toBeNull()
  })

  it('holds no slice for whole that is not over or ends before the data begin', () => {
    const { slices, whole } = windowOf('week', '2026-02-02', '2026-03-08', { since: '2026-02-11', over: '2026-02-28' })
    expect(slices.length).toBe(5)
    expect(whole).toEqual([false, true, true, false, false])
    expect(windowOf('day', '2026-02-27', '2026-03-01', { ...EVER, over: '2026-02-28' }).whole).toEqual([
      true,
      true,
      false,
    ])
  })

  it('covers every day of the range exactly once', () => {
    const day = fc.nat(4000).map((n) => plusDays('2020-01-01', n))
    fc.assert(
      fc.property(
        day,
        fc.nat(900),
        fc.constantFrom('day' as const, 'week' as const, 'month' as const),
        (first, length, step) => {
          const last = plusDays(first, length)
          const { slices, whole } = windowOf(step, first, last, EVER)
          expect(slices[0]! <= first).toBe(true)
          expect([...slices].sort()).toEqual(slices)
          expect(new Set(slices).size).toBe(slices.length)
          expect(slices.at(-1)! <= last).toBe(true)
          expect(whole.slice(1, -1).every(Boolean)).toBe(true)
        },
      ),
    )
  })
})
