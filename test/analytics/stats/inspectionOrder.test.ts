import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import {
  areaUnderCurve,
  compareOrders,
  inspectionsUntil,
  reorderInspections,
} from '../../../analytics/stats/inspectionOrder.ts'
import { oracle } from '../../oracle/oracle.ts'

interface Metrics {
  inspection: { day: number[]; critical: number[]; risk: number[]; expected: Record<string, number> }
}
const { day, critical, risk, expected } = oracle<Metrics>('hotspot_map_metrics_public').inspection
const days = Float64Array.from(day)
const findings = Uint8Array.from(critical)

describe('another order of inspections', () => {
  it('finds what is critical as much earlier as the reference', () => {
    const got = reorderInspections(days, findings, Float64Array.from(risk))
    expect(Math.abs(got.meanDaysEarlier! - expected.mean_days_earlier!)).toBeLessThan(1e-9)
    expect(Math.abs(got.sdDays! - expected.sd_days!)).toBeLessThan(1e-9)
    const soon = [...got.days].filter((one, i) => critical[i] === 1 && one < 30).length
    expect(soon / critical.filter(Boolean).length).toBeCloseTo(expected.share_first_30d_after!, 12)
    expect([...got.days].sort()).toEqual([...days].sort())
    expect(inspectionsUntil(got.order, findings, 0.8)).toBe(expected.inspections_to_find_80pct_after)
    expect(inspectionsUntil([...days.keys()], findings, 0.8)).toBe(expected.inspections_to_find_80pct_before)
  })

  it('the order that was gives nothing, and its reverse finds some later', () => {
    const same = reorderInspections(
      days,
      findings,
      days.map((one) => -one),
    )
    expect([same.meanDaysEarlier, same.sdDays, same.later]).toEqual([0, 0, 0])
    expect(reorderInspections(days, findings, days).later).toBeGreaterThan(0)
  })

  it('without a critical finding there is nothing to compare', () => {
    const none = reorderInspections(days, new Uint8Array(days.length), Float64Array.from(risk))
    expect([none.meanDaysEarlier, none.sdDays, none.later]).toEqual([null, null, 0])
  })
})

describe('the order of a model against chance', () => {
  it('says who is found later, and random orders gain nothing on average', () => {
    const risks = { withInspector: Float64Array.from(risk), withoutInspector: days }
    const got = compareOrders(days, findings, risks, { draws: 99, seed: 3 })
    expect(got).toEqual(compareOrders(days, findings, risks, { draws: 99, seed: 3 }))
    expect(got.withInspector.meanDaysEarlier).toBeCloseTo(expected.mean_days_earlier!, 9)
    expect(got.withoutInspector.laterOnes.every((i) => got.withoutInspector.days[i]! > days[i]!)).toBe(true)
    expect(got.withInspector.meanDaysEarlier! - got.random!.meanDaysEarlier).toBeGreaterThan(3 * got.random!.sdDays)
    expect(
      compareOrders(
        days,
        findings.map(() => 0),
        risks,
        { draws: 9, seed: 1 },
      ).random,
    ).toBeNull()
  })

  it('the area under the curve counts equal risks as half', () => {
    expect(areaUnderCurve(Uint8Array.from([1, 0, 1, 0]), Float64Array.from([3, 1, 2, 2]))).toBe(0.875)
    expect(areaUnderCurve(Uint8Array.from([1, 1]), Float64Array.from([1, 2]))).toBeNull()
    expect(inspectionsUntil([0, 1], Uint8Array.from([0, 0]), 0.5)).toBeNull()
  })

  it('refuses lengths and risks that do not fit', () => {
    expect(() => reorderInspections(days, findings, new Float64Array(3))).toThrow('3 risks')
    expect(() =>
      reorderInspections(
        days,
        findings,
        days.map(() => Number.NaN),
      ),
    ).toThrow('inspection 0 has day 0')
  })

  const data = process.env.ONEGRID_TEST_DATA
  const file = data === undefined ? '' : path.join(data, 'oracles/chicago_food_inspections.json')
  it.skipIf(!existsSync(file))(
    'Chicago: 7.6 days with the inspector, 2.3 without, −1.5 at random (needs ONEGRID_TEST_DATA)',
    () => {
      const set = JSON.parse(readFileSync(file, 'utf8')) as Chicago
      const test = [...set.columns.Test.keys()].filter((i) => set.columns.Test[i])
      const ids = test.map((i) => set.columns.Inspection_ID[i]!)
      // "Ties: stable order by Inspection_ID"; the scores are of the test rows in the order of the file.
      const order = [...test.keys()].sort((a, b) => ids[a]! - ids[b]!)
      const day = Float64Array.from(order, (at) => Date.parse(set.columns.Inspection_Date[test[at]!]!) / 86_400_000)
      const found = Uint8Array.from(order, (at) => set.columns.criticalFound[test[at]!]!)
      const risks = {
        withInspector: Float64Array.from(order, (at) => set.reference_scores_test_with_inspector[at]!),
        withoutInspector: Float64Array.from(order, (at) => set.reference_scores_test_without_inspector[at]!),
      }
      const got = compareOrders(day, found, risks, { draws: 199, seed: 1 })
      for (const [name, kind] of [
        ['withInspector', 'refit_with_inspector'],
        ['withoutInspector', 'refit_without_inspector'],
      ] as const) {
        const wanted = set.expected[kind]
        expect(Math.abs(got[name].meanDaysEarlier! - wanted.mean_days_earlier!)).toBeLessThan(1e-9)
        expect(Math.abs(areaUnderCurve(found, risks[name])! - wanted.auc!)).toBeLessThan(1e-9)
        expect(inspectionsUntil(got[name].order, found, 0.8)).toBe(wanted.inspections_to_80pct_reordered)
      }
      expect(Math.abs(got.random!.meanDaysEarlier - set.expected.random_order_mean)).toBeLessThan(0.5)
      expect(Math.abs(got.random!.sdDays - set.expected.random_order_sd)).toBeLessThan(0.3)
    },
  )
})

interface Chicago {
  columns: { Inspection_ID: number[]; Inspection_Date: string[]; criticalFound: number[]; Test: boolean[] }
  reference_scores_test_with_inspector: number[]
  reference_scores_test_without_inspector: number[]
  expected: Record<'refit_with_inspector' | 'refit_without_inspector', Record<string, number>> & {
    random_order_mean: number
    random_order_sd: number
  }
}
