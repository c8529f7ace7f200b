import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { discoveries } from '../../../analytics/stats/fdr.ts'
import { gi, giStar } from '../../../analytics/stats/getisOrd.ts'
import { graphOf } from '../../../analytics/stats/graph.ts'
import { type Column, nullable, reasonOf } from '../../../analytics/stats/reasons.ts'
import { expectWithin } from '../../oracle/oracle.ts'
import { district, linked } from './districts.ts'

const METHODS = [gi, giStar] as const
const BAR = 1e-9

/** All figures are finite, and where there is none there is a reason. */
function expectExplained(column: Column): void {
  nullable(column).forEach((figure, i) => {
    expect(figure === null ? reasonOf(column, i) !== null : Number.isFinite(figure)).toBe(true)
  })
}

describe.each(METHODS)('%o', (method) => {
  it('follows its areas when they are listed in another order', () => {
    fc.assert(
      fc.property(district, fc.nat(), ({ values, links }, shift) => {
        const n = values.length
        const to = (i: number) => (n - 1 - i + shift) % n
        const moved = new Float64Array(n)
        values.forEach((value, i) => {
          moved[to(i)] = value
        })
        const first = method(values, linked(n, links))
        const second = method(
          moved,
          linked(
            n,
            links.map(([a, b]) => [to(a), to(b)] as const),
          ),
        )
        expectExplained(first.z)
        const back = nullable(second.z)
        expectWithin(
          first.z,
          Array.from(values, (_, i) => back[to(i)]!),
          BAR,
        )
      }),
    )
  })

  it('does not see the unit nor the zero of the values', () => {
    fc.assert(
      fc.property(district, fc.integer({ min: 1, max: 1000 }), fc.integer(), ({ values, links }, unit, zero) => {
        const graph = linked(values.length, links)
        const other = values.map((value) => value * unit + (zero % 1000))
        expectWithin(method(other, graph).z, nullable(method(values, graph).z), 1e-7)
      }),
    )
  })

  it('an area without a value changes nothing but itself', () => {
    fc.assert(
      fc.property(district, fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY), ({ values, links }, nothing) => {
        const n = values.length
        const with_ = method(Float64Array.from([...values, nothing]), linked(n + 1, [...links, [0, n], [1, n]]))
        const without = method(values, linked(n, links))
        expectWithin(with_.z, [...nullable(without.z), null], BAR)
        expect(reasonOf(with_.z, n)).toBe('value_missing')
        expect([...with_.neighbours.subarray(0, n)]).toEqual([...without.neighbours])
      }),
    )
  })

  it('an island with a value leaves every neighbourhood as it is', () => {
    fc.assert(
      fc.property(district, fc.nat(40), ({ values, links }, value) => {
        const n = values.length
        const island = method(Float64Array.from([...values, value]), linked(n + 1, links))
        const none = method(values, linked(n, links))
        expect([...island.neighbours]).toEqual([...none.neighbours, 0])
      }),
    )
  })

  it('has no answer, with the reason, where there is none', () => {
    const ring = graphOf([
      [1, 3],
      [0, 2],
      [1, 3],
      [0, 2],
    ])
    const all = graphOf([
      [1, 2, 3],
      [0, 2, 3],
      [0, 1, 3],
      [0, 1, 2],
    ])
    const reasons = (values: number[], graph: typeof ring) => {
      const { z } = method(Float64Array.from(values), graph)
      return values.map((_, i) => reasonOf(z, i))
    }
    expect(reasons([0.1, 0.1, 0.1, 0.1], ring)).toEqual(Array(4).fill('zero_variance'))
    expect(reasons([1, 2, 3, 4], all)).toEqual(Array(4).fill('neighbourhood_is_everything'))
    expect(reasons([1], graphOf([[]]))).toEqual(['too_few_areas'])
    expect(reasons([], graphOf([]))).toEqual([])
    expect(() => reasons([1, 2], ring)).toThrow('2 values for 4 areas')
  })
})

describe('Gi', () => {
  it('has none where all the others are equal', () => {
    const { z } = gi(Float64Array.from([0.1, 0.1, 0.7, 0.1]), graphOf([[1], [0], [3], [2]]))
    expect([0, 1, 2, 3].map((i) => reasonOf(z, i))).toEqual([null, null, 'zero_variance', null])
  })
})

describe('Gi*', () => {
  it('keeps its signs when an island of mean value is added', () => {
    fc.assert(
      fc.property(district, ({ values, links }) => {
        const n = values.length
        const mean = values.reduce((sum, value) => sum + value, 0) / n
        const none = nullable(giStar(values, linked(n, links)).z)
        const island = nullable(giStar(Float64Array.from([...values, mean]), linked(n + 1, links)).z)
        none.forEach((z, i) => {
          if (z !== null && Math.abs(z) > BAR) expect(Math.sign(island[i]!)).toBe(Math.sign(z))
        })
      }),
    )
  })
})

describe('the false discovery rate', () => {
  it('leaves no p smaller, keeps their order, and counts only the finite', () => {
    fc.assert(
      fc.property(fc.array(fc.option(fc.double({ min: 0, max: 1, noNaN: true }))), (list) => {
        const reasons = Uint8Array.from(list, (p) => Number(p === null))
        const p = { values: Float64Array.from(list, (p) => p ?? Number.NaN), reasons }
        const z = { values: new Float64Array(list.length).fill(2), reasons }
        const { adjusted, bins, family } = discoveries(z, p)
        expect(family).toBe(list.filter((p) => p !== null).length)
        expectExplained(adjusted)
        for (const [i, one] of list.entries()) {
          if (one === null) {
            expect(bins[i]).toBe(0)
            continue
          }
          expect(adjusted.values[i]).toBeGreaterThanOrEqual(one)
          expect(bins[i]).toBe([0.01, 0.05, 0.1].filter((level) => adjusted.values[i]! <= level).length)
          list.forEach((other, j) => {
            if (other !== null && other < one) expect(adjusted.values[j]).toBeLessThanOrEqual(adjusted.values[i]!)
          })
        }
      }),
    )
  })
})
