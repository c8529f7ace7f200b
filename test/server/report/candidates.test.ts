import { describe, expect, it } from 'vitest'
import type { Officer } from '../../../server/duty/officer.ts'
import type { Unit } from '../../../server/duty/unit.ts'
import { rankCandidates } from '../../../server/report/candidates.ts'

const team = (code: string, seatLon: number | null): Unit => ({
  code,
  kind: 'team',
  name: code,
  nameEn: code,
  parent: 'street',
  seatLon,
  seatLat: seatLon === null ? null : 26.4,
})
const street: Unit = { ...team('street', 117.8), kind: 'street', parent: null }
const officer = (id: number, homeUnit: string, certifiedUntil: string | null): Officer => ({
  id,
  name: `officer ${id}`,
  homeUnit,
  postings: [],
  certifiedUntil,
})
const day = '2026-03-02'

describe('rankCandidates', () => {
  it('puts teams before the body itself, then the least loaded, then the nearest, those of unknown seat last', () => {
    const ranked = rankCandidates([117.8, 26.4], {
      units: [street, team('unknown', null), team('far', 117.9), team('near', 117.81), team('busy', 117.8)],
      officers: [],
      loads: [{ unit: 'busy', person: null, count: 3 }],
      day,
    })
    expect(ranked.map(({ unit }) => unit)).toEqual(['near', 'far', 'unknown', 'busy', 'street'])
  })

  it('tells the metres from the seat: 0.01° of longitude at 26.4° N is 996 m', () => {
    const [near] = rankCandidates([117.8, 26.4], { units: [team('near', 117.81)], officers: [], loads: [], day })
    expect(near!.distanceM).toBeCloseTo(996, -1)
  })

  it('never offers a person whose certificate is missing or ran out, and says when a unit lacks its two', () => {
    const ranked = rankCandidates(null, {
      units: [team('near', 117.81)],
      officers: [officer(1, 'near', null), officer(2, 'near', '2026-03-01'), officer(3, 'near', day)],
      loads: [],
      day,
    })
    expect(ranked.map(({ person, certified, distanceM }) => [person, certified, distanceM])).toEqual([
      [null, false, null],
      [3, true, null],
    ])
  })
})
