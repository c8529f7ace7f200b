import { booleanPointInPolygon, area as turfArea } from '@turf/turf'
import fc from 'fast-check'
import type { Polygon } from 'geojson'
import { beforeAll, describe, expect, it } from 'vitest'
import { checkCoverage, type Fault } from '../../geo/coverage.ts'
import { type Geos, loadGeos } from '../../geo/geos.ts'
import type { Area } from '../../geo/types.ts'
import { area, latAt, lonAt, planted, type Steps, soundDistrict, square, squareM2 } from './squares.ts'

let geos: Geos
beforeAll(async () => {
  geos = await loadGeos()
})

const check = (areas: readonly Area[], districtDissolved = false) => checkCoverage(geos, areas, { districtDissolved })
const facts = (faults: readonly Fault[]) =>
  faults.map(({ kind, code, other }) => [kind, code, other].filter((part) => part !== undefined).join(' '))
const only = (faults: readonly Fault[], kind: string) => faults.filter((fault) => fault.kind === kind)

describe('a coverage', () => {
  it('of exactly nested squares has no fault, in any order', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray(soundDistrict(), { minLength: 7 }), (areas) => {
        expect(check(areas)).toEqual([])
      }),
      { numRuns: 20 },
    )
  })

  it('names a bow-tie with the place where it crosses itself, and leaves it out of the other checks', () => {
    const [w, e, s, n] = [lonAt(0), lonAt(1), latAt(0), latAt(2)]
    const bow: Polygon = {
      type: 'Polygon',
      coordinates: [
        [
          [w, s],
          [e, n],
          [e, s],
          [w, n],
          [w, s],
        ],
      ],
    }
    const [fault, ...others] = check(planted({ C11: { geometry: bow } }))
    expect(fault).toMatchObject({ kind: 'invalid', level: 'community', code: 'C11' })
    expect(fault!.at[0]).toBeCloseTo(lonAt(0.5), 9)
    expect(fault!.at[1]).toBeCloseTo(latAt(1), 9)
    expect(fault!.words.zh).toContain('自相交')
    expect(fault!.words.en).toContain('Self-intersection')
    expect(facts(others)).toEqual(['gap S1'])
  })

  it('measures an overlap of two siblings once', () => {
    const faults = check(planted({ C11: { geometry: square([0, 0, 1.25, 2]) } }))
    expect(facts(faults)).toEqual(['overlap C11 C12'])
    expect(faults[0]!.areaM2 / squareM2([1, 0, 1.25, 2])).toBeCloseTo(1, 3)
    expect(booleanPointInPolygon([...faults[0]!.at], square([1, 0, 1.25, 2]))).toBe(true)
  })

  it('finds an area that lies wholly inside another, and two that are the same', () => {
    const inside = [...soundDistrict(), area('community', 'C13', 'S1', [0.25, 0.25, 0.75, 0.75])]
    expect(facts(check(inside))).toEqual(['overlap C11 C13'])
    const twice = [...soundDistrict(), area('community', 'C13', 'S1', [0, 0, 1, 2])]
    expect(facts(check(twice))).toEqual(['overlap C11 C13'])
  })

  it('measures a gap inside the parent at the level that leaves it open', () => {
    const faults = check(planted({ C22: { geometry: square([3, 0.5, 4, 2]) } }))
    expect(facts(faults)).toEqual(['gap S2'])
    expect(faults[0]).toMatchObject({ level: 'community' })
    expect(faults[0]!.areaM2 / squareM2([3, 0, 4, 0.5])).toBeCloseTo(1, 3)
    expect(booleanPointInPolygon([...faults[0]!.at], square([3, 0, 4, 0.5]))).toBe(true)
  })

  it('measures what a child has outside its parent', () => {
    const faults = check(planted({ C22: { geometry: square([3, 0, 4.5, 2]) } }))
    expect(facts(faults)).toEqual(['outside-parent C22 S2'])
    expect(faults[0]!.areaM2 / squareM2([4, 0, 4.5, 2])).toBeCloseTo(1, 3)
  })

  it('finds a child that belongs to the wrong parent', () => {
    const faults = check(planted({ C21: { parent: 'S1' } }))
    expect(facts(faults)).toEqual(['outside-parent C21 S1', 'gap S2'])
    expect(only(faults, 'outside-parent')[0]!.areaM2 / squareM2([2, 0, 3, 2])).toBeCloseTo(1, 3)
  })

  it('names children without parent, and a parent without children where its sibling has some', () => {
    expect(facts(check(planted({ C21: { parent: 'S9' }, C22: { parent: null } })))).toEqual([
      'no-parent C21 S9',
      'no-parent C22',
      'childless S2',
    ])
  })

  it('lets levels end earlier in one place than in another', () => {
    const grids = [area('grid', 'G1', 'C11', [0, 0, 1, 1]), area('grid', 'G2', 'C11', [0, 1, 1, 2])]
    const none = planted({ C12: null, C11: { geometry: square([0, 0, 2, 2]) } })
    expect(facts(check([...none, ...grids.map((grid) => ({ ...grid, geometry: wide(grid) }))]))).toEqual([])
  })

  it('takes a hole of the district for a gap only where its border was dissolved from its parts', () => {
    const [outer] = square([0, 0, 4, 2]).coordinates
    const hole: Steps = [1, 0.5, 2, 1.5]
    const district: Area = {
      ...soundDistrict()[0]!,
      geometry: { type: 'Polygon', coordinates: [outer!, [...square(hole).coordinates[0]!].reverse()] },
    }
    expect(facts(check([district]))).toEqual([])
    const faults = check([district], true)
    expect(facts(faults)).toEqual(['gap D'])
    expect(faults[0]!.areaM2).toBeCloseTo(turfArea(square(hole)), 3)
  })

  it('has one district', () => {
    const second = area('district', 'E', null, [4, 0, 5, 2])
    expect(facts(check([...soundDistrict(), second]))).toEqual(['second-district E'])
  })

  it('keeps what rounding leaves below the declared tolerance out of the list', () => {
    const sliver = planted({ C11: { geometry: square([0, 0, 1.000001, 2]) } })
    expect(squareM2([1, 0, 1.000001, 2])).toBeLessThan(1)
    expect(check(sliver)).toEqual([])
    const strict = { overlapM2: 1e-6, gapM2: 1e-6, outsideM2: 1e-6 }
    const found = checkCoverage(geos, sliver, { districtDissolved: false, tolerances: strict })
    expect(facts(found)).toEqual(['overlap C11 C12'])
  })

  it('answers overlaps of any two rectangles with their common area', () => {
    const side = fc.integer({ min: 0, max: 20 })
    const steps = fc.tuple(side, side, side, side).filter(([w, s, e, n]) => w < e && s < n)
    fc.assert(
      fc.property(steps, steps, (a, b) => {
        const common: Steps = [Math.max(a[0], b[0]), Math.max(a[1], b[1]), Math.min(a[2], b[2]), Math.min(a[3], b[3])]
        const expected = common[0] < common[2] && common[1] < common[3] ? squareM2(common) : 0
        const faults = only(check([area('street', 'A', null, a), area('street', 'B', null, b)]), 'overlap')
        expect(faults.length).toBe(expected > 0 ? 1 : 0)
        if (expected > 0) expect(faults[0]!.areaM2 / expected).toBeCloseTo(1, 2)
      }),
      { numRuns: 200 },
    )
  })
})

/** The grids of C11 widened to the whole of S1, whose only community it then is. */
function wide(grid: Area): Polygon {
  return grid.code === 'G1' ? square([0, 0, 2, 1]) : square([0, 1, 2, 2])
}
