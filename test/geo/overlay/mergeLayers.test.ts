import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { asGeometry } from '../../../geo/dissolve.ts'
import { loadGeos } from '../../../geo/geos.ts'
import { areaM2 } from '../../../geo/interior.ts'
import { inCodeOrder, type Layer } from '../../../geo/overlay/layer.ts'
import { type MergedGrid, mergeLayers } from '../../../geo/overlay/mergeLayers.ts'
import { movedOf } from '../../../geo/overlay/moved.ts'
import type { MergeRules } from '../../../geo/overlay/rules.ts'
import { square } from '../squares.ts'
import { COMMUNITY, layerOf, NO_POINTS, shuffled } from './worlds.ts'

const geos = await loadGeos()
const PLAIN: MergeRules = { order: [0, 1, 2], smallest: { areaM2: 50, widthM: 2 }, band: null, uncovered: 'neighbour' }
const whole = areaM2(COMMUNITY.geometry)

const grain = fc.record({
  columns: fc.integer({ min: 1, max: 4 }),
  rows: fc.integer({ min: 1, max: 4 }),
  shift: fc.constantFrom(0, 0.002, 0.05, 0.4),
  seed: fc.integer({ min: 0, max: 1_000_000 }),
  missing: fc.option(fc.integer({ min: 2, max: 5 }), { nil: undefined }),
})
const layers = fc
  .array(grain, { minLength: 1, maxLength: 3 })
  .map((grains): Layer[] => grains.map((one, n) => layerOf(n + 1, `图层${n + 1}`, one)))
const rules = fc.record({
  smallest: fc.record({ areaM2: fc.constantFrom(0, 50, 5_000), widthM: fc.constantFrom(0, 2, 20) }),
  band: fc.constantFrom(null, { measure: 'area' as const, min: 20_000, max: 90_000 }),
  uncovered: fc.constantFrom('neighbour' as const, 'own' as const),
})
const orderOf = (count: number) => Array.from({ length: count }, (_, n) => count - 1 - n)

function merged(given: Layer[], asked: Omit<MergeRules, 'order'>): MergedGrid {
  return mergeLayers(geos, COMMUNITY, given, { ...asked, order: orderOf(given.length) }, NO_POINTS)
}

describe('merged layers', () => {
  it('fill their parent exactly, without overlap', () => {
    fc.assert(
      fc.property(layers, rules, (given, asked) => {
        const { areas } = merged(given, asked)
        expect(Math.abs(areas.reduce((sum, one) => sum + areaM2(one.geometry), 0) / whole - 1)).toBeLessThan(1e-6)
        geos.scope((shapes) => {
          const parts = areas.map(({ geometry }) => shapes.of(geometry))
          expect(parts.map((part) => shapes.invalidity(part))).toEqual(parts.map(() => null))
          expect(shapes.mismatched(areas.map(({ geometry }) => geometry))).toEqual(parts.map(() => false))
          const together = shapes.union(parts)
          const missed = shapes.polygons(shapes.difference(shapes.of(COMMUNITY.geometry), together))
          expect(areaM2(asGeometry(missed))).toBeLessThan(whole * 1e-6)
        })
      }),
      { numRuns: 60 },
    )
  })

  it('have a lineage whose shares make the whole, by giving and within every layer', () => {
    fc.assert(
      fc.property(layers, rules, (given, asked) => {
        const { areas, lineage } = merged(given, asked)
        areas.forEach((one, n) => {
          const rows = lineage.filter((row) => row.merged === n)
          expect(rows.reduce((sum, row) => sum + row.givenM2, 0) / one.areaM2).toBeCloseTo(1, 9)
          for (const layer of given.keys()) {
            const full = given[layer]!.areas.reduce((sum, { geometry }) => sum + areaM2(geometry), 0) > whole * 0.999
            const held = rows.filter((row) => row.layer === layer).reduce((sum, row) => sum + row.heldM2, 0)
            expect(held).toBeLessThanOrEqual(one.areaM2 * (1 + 1e-9))
            if (full) expect(held / one.areaM2).toBeCloseTo(1, 6)
          }
        })
      }),
      { numRuns: 40 },
    )
  })

  it('account for every source area: what went somewhere is what lies in the parent', () => {
    fc.assert(
      fc.property(layers, rules, (given, asked) => {
        const ordered = inCodeOrder(given)
        const accounts = movedOf(ordered, [merged(given, asked)])
        expect(accounts).toHaveLength(ordered.reduce((sum, layer) => sum + layer.areas.length, 0))
        for (const { layer, area, went } of accounts) {
          const { geometry } = ordered[layer]!.areas[area]!
          const inside = geos.scope((shapes) =>
            areaM2(
              asGeometry(shapes.polygons(shapes.intersection(shapes.of(geometry), shapes.of(COMMUNITY.geometry)))),
            ),
          )
          expect(went.reduce((sum, { m2 }) => sum + m2, 0) / inside).toBeCloseTo(1, 6)
        }
      }),
      { numRuns: 30 },
    )
  })

  it('are the same in whatever order features come', () => {
    fc.assert(
      fc.property(layers, rules, fc.integer({ min: 0, max: 999 }), (given, asked, seed) => {
        const other = given.map((layer, n) => shuffled(layer, seed + n))
        expect(merged(other, asked)).toEqual(merged(given, asked))
      }),
      { numRuns: 25 },
    )
  })

  it('of identical layers are those layers, bit for bit in size', () => {
    const one = layerOf(1, '城管', { columns: 3, rows: 2, shift: 0.3, seed: 5 })
    const { areas, lineage } = mergeLayers(
      geos,
      COMMUNITY,
      [one, { ...one, id: 2 }],
      { ...PLAIN, order: [0, 1] },
      NO_POINTS,
    )
    expect(areas.map(({ name }) => name).sort()).toEqual(one.areas.map(({ name }) => name).sort())
    for (const area of areas) {
      const source = one.areas.find(({ name }) => name === area.name)!
      expect(area.areaM2 / areaM2(source.geometry)).toBeCloseTo(1, 12)
    }
    expect(lineage.filter(({ givenM2 }) => givenM2 > 0)).toHaveLength(one.areas.length)
  })
})

describe('the rules', () => {
  const halves: Layer = layerOf(1, '城管', { columns: 2, rows: 1, shift: 0, seed: 1 })
  const quarters: Layer = layerOf(2, '公安', { columns: 2, rows: 2, shift: 0, seed: 1 })

  it('let the border of the layer of more authority win', () => {
    const shifted: Layer = {
      ...halves,
      id: 2,
      name: '公安',
      areas: [
        { code: 'w', name: '西警务区', geometry: square([0, 0, 2, 6]) },
        { code: 'e', name: '东警务区', geometry: square([2, 0, 6, 6]) },
      ],
    }
    const first = mergeLayers(geos, COMMUNITY, [halves, shifted], { ...PLAIN, order: [0, 1] }, NO_POINTS)
    const second = mergeLayers(geos, COMMUNITY, [halves, shifted], { ...PLAIN, order: [1, 0] }, NO_POINTS)
    expect(first.areas.map(({ areaM2: m2 }) => m2 / whole)).toEqual([
      expect.closeTo(1 / 2, 6),
      expect.closeTo(1 / 2, 6),
    ])
    expect(second.areas.map(({ areaM2: m2 }) => m2 / whole)).toEqual([
      expect.closeTo(1 / 3, 6),
      expect.closeTo(2 / 3, 6),
    ])
    const west = first.lineage.filter(({ merged: n }) => n === 0)
    expect(west.map(({ layer, heldM2, givenM2 }) => [layer, heldM2 > 0, givenM2 > 0])).toEqual([
      [0, true, true],
      [1, true, false],
      [1, true, false],
    ])
  })

  it('take from the next layer what the first leaves out, and say so in the lineage', () => {
    const half: Layer = { ...halves, areas: halves.areas.slice(0, 1) }
    const { areas, lineage } = mergeLayers(geos, COMMUNITY, [half, quarters], { ...PLAIN, order: [0, 1] }, NO_POINTS)
    expect(areas.map(({ name }) => name).sort()).toEqual(['公安 2 号', '公安 4 号', '城管 1 号'])
    expect(
      lineage
        .filter(({ givenM2 }) => givenM2 > 0)
        .map(({ layer }) => layer)
        .sort(),
    ).toEqual([0, 1, 1])
  })

  it('divide what is above the band along the next layer, and leave the rest', () => {
    const band = { measure: 'area' as const, min: 0, max: whole * 0.3 }
    const { areas } = mergeLayers(geos, COMMUNITY, [halves, quarters], { ...PLAIN, order: [0, 1], band }, NO_POINTS)
    expect(areas).toHaveLength(4)
    expect(areas[0]!.because[0]).toMatchObject({ rule: 'split', layer: 0 + 1, measure: 'area' })
    const alone = mergeLayers(geos, COMMUNITY, [halves], { ...PLAIN, order: [0], band }, NO_POINTS)
    expect(alone.areas.map(({ because }) => because.at(-1)!.rule)).toEqual(['above-band', 'above-band'])
  })

  it('join what is below the band over the border of least authority', () => {
    const band = { measure: 'area' as const, min: whole * 0.4, max: whole * 0.6 }
    const { areas } = mergeLayers(geos, COMMUNITY, [halves, quarters], { ...PLAIN, order: [1, 0], band }, NO_POINTS)
    expect(areas).toHaveLength(2)
    expect(areas.flatMap(({ because }) => because.map(({ rule }) => rule))).toContain('joined')
  })

  it('give a strip narrower than stated to the neighbour of the same source', () => {
    const strip: Layer = {
      id: 2,
      name: '社区',
      areas: [
        { code: 'a', name: '甲', geometry: square([0, 0, 3.01, 6]) },
        { code: 'b', name: '乙', geometry: square([3.01, 0, 6, 6]) },
      ],
    }
    const band = { measure: 'area' as const, min: 0, max: whole * 0.4 }
    const asked = { ...PLAIN, order: [0, 1], band, smallest: { areaM2: 0, widthM: 5 } }
    const { areas } = mergeLayers(geos, COMMUNITY, [halves, strip], asked, NO_POINTS)
    expect(areas.map(({ areaM2: m2 }) => m2 / whole)).toEqual([expect.closeTo(1 / 2, 6), expect.closeTo(1 / 2, 6)])
  })

  it('count premises and reports where they stand and residents by share of area', () => {
    const peopled = layerOf(3, '社区', { columns: 1, rows: 1, shift: 0, seed: 1, residents: 1_000 })
    const points = { premises: [[117.7905, 26.3905] as const], reports: [[117.7955, 26.3905] as const] }
    const { areas } = mergeLayers(geos, COMMUNITY, [halves, peopled], { ...PLAIN, order: [0, 1] }, points)
    expect(areas.map(({ loads }) => loads)).toEqual([
      { residents: expect.closeTo(500, 3), premises: 1, reports: 0 },
      { residents: expect.closeTo(500, 3), premises: 0, reports: 1 },
    ])
  })
})
