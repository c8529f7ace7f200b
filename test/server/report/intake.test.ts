import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Box } from '../../../geo/types.ts'
import { Problem } from '../../../server/errors.ts'
import { shaxian } from '../../../server/pack/shaxian.ts'
import { bodyHash, freshRow } from '../../../server/report/intake.ts'
import { isFlaw, pinOf } from '../../../server/report/position.ts'
import { middleOf, reportAt } from '../../smallDistrict.ts'

const DISTRICT: Box = [117.76, 26.38, 117.82, 26.42]
const counting = { pack: shaxian, timeZone: 'Asia/Shanghai' }
const reception = { now: new Date('2026-03-02T01:00:00Z'), account: 1, box: DISTRICT, counting }

describe('a position', () => {
  it.each([
    ['wgs84', 117.79, 91, 'position'],
    ['wgs84', 181, 26, 'position'],
    ['wgs84', Number.NaN, 26, 'position'],
    ['wgs84', Number.POSITIVE_INFINITY, 26, 'position'],
    ['wgs84', 26.39, 117.79, 'position'],
    ['EPSG:9999', 117.79, 26.39, 'position.crs'],
    ['mars', 117.79, 26.39, 'position.crs'],
  ])('%s %d %d is refused, naming %s', (crs, x, y, path) => {
    const result = pinOf({ crs, x, y, accuracyM: 0 } as Parameters<typeof pinOf>[0], DISTRICT)
    expect(isFlaw(result) && result.path).toBe(path)
  })

  it('swapped within the range of latitudes is only known by the district', () => {
    const chicago: Box = [-88, 41.6, -87.5, 42.1]
    const swapped = { crs: 'wgs84' as const, x: 41.8, y: -87.6, accuracyM: 0 }
    expect(isFlaw(pinOf(swapped, chicago))).toBe(true)
    expect(isFlaw(pinOf(swapped, null))).toBe(false)
    expect(isFlaw(pinOf({ ...swapped, x: -87.6, y: 41.8 }, chicago))).toBe(false)
    expect(isFlaw(pinOf({ ...swapped, x: 0, y: 0 }, chicago))).toBe(false)
  })

  it('of a phone in GCJ-02 is some 500 m off unless it is converted', () => {
    const pin = pinOf({ crs: 'gcj02', x: 117.79, y: 26.39, accuracyM: 0 }, DISTRICT)
    if (isFlaw(pin)) throw new Error(pin.expected)
    const metres = Math.hypot((pin.lon - 117.79) * 99_700, (pin.lat - 26.39) * 110_800)
    expect(metres).toBeGreaterThan(300)
    expect(metres).toBeLessThan(700)
  })
})

describe('a body', () => {
  it('has one hash whatever the order of its fields, another when a value differs', () => {
    const intake = reportAt(middleOf(1, 1), { accuracyM: 5 })
    fc.assert(
      fc.property(fc.shuffledSubarray(Object.keys(intake), { minLength: Object.keys(intake).length }), (keys) => {
        const shuffled = Object.fromEntries(keys.map((key) => [key, intake[key as keyof typeof intake]]))
        expect(bodyHash(shuffled as typeof intake)).toBe(bodyHash(intake))
      }),
    )
    const changes = [
      { description: 'x' },
      { matter: 'x' },
      { position: null },
      { position: { ...intake.position!, x: 117.7 } },
      { observedAt: '2026-03-02T08:30:01+08:00' },
      { photo: 'p' },
    ]
    const hashes = changes.map((change) => bodyHash({ ...intake, ...change }))
    expect(new Set([...hashes, bodyHash(intake)]).size).toBe(changes.length + 1)
  })

  it('without a position waits from the start; one of tomorrow is refused', () => {
    expect(freshRow({ intake: reportAt(null) }, reception)).toMatchObject({
      hold: 'unlocated',
      lon: null,
    })
    const late = reportAt(null, { observedAt: '2026-03-03T01:00:01Z' })
    expect(freshRow({ intake: late }, reception)).toBeInstanceOf(Problem)
    for (const observedAt of ['0000-01-01T00:00:00Z', '1899-12-31T23:59:59Z']) {
      expect(freshRow({ intake: reportAt(null, { observedAt }) }, reception)).toBeInstanceOf(Problem)
    }
    const fast = reportAt(null, { observedAt: '2026-03-03T00:59:59Z' })
    expect(freshRow({ intake: fast }, reception)).not.toBeInstanceOf(Problem)
  })

  it('that the database cannot store as text is refused by field', () => {
    for (const bad of ['nul \0', 'half \ud800']) {
      const row = freshRow({ intake: reportAt(null, { description: bad }) }, reception)
      expect(row).toMatchObject({ code: 'invalid-input', flaws: [{ path: 'description' }] })
    }
    expect(freshRow({ intake: reportAt(null, { description: '整 \u{20000} 😀' }) }, reception)).not.toBeInstanceOf(
      Problem,
    )
  })
})
