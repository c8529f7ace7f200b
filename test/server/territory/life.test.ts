import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { EditionStatus } from '../../../server/territory/edition.ts'
import { isRefused, type LifeStep, live, type Standing } from '../../../server/territory/life.ts'

const fresh: Standing = {
  id: 1,
  status: 'draft',
  validFrom: null,
  faults: null,
  knownFaults: false,
  counts: { street: 2 },
}
const TODAY = '2026-03-02'
const days = fc.constantFrom('2026-03-01', TODAY, '2026-03-03')

const steps: fc.Arbitrary<LifeStep> = fc.oneof(
  fc.constant<LifeStep>({ step: 'change' }),
  fc.record({ step: fc.constant('check' as const), faults: fc.nat({ max: 2 }) }),
  fc.record({ step: fc.constant('approve' as const), acceptFaults: fc.boolean() }),
  fc.record({
    step: fc.constant('publish' as const),
    from: days,
    today: fc.constant(TODAY),
    begins: fc.array(days, { maxLength: 1 }),
    inForce: fc.boolean(),
  }),
  fc.record({ step: fc.constant('withdraw' as const), located: fc.nat({ max: 1 }) }),
)

/** Takes every step that is not refused; `each` sees it from both sides. */
function lived(
  taken: readonly LifeStep[],
  each?: (before: Standing, step: LifeStep, after: Standing) => void,
): Standing {
  return taken.reduce((edition, step) => {
    const after = live(edition, step)
    if (isRefused(after)) return edition
    each?.(edition, step, after)
    return after
  }, fresh)
}

describe('the life of an edition', () => {
  it('goes draft → checked → approved → published → withdrawn, and a change sets it back to draft', () => {
    const seen = new Set<string>()
    const order: Record<EditionStatus, EditionStatus[]> = {
      draft: ['checked', 'draft'],
      checked: ['approved', 'draft', 'checked'],
      approved: ['published', 'draft', 'checked'],
      published: ['withdrawn'],
      withdrawn: [],
    }
    fc.assert(
      fc.property(fc.array(steps, { maxLength: 40 }), (taken) => {
        lived(taken, (before, step, after) => {
          seen.add(after.status)
          expect(order[before.status]).toContain(after.status)
          if (step.step === 'change') expect(after).toMatchObject({ status: 'draft', faults: null, knownFaults: false })
        })
      }),
      { numRuns: 500, seed: 1 },
    )
    expect([...seen].sort()).toEqual(['approved', 'checked', 'draft', 'published', 'withdrawn'])
  })

  it('shows open faults only by an explicit word, and remembers that it was given', () => {
    fc.assert(
      fc.property(fc.array(steps, { maxLength: 40 }), (taken) => {
        lived(taken, (before, step, after) => {
          if (step.step === 'approve') {
            expect(step.acceptFaults || before.faults === 0).toBe(true)
            expect(after.knownFaults).toBe(before.faults! > 0)
          }
          if (after.status === 'published') expect(after.knownFaults).toBe(after.faults! > 0)
        })
      }),
      { numRuns: 500, seed: 1 },
    )
  })

  it('never begins in a past that another edition has answered for, nor on the day of another', () => {
    fc.assert(
      fc.property(fc.array(steps, { maxLength: 40 }), (taken) => {
        lived(taken, (_, step, after) => {
          if (step.step !== 'publish') return
          expect(step.begins).not.toContain(after.validFrom)
          if (step.inForce) expect(after.validFrom! >= TODAY).toBe(true)
        })
      }),
      { numRuns: 500, seed: 1 },
    )
  })

  it('is never withdrawn once a report was located with it, and is never approved empty', () => {
    const published: Standing = { ...fresh, status: 'published', validFrom: TODAY, faults: 0 }
    expect(live(published, { step: 'withdraw', located: 1 })).toMatchObject({ refusal: 'edition-in-use' })
    expect(live(published, { step: 'withdraw', located: 0 })).toMatchObject({ status: 'withdrawn', validFrom: TODAY })
    const empty: Standing = { ...fresh, status: 'checked', faults: 0, counts: {} }
    expect(live(empty, { step: 'approve', acceptFaults: true })).toMatchObject({ refusal: 'not-publishable' })
  })
})
