import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import type { DiffKind, EditionDiff } from '../../../geo/diff/types.ts'
import { editionDiff } from '../../../geo/editionDiff.ts'
import { type Geos, loadGeos } from '../../../geo/geos.ts'
import { areaM2 } from '../../../geo/interior.ts'
import type { Area } from '../../../geo/types.ts'
import { fromWkb } from '../../../geo/wkb.ts'
import { area, planted, type Steps, soundDistrict, square, squareM2 } from '../squares.ts'

let geos: Geos
beforeAll(async () => {
  geos = await loadGeos()
})
const diff = (before: readonly Area[], after: readonly Area[]) => editionDiff(geos, before, after)
const told = ({ diffs }: EditionDiff) =>
  diffs.map(({ level, kind, before, after }) =>
    [level, kind, before.map(({ code }) => code).join('+'), after.map(({ code }) => code).join('+')].join(' '),
  )

describe('two editions', () => {
  it('that are the same, vertex by vertex or only as land, differ in nothing', () => {
    expect(diff(soundDistrict(), soundDistrict())).toMatchObject({ diffs: [], exchanges: [] })
    const turned = soundDistrict().map((one) => {
      const [a, b, c, d] = (one.geometry as { coordinates: number[][][] }).coordinates[0]!
      return { ...one, geometry: { type: 'Polygon' as const, coordinates: [[c!, d!, a!, b!, c!]] } }
    })
    const found = diff(soundDistrict(), turned)
    expect(found).toMatchObject({ diffs: [], exchanges: [] })
    expect(found.counts.community).toMatchObject({ unchanged: 4, moved: 0 })
  })

  it('are told apart by their land: a border that moved, with what went where', () => {
    const found = diff(
      soundDistrict(),
      planted({ C11: { geometry: square([0, 0, 1.2, 2]) }, C12: { geometry: square([1.2, 0, 2, 2]) } }),
    )
    expect(told(found)).toEqual(['community moved C11 C11', 'community moved C12 C12'])
    const strip = squareM2([1, 0, 1.2, 2])
    const [west, east] = found.diffs
    expect(west).toMatchObject({ gained: [{ code: 'C12' }], lost: [], renamed: false })
    expect(west!.gained[0]!.areaM2 / strip).toBeCloseTo(1, 5)
    expect(east).toMatchObject({ gained: [], lost: [{ code: 'C11' }] })
    expect(found.exchanges).toMatchObject([{ level: 'community', from: 'C12', to: 'C11' }])
    expect(areaM2(fromWkb(found.exchanges[0]!.wkb)) / strip).toBeCloseTo(1, 5)
  })

  it('name what was split, merged, recut, renamed, numbered anew, given to another parent, new and gone', () => {
    const split = planted({ C22: { geometry: square([3, 0, 4, 1]) } })
    split.push(area('community', 'C23', 'S2', [3, 1, 4, 2]))
    expect(told(diff(soundDistrict(), split))).toEqual(['community split C22 C22+C23'])
    expect(told(diff(split, soundDistrict()))).toEqual(['community merged C22+C23 C22'])

    const recut = planted({ C11: { geometry: square([0, 0, 2, 1]) }, C12: { geometry: square([0, 1, 2, 2]) } })
    expect(told(diff(soundDistrict(), recut))).toEqual(['community recut C11+C12 C11+C12'])

    const named = planted({ S1: { name: '新街道' }, C12: { code: 'N99' } })
    expect(told(diff(soundDistrict(), named))).toEqual(['street renamed S1 S1', 'community renamed C12 N99'])

    const given = diff(soundDistrict(), planted({ C12: { parent: 'S2' } }))
    expect(told(given)).toEqual(['community reparented C12 C12'])
    expect(given.diffs[0]).toMatchObject({ renamed: false, reparented: true })

    const numbered = planted({ S1: { code: 'T1' }, C11: { parent: 'T1' }, C12: { parent: 'T1' } })
    expect(told(diff(soundDistrict(), numbered))).toEqual(['street renamed S1 T1'])

    const grown = [...soundDistrict(), area('community', 'C31', 'S2', [4, 0, 5, 2])]
    expect(told(diff(soundDistrict(), grown))).toEqual(['community new  C31'])
    const shrunk = diff(grown, soundDistrict())
    expect(told(shrunk)).toEqual(['community gone C31 '])
    expect(shrunk.exchanges).toMatchObject([{ from: 'C31', to: null }])
  })

  it('call a recut of three by three what it is, though no two areas share most of their land', () => {
    const thirds = (prefix: string, at: (n: number) => Steps) =>
      [0, 1, 2].map((n) => area('community', `${prefix}${n}`, 'S', at(n)))
    const found = diff(
      thirds('V', (n) => [n, 0, n + 1, 3]),
      thirds('H', (n) => [0, n, 3, n + 1]),
    )
    expect(told(found)).toEqual(['community recut V0+V1+V2 H0+H1+H2'])
  })

  it('take rounding of coordinates for no change, and an invalid polygon for the land it holds', () => {
    const shaken = planted({ C11: { geometry: square([0, 0, 1.000001, 2]) } })
    expect(diff(soundDistrict(), shaken).diffs).toEqual([])
    const [w, s, e, n] = [117.79, 26.39, 117.791, 26.392]
    const bow = {
      type: 'Polygon' as const,
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
    expect(told(diff(soundDistrict(), planted({ C11: { geometry: bow } })))).toEqual(['community moved C11 C11'])
  })
})

/** A coverage of a 6 × 6 square: columns cut at some steps, each column cut at some steps. */
const coverage = fc
  .array(fc.tuple(fc.integer({ min: 1, max: 6 }), fc.uniqueArray(fc.integer({ min: 1, max: 5 }), { maxLength: 3 })), {
    minLength: 1,
    maxLength: 4,
  })
  .map((columns): Area[] => {
    const total = columns.reduce((sum, [width]) => sum + width, 0)
    let west = 0
    return columns.flatMap(([width, cuts], column) => {
      const from = (west * 6) / total
      west += width
      const to = (west * 6) / total
      const rows = [0, ...cuts.toSorted((a, b) => a - b), 6]
      return rows.slice(1).map((north, row) => area('grid', `G${column}-${row}`, 'C', [from, rows[row]!, to, north]))
    })
  })

const OPPOSITE: Partial<Record<DiffKind, DiffKind>> = { split: 'merged', merged: 'split', new: 'gone', gone: 'new' }

describe('any two coverages of the same land', () => {
  it('differ in nothing from themselves', () => {
    fc.assert(
      fc.property(coverage, (one) => {
        expect(diff(one, one)).toMatchObject({ diffs: [], exchanges: [] })
      }),
      { numRuns: 20 },
    )
  })

  it('differ the other way round in the inverse', () => {
    fc.assert(
      fc.property(coverage, coverage, (one, other) => {
        const forth = diff(one, other)
        const back = diff(other, one)
        const inverse = back.diffs.map(({ kind, before, after }) => [
          OPPOSITE[kind] ?? kind,
          after.map(({ code }) => code),
          before.map(({ code }) => code),
        ])
        const sorted = (rows: unknown[]) => rows.map((row) => JSON.stringify(row)).sort()
        expect(
          sorted(
            forth.diffs.map(({ kind, before, after }) => [
              kind,
              before.map(({ code }) => code),
              after.map(({ code }) => code),
            ]),
          ),
        ).toEqual(sorted(inverse))
        const land = (result: EditionDiff) => result.exchanges.reduce((sum, { areaM2: size }) => sum + size, 0)
        expect(land(forth)).toBeCloseTo(land(back), 0)
      }),
      { numRuns: 30 },
    )
  })

  it('account for every square metre and every area', () => {
    fc.assert(
      fc.property(coverage, coverage, (one, other) => {
        const { diffs, counts } = diff(one, other)
        for (const { before, after, gained, lost } of diffs) {
          const size = (areas: { areaM2: number }[]) => areas.reduce((sum, { areaM2: m2 }) => sum + m2, 0)
          // what it has is what it had, less what it lost, and what it gained
          expect(Math.abs(size(after) - (size(before) - size(lost) + size(gained)))).toBeLessThan(
            size(after) * 1e-5 + 2,
          )
        }
        const groups = Object.values(counts.grid!).reduce((sum, n) => sum + n, 0)
        expect(diffs.length + counts.grid!.unchanged).toBe(groups)
        const seen = diffs.flatMap(({ before }) => before.map(({ code }) => code))
        expect(new Set(seen).size).toBe(seen.length)
        expect(seen.length + counts.grid!.unchanged).toBe(one.length)
      }),
      { numRuns: 30 },
    )
  })
})
