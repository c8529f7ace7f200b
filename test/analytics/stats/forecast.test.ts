import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { explainForecast } from '../../../analytics/stats/explain.ts'
import { forecast } from '../../../analytics/stats/forecast.ts'
import { randomBelow } from '../../../analytics/stats/random.ts'
import { nullable, reasonOf } from '../../../analytics/stats/reasons.ts'
import { expectWithin } from '../../oracle/oracle.ts'

/** Poisson counts of areas with these rates (Knuth's product of uniforms). */
function poisson(rates: (area: number, week: number) => number, areas: number, weeks: number, seed: number) {
  const below = randomBelow(seed)
  const counts = Float64Array.from({ length: areas * weeks }, (_, at) => {
    const limit = Math.exp(-rates(at % areas, Math.floor(at / areas)))
    let [count, product] = [-1, 1]
    for (; product > limit; count++) product *= below(0x1_0000_0000) / 0x1_0000_0000
    return count
  })
  return { areas, counts }
}

const history = fc
  .integer({ min: 2, max: 12 })
  .chain((areas) =>
    fc
      .array(fc.array(fc.option(fc.nat(6)), { minLength: areas, maxLength: areas }), { maxLength: 14 })
      .map((weeks) => ({ areas, counts: Float64Array.from(weeks.flat(), (count) => count ?? Number.NaN) })),
  )

describe('the forecast of a week', () => {
  it('finds lasting risk better than last week does, and its intervals hold what they promise', () => {
    const rate = (area: number) => (area < 20 ? 1.5 : 0.15)
    const { method, risk, marked, tests } = forecast(poisson(rate, 400, 60, 3))
    const of = (name: string) => tests.find((test) => test.method === name)!
    expect(method).not.toBe('last-week')
    expect(of('discounted').pai!).toBeGreaterThan(1.25 * of('last-week').pai!)
    expect(of('discounted').pei!).toBeGreaterThan(of('last-week').pei!)
    for (const { calibration, weeks } of tests) {
      expect(weeks).toBe(26)
      expect(calibration.pairs).toBe(400 * 26)
      expect(calibration.coverage!).toBeGreaterThan(0.9)
      expect(Math.abs(calibration.ratio! - 1)).toBeLessThan(0.05)
    }
    // The groups of risk come true: the tenth that is said to be worst is, by about as much as was said.
    const { bands } = of('discounted').calibration
    for (const band of bands) expect(Math.abs(band.observed - band.expected)).toBeLessThan(0.15)
    expect(marked.filter(Boolean).length).toBe(20)
    expect(marked.subarray(0, 20).filter(Boolean).length).toBeGreaterThanOrEqual(18)
    expect(risk.values[3]!).toBeGreaterThan(risk.values[200]!)
    const words = explainForecast({ method, level: 0.9, tests }, { family: 400, without: 0, week: '2026-03-09' })
    expect(words.en).toContain('Tested on each of 26 weeks')
    expect(words.zh).toContain('逐周回测')
  })

  it('uses the seasonal mean where a season decides, and last week where everything moves', () => {
    const inSeason = (area: number, week: number) => (week % 13 === (area % 4) * 3 ? 6 : 0.05)
    expect(forecast(poisson(inSeason, 200, 120, 5), { season: 13 }).method).toBe('seasonal-mean')
    // Outbreaks of two weeks, each in another place.
    const outbreaks = (area: number, week: number) => (Math.floor(week / 4) % 40 === area % 40 ? 9 : 0.02)
    const moving = forecast(poisson(outbreaks, 200, 60, 5), { halfLife: 30, share: 0.025 })
    expect(moving.method).toBe('last-week')
    expect(moving.tests[0]!.method).toBe('last-week')
  })

  it('the mean of the discounted model is the one of its formula', () => {
    const counts = Float64Array.from([4, 0, 1, 2, 0, 9, 3, 1, 5])
    const { risk, method } = forecast({ areas: 3, counts }, { tests: 0, halfLife: 1 })
    expect(method).toBe('discounted')
    const weights = [0.25, 0.5, 1]
    const weeks = weights.reduce((sum, w) => sum + w, 0) ** 2 / weights.reduce((sum, w) => sum + w * w, 0)
    const rates = [0, 1, 2].map((i) => weights.reduce((sum, w, t) => sum + w * counts[3 * t + i]!, 0) / 1.75)
    const b = rates.reduce((sum, rate) => sum + rate, 0) / 3
    const a = rates.reduce((sum, rate) => sum + (rate - b) ** 2, 0) / 3 - b / weeks
    expectWithin(
      risk,
      rates.map((rate) => b + ((rate - b) * a) / (a + b / weeks)),
      1e-12,
    )
  })

  it('knows nothing of the week it is tested on', () => {
    const given = poisson(() => 1, 30, 20, 8)
    const first = forecast({ areas: 30, counts: given.counts.subarray(0, 30 * 19) })
    const changed = given.counts.slice()
    changed.fill(50, 30 * 19)
    const again = forecast({ areas: 30, counts: changed }, { tests: 1 }).tests
    const plain = forecast(given, { tests: 1 }).tests
    for (const method of ['discounted', 'seasonal-mean', 'last-week']) {
      const expected = (tests: typeof plain) => tests.find((test) => test.method === method)!.calibration.expected
      expect(expected(again)).toBe(expected(plain))
    }
    expect(first.tests[0]!.weeks).toBe(11)
  })

  it('follows its areas, answers every area with figures or a reason, and the same bytes twice', () => {
    fc.assert(
      fc.property(history, fc.nat(20), ({ areas, counts }, shift) => {
        const options = { history: 2, halfLife: 3, season: 4, share: 0.3 }
        const got = forecast({ areas, counts }, options)
        expect(forecast({ areas, counts }, options)).toEqual(got)
        const [risk, low, high] = [got.risk, got.low, got.high].map(nullable) as (number | null)[][]
        risk!.forEach((one, i) => {
          expect(one === null).toBe(reasonOf(got.risk, i) !== null)
          expect([low![i] === null, high![i] === null]).toEqual([one === null, one === null])
          if (one !== null) expect(0 <= low![i]! && low![i]! <= high![i]! && Number.isFinite(high![i]!)).toBe(true)
        })
        expect(JSON.stringify({ risk, low, high, tests: got.tests })).not.toMatch(/NaN|Infinity/)
        const to = (i: number) => (i + shift) % areas
        const moved = new Float64Array(counts.length)
        counts.forEach((count, at) => {
          moved[at - (at % areas) + to(at % areas)] = count
        })
        const other = forecast({ areas, counts: moved }, { ...options, tests: 0 }).risk
        const same = forecast({ areas, counts }, { ...options, tests: 0 }).risk
        const back = nullable(other)
        expectWithin(
          same,
          Array.from({ length: areas }, (_, i) => back[to(i)]!),
          1e-9,
        )
      }),
    )
  })

  it('one week, no week, no report, an area of a new edition', () => {
    const one = forecast({ areas: 3, counts: Float64Array.from([1, 2, 9]) })
    expect([one.method, one.tests]).toEqual(['discounted', []])
    expect(nullable(one.risk).every((risk) => risk !== null && risk > 0)).toBe(true)
    const none = forecast({ areas: 2, counts: new Float64Array(0) })
    expect([reasonOf(none.risk, 0), reasonOf(none.low, 1)]).toEqual(['too_few_weeks', 'too_few_weeks'])
    const quiet = forecast({ areas: 2, counts: new Float64Array(40) })
    expect([nullable(quiet.risk), reasonOf(quiet.risk, 1)]).toEqual([[null, null], 'no_cases'])
    expect([...quiet.marked]).toEqual([0, 0])
    expect(quiet.tests.map(({ pai, pei }) => [pai, pei])).toEqual(Array(3).fill([null, null]))
    const young = poisson(() => 2, 5, 30, 4)
    for (let week = 0; week < 29; week++) young.counts[5 * week + 4] = Number.NaN
    expect(nullable(forecast(young).risk)[4]).not.toBeNull()
    young.counts[5 * 29 + 4] = Number.NaN
    expect(reasonOf(forecast(young).risk, 4)).toBe('too_few_weeks')
  })

  it('refuses what are no counts and options out of range', () => {
    const counts = new Float64Array(6)
    expect(() => forecast({ areas: 4, counts })).toThrow('6 counts are no whole weeks of 4 areas')
    expect(() => forecast({ areas: 3, counts: counts.fill(0.5) })).toThrow('area 0 has 0.5 reports in week 0')
    expect(() => forecast({ areas: 3, counts: counts.fill(1) }, { level: 1 })).toThrow('level is 1')
    expect(() => forecast({ areas: 3, counts }, { halfLife: 0 })).toThrow('halfLife is 0 weeks')
    expect(() => forecast({ areas: 3, counts }, { size: new Float64Array(3) })).toThrow('above 0')
  })
})
