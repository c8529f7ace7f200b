import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { random, wheel } from '../../demo/random.ts'

describe('seeded randomness', () => {
  it('gives these very numbers for this seed, on every machine', () => {
    const rnd = random(1, 'a')
    expect([rnd.below(1_000_000), rnd.below(1_000_000), rnd.below(1_000_000)]).toEqual([821_671, 454_945, 878_107])
  })

  it('has a stream of its own for every seed and label', () => {
    const first = (seed: number, label: string) => random(seed, label).next()
    expect(new Set([first(1, 'a'), first(1, 'b'), first(2, 'a'), first(1, 'ab'), first(1, 'ba')]).size).toBe(5)
  })

  it('stays in bounds and shuffles without loss', () => {
    fc.assert(
      fc.property(fc.integer(), fc.array(fc.integer(), { minLength: 1, maxLength: 50 }), (seed, things) => {
        const rnd = random(seed, 'bounds')
        const at = rnd.below(things.length)
        expect(at >= 0 && at < things.length).toBe(true)
        expect(rnd.shuffled(things).sort()).toEqual([...things].sort())
      }),
    )
  })

  it('draws in proportion to the weights and never what weighs nothing', () => {
    const rnd = random(4, 'wheel')
    const draw = wheel([0, 1, 3, 0])
    const drawn = Array.from({ length: 20_000 }, () => draw(rnd))
    const share = (index: number) => drawn.filter((one) => one === index).length / drawn.length
    expect([share(0), share(3)]).toEqual([0, 0])
    expect(Math.abs(share(2) - 0.75)).toBeLessThan(0.02)
  })
})
