import type { Position } from 'geojson'
import { beforeAll, describe, expect, it } from 'vitest'
import { type Arrangement, arrangementOf, childrenOf, descendantsOf, withEdit } from '../../../geo/edit/arrangement.ts'
import { deleteVertex } from '../../../geo/edit/deleteVertex.ts'
import { draw } from '../../../geo/edit/draw.ts'
import { type Edit, isRefusal, type Outcome } from '../../../geo/edit/edit.ts'
import { insertVertex } from '../../../geo/edit/insertVertex.ts'
import { merge } from '../../../geo/edit/merge.ts'
import { moveChain } from '../../../geo/edit/moveChain.ts'
import { moveVertex } from '../../../geo/edit/moveVertex.ts'
import { nextCode } from '../../../geo/edit/nextCode.ts'
import { recode } from '../../../geo/edit/recode.ts'
import { remove } from '../../../geo/edit/remove.ts'
import { rename } from '../../../geo/edit/rename.ts'
import { reparent } from '../../../geo/edit/reparent.ts'
import { reshape } from '../../../geo/edit/reshape.ts'
import { boxOfShape, ringsOf, type Shape, turning } from '../../../geo/edit/rings.ts'
import { snap } from '../../../geo/edit/snap.ts'
import { split } from '../../../geo/edit/split.ts'
import { type Geos, loadGeos } from '../../../geo/geos.ts'
import { areaM2 } from '../../../geo/interior.ts'
import type { LonLat } from '../../../geo/types.ts'
import { microGridAt, STREETS, smallAreas } from '../../smallDistrict.ts'
import { wovenArrangement } from './land.ts'

let geos: Geos
beforeAll(async () => {
  geos = await loadGeos()
})

const small = (): Arrangement => arrangementOf(smallAreas().map((area) => ({ ...area, source: {} })))
const done = (outcome: Outcome): Edit => {
  if (isRefusal(outcome)) throw new Error(outcome.reasons.map(({ words }) => words.en).join('; '))
  return outcome
}
const why = (outcome: Outcome) => (isRefusal(outcome) ? outcome.reasons.map(({ code }) => code) : 'done')
const applied = (arrangement: Arrangement, outcome: Outcome) => withEdit(arrangement, done(outcome))
const having = ({ areas }: Arrangement, [lon, lat]: LonLat) =>
  [...areas.values()]
    .filter(({ geometry }) =>
      ringsOf(geometry)
        .flat()
        .some((at: Position) => at[0] === lon && at[1] === lat),
    )
    .map(({ level }) => level)

/** In square degrees: metres on a sphere change when a straight edge gets a vertex. */
const plane = (shape: Shape) => Math.abs(ringsOf(shape).reduce((sum, ring) => sum + turning(ring), 0)) / 2

describe('moving a border', () => {
  it('moves the vertex of every area of every level, those whose border only ran through it too', () => {
    // On the meridian between street 1 and 2, halfway up: a corner of micro-grids, grids and communities; the streets
    // and the district have no vertex there.
    const corner: LonLat = [117.78, 26.4]
    expect(having(small(), corner)).not.toContain('street')
    const to: LonLat = [117.7812, 26.4007]
    const moved = applied(small(), moveVertex(small(), { from: corner, to }))
    expect(having(moved, corner)).toEqual([])
    expect(having(moved, to).sort()).toEqual([
      'community',
      'community',
      'community',
      'community',
      'grid',
      'grid',
      'grid',
      'grid',
      'micro-grid',
      'micro-grid',
      'micro-grid',
      'micro-grid',
      'street',
      'street',
    ])
  })

  it('is refused where borders would cross, with the place', () => {
    const outcome = moveVertex(small(), { from: [117.78, 26.4], to: [117.795, 26.4] })
    expect(why(outcome)).toContain('crosses')
    expect(isRefusal(outcome) && outcome.reasons[0]!.at).toBeTruthy()
  })

  it('adds and removes a vertex on both sides; where borders meet it stays', () => {
    const at: LonLat = [117.78, 26.385]
    const added = applied(small(), insertVertex(small(), { at }))
    expect(new Set(having(added, at))).toEqual(new Set(['street', 'community', 'grid', 'micro-grid']))
    expect(having(applied(added, deleteVertex(added, { at })), at)).toEqual([])
    expect(why(deleteVertex(small(), { at: [117.78, 26.4] }))).toEqual(['junction'])
    expect(why(insertVertex(small(), { at: [117.785, 26.385] }))).toEqual(['unknown-vertex'])
  })

  it('moves a chain between its junctions, which stay', () => {
    const land = wovenArrangement(3)
    const micro = [...land.areas.values()].find(({ level }) => level === 'micro-grid')!
    const ring = ringsOf(micro.geometry)[0]!
    const middle = ring[2]!
    const moved = applied(
      land,
      moveChain(land, { at: [middle[0]!, middle[1]!], by: [0.0002, 0.0001], level: 'micro-grid' }),
    )
    const next = ringsOf(moved.areas.get(micro.code)!.geometry)[0]!
    const shifted = ring.filter((at) => !next.some((other) => other[0] === at[0] && other[1] === at[1]))
    // Round the corner of the district: three vertices on either side of it, and the corner itself.
    expect(new Set(shifted.map(String)).size).toBe(7)
  })

  it('lets a border follow a drawn line, on both sides', () => {
    const code = microGridAt(0, 0)
    const line: LonLat[] = [
      [117.77, 26.382],
      [117.772, 26.385],
      [117.77, 26.388],
    ]
    const land = applied(small(), reshape(small(), { code, line }))
    expect(having(land, line[1]!).sort()).toEqual(['grid', 'grid', 'micro-grid', 'micro-grid'])
    expect(why(reshape(small(), { code, line: [line[0]!, [117.775, 26.385]] }))).toEqual(['line-ends-off-border'])
    expect(
      why(
        reshape(small(), {
          code: STREETS[0],
          line: [
            [117.78, 26.382],
            [117.782, 26.39],
            [117.78, 26.399],
          ],
        }),
      ),
    ).toEqual(['junction'])
  })
})

describe('splitting and merging', () => {
  const across: LonLat[] = [
    [117.755, 26.403],
    [117.785, 26.397],
  ]

  it('splits an area and all below it; every piece lies below a piece', () => {
    const land = applied(small(), split(small(), { code: STREETS[0], line: across }))
    const streets = [...land.areas.values()].filter(({ level }) => level === 'street')
    expect(streets).toHaveLength(4)
    const fresh = streets.find(({ source }) => source.from === STREETS[0])!
    expect(descendantsOf(land, fresh.code).length).toBeGreaterThan(0)
    expect(childrenOf(land, STREETS[0]).length).toBeGreaterThan(0)
  })

  it('makes a piece of every part a line cuts off, and says why where it cuts none', () => {
    const bay = applied(small(), merge(small(), { codes: [microGridAt(0, 0), microGridAt(0, 1)] }))
    const code = microGridAt(0, 0)
    expect(
      why(
        split(bay, {
          code,
          line: [
            [117.755, 26.385],
            [117.765, 26.385],
          ],
        }),
      ),
    ).toEqual(['line-does-not-cut'])
    expect(
      why(
        split(bay, {
          code,
          line: [
            [117.75, 26.385],
            [117.775, 26.385],
            [117.75, 26.386],
            [117.765, 26.38],
          ],
        }),
      ),
    ).toEqual(['line-crosses-itself'])
    const zigzag: LonLat[] = [
      [117.755, 26.383],
      [117.775, 26.386],
      [117.775, 26.392],
      [117.755, 26.395],
    ]
    const edit = done(split(bay, { code, line: zigzag }))
    expect(edit.put.filter(({ level }) => level === 'micro-grid')).toHaveLength(5)
    expect(edit.words.zh).toContain('3 块')
  })

  it('split, then merged, is the same region', () => {
    for (let seed = 1; seed <= 12; seed++) {
      const land = wovenArrangement(seed)
      const area = [...land.areas.values()].filter(({ level }) => level === 'community')[seed % 4]!
      const [west, south] = boxOfShape(area.geometry)
      const line: LonLat[] = [
        [west - 0.01, south + 0.004 + seed * 0.0004],
        [west + 0.04, south + 0.013 - seed * 0.0003],
      ]
      const edit = done(split(land, { code: area.code, line }))
      const cutLand = withEdit(land, edit)
      const pieces = edit.put.filter(
        ({ level, code, source }) => level === 'community' && (code === area.code || source.from === area.code),
      )
      const merged = applied(cutLand, merge(cutLand, { codes: pieces.map(({ code }) => code), keep: area.code }))
      const [then, now] = [area.geometry, merged.areas.get(area.code)!.geometry]
      expect(Math.abs(plane(now) / plane(then) - 1)).toBeLessThan(1e-9)
      const left = geos.scope((shapes) => {
        const [a, b] = [shapes.of(then), shapes.of(now)]
        return [...shapes.polygons(shapes.difference(a, b)), ...shapes.polygons(shapes.difference(b, a))]
      })
      // A square centimetre.
      expect(left.reduce((sum, coordinates) => sum + plane({ type: 'Polygon', coordinates }), 0)).toBeLessThan(1e-14)
    }
  })

  it('merges what touches along a line and has one parent; the children follow', () => {
    const [grid1, grid2] = [microGridAt(0, 0).slice(0, 15), microGridAt(1, 0).slice(0, 15)] as const
    const land = applied(small(), merge(small(), { codes: [grid1, grid2] }))
    expect(childrenOf(land, grid1)).toHaveLength(4)
    expect(land.areas.has(grid2)).toBe(false)
    expect(why(merge(small(), { codes: [grid1] }))).toEqual(['too-few-areas'])
    expect(why(merge(small(), { codes: [microGridAt(1, 0), microGridAt(2, 0)] }))).toEqual(['other-parents'])
    expect(why(merge(small(), { codes: [STREETS[0], STREETS[2]] }))).toEqual(['not-neighbours'])
    expect(why(merge(small(), { codes: [STREETS[0], grid1] }))).toEqual(['other-levels'])
    expect(why(merge(small(), { codes: [STREETS[0], 'nobody'] }))).toEqual(['unknown-area'])
  })
})

describe('drawing', () => {
  const outline: LonLat[] = [
    [117.7625, 26.3825],
    [117.7675, 26.3825],
    [117.7675, 26.3875],
    [117.7625, 26.3875],
  ]

  it('takes only free land', () => {
    const code = microGridAt(0, 0)
    expect(why(draw(small(), { outline, level: 'micro-grid', name: '新' }))).toEqual(['no-free-land'])
    const open = applied(small(), remove(small(), { code }))
    const wide: LonLat[] = [
      [117.75, 26.37],
      [117.775, 26.37],
      [117.775, 26.395],
      [117.75, 26.395],
    ]
    const edit = done(draw(open, { outline: wide, level: 'micro-grid', name: '新' }))
    const made = edit.put.find(({ name }) => name === '新')!
    const before = small().areas.get(code)!
    expect(areaM2(made.geometry)).toBeCloseTo(areaM2(before.geometry), 3)
    expect(made).toMatchObject({ parent: before.parent, level: 'micro-grid' })
  })

  it('takes from neighbours where asked, with what lies below them', () => {
    const edit = done(draw(small(), { outline, level: 'grid', name: '岛', take: true }))
    const land = withEdit(small(), edit)
    const made = edit.put.find(({ name }) => name === '岛')!
    expect(childrenOf(land, made.code)).toHaveLength(1)
    const loser = land.areas.get(microGridAt(0, 0))!
    expect(ringsOf(loser.geometry)).toHaveLength(2)
    expect(why(draw(small(), { outline: [...outline, outline[1]!], level: 'grid', name: '岛' }))).toEqual([
      'line-crosses-itself',
    ])
    expect(why(draw(small(), { outline, level: 'grid', name: '岛', code: STREETS[0] }))).toEqual(['code-taken'])
    expect(
      why(
        draw(small(), {
          outline: [
            [0, 0],
            [1, 0],
            [1, 1],
          ],
          level: 'grid',
          name: '岛',
        }),
      ),
    ).toEqual(['no-parent'])
    expect(why(draw(small(), { outline, level: 'district', name: '岛' }))).toEqual(['one-district'])
  })
})

describe('names, codes and parents', () => {
  it('renames and recodes; children follow the code', () => {
    expect(done(rename(small(), { code: STREETS[0], name: ' 新名 ' })).put[0]!.name).toBe('新名')
    const land = applied(small(), recode(small(), { code: STREETS[0], to: '350499009' }))
    expect(childrenOf(land, '350499009')).toHaveLength(2)
    expect(why(recode(small(), { code: STREETS[0], to: STREETS[1] }))).toEqual(['code-taken'])
    expect(why(rename(small(), { code: STREETS[0], name: ' ' }))).toEqual(['name-empty'])
    expect(why(rename(small(), { code: STREETS[0], name: '西街道' }))).toEqual(['no-change'])
  })

  it('hands an area to another parent with its land, up to the common one', () => {
    const code = microGridAt(1, 0)
    const to = microGridAt(2, 0).slice(0, 15)
    const land = applied(small(), reparent(small(), { code, parent: to }))
    const street = (arrangement: Arrangement, at: number) => areaM2(arrangement.areas.get(STREETS[at]!)!.geometry)
    const given = areaM2(small().areas.get(code)!.geometry)
    expect(street(land, 1) - street(small(), 1)).toBeCloseTo(given, 3)
    expect(street(small(), 0) - street(land, 0)).toBeCloseTo(given, 3)
    expect(why(reparent(small(), { code: microGridAt(0, 0), parent: to }))).toEqual(['not-neighbours'])
    expect(why(reparent(small(), { code, parent: STREETS[1] }))).toEqual(['other-levels'])
  })

  it('counts a sibling up for a new code', () => {
    expect(nextCode('350499001001001 01'.replace(' ', ''), '350499001001001', new Set())).toBe('35049900100100102')
    expect(nextCode('G9', null, new Set(['G1']))).toBe('G2')
    expect(nextCode('甲', null, new Set(['甲-2']))).toBe('甲-3')
  })

  it('snaps to a vertex before an edge, within reach only', () => {
    const options = { reach: 0.0005, squeeze: 0.9 }
    expect(snap(small(), [117.7802, 26.4002], options)).toEqual({ kind: 'vertex', at: [117.78, 26.4] })
    expect(snap(small(), [117.7802, 26.4052], options)).toMatchObject({ kind: 'edge', at: [117.78, 26.4052] })
    expect(snap(small(), [117.785, 26.405], options)).toBeNull()
  })
})
