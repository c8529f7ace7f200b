import { describe, expect, it } from 'vitest'
import { reorderInspections } from '../../../analytics/stats/inspectionOrder.ts'
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
