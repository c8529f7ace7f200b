import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { mesh } from '../../../demo/land/mesh.ts'
import { components, cut } from '../../../demo/land/partition.ts'
import { cutPieces, shareOut } from '../../../demo/land/territory.ts'
import { random } from '../../../demo/random.ts'

const made = mesh(random(3, 'mesh'))
const region = components(
  made,
  made.inside.filter((face) => made.sites[face]![0] > 2_000),
)[0]!

describe('cutting land into parts', () => {
  it('makes exactly as many parts as asked, each connected, every face in one', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 60 }), (count) => {
        const parts = cut(made, region, count)
        expect(parts).toHaveLength(count)
        expect(parts.filter((part) => components(made, part).length !== 1)).toEqual([])
        expect(parts.flat().sort((a, b) => a - b)).toEqual([...region].sort((a, b) => a - b))
      }),
      { numRuns: 20 },
    )
  })

  it('cuts land in several pieces without joining what does not touch', () => {
    const apart = made.inside.filter((face) => Math.abs(made.sites[face]![0]) > 6_000)
    expect(components(made, apart).length).toBeGreaterThan(1)
    const parts = cutPieces(made, apart, 9)
    expect(parts).toHaveLength(9)
    expect(parts.filter((part) => components(made, part).length !== 1)).toEqual([])
  })

  it('shares a whole number out, one each at least and none beyond its weight', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 90 }), { minLength: 1, maxLength: 20 }),
        fc.nat(),
        (weights, more) => {
          const room = weights.reduce((sum, weight) => sum + weight - 1, 0)
          const whole = weights.length + (more % (room + 1))
          const shares = shareOut(whole, weights)
          expect(shares.reduce((sum, share) => sum + share, 0)).toBe(whole)
          expect(shares.every((share, index) => share >= 1 && share <= weights[index]!)).toBe(true)
        },
      ),
    )
  })

  it('refuses more parts than faces', () => {
    expect(() => cut(made, region.slice(0, 2), 3)).toThrow('2 faces cannot make 3 parts')
  })
})
