import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { loadGeos } from '../../../geo/geos.ts'
import { areaM2 } from '../../../geo/interior.ts'
import type { Layer } from '../../../geo/overlay/layer.ts'
import { overlay } from '../../../geo/overlay/overlay.ts'
import { type Steps, square } from '../squares.ts'
import { COMMUNITY, layerOf, shuffled } from './worlds.ts'

const geos = await loadGeos()
const whole = areaM2(COMMUNITY.geometry)
const area = (code: string, steps: Steps) => ({ code, name: code, geometry: square(steps) })
const look = (layers: Layer[], toleranceM = 2, smallest = { areaM2: 50, widthM: 2 }) =>
  overlay(geos, COMMUNITY, layers, { order: layers.map((_, n) => n), smallest, toleranceM })

describe('layers laid over each other', () => {
  it('agree with themselves wholly: one and one, no conflict', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 4 }),
        fc.integer({ min: 1, max: 4 }),
        fc.nat(9999),
        (columns, rows, seed) => {
          const one = layerOf(1, '城管', { columns, rows, shift: 0.3, seed })
          const { agreements, conflicts } = look([one, shuffled({ ...one, id: 2 }, seed)])
          const [only] = agreements
          expect(conflicts).toEqual([])
          expect(only!.agreedM2 / whole).toBeCloseTo(1, 9)
          expect(only!.pairs).toEqual({ same: one.areas.length, shifted: 0, split: 0, merged: 0, mixed: 0 })
          expect(only!.bordersA.withinM).toBeCloseTo(only!.bordersA.lengthM, 6)
        },
      ),
      { numRuns: 20 },
    )
  })

  it('tell an area that is divided from areas that are shifted', () => {
    const halves = layerOf(1, '城管', { columns: 2, rows: 1, shift: 0, seed: 1 })
    const quarters = layerOf(2, '公安', { columns: 2, rows: 2, shift: 0, seed: 1 })
    const { agreements, conflicts } = look([halves, quarters])
    expect(agreements[0]).toMatchObject({ pairs: { same: 0, split: 2, merged: 0 }, onlyAM2: 0, onlyBM2: 0 })
    expect(agreements[0]!.agreedM2 / whole).toBeCloseTo(0.5, 4)
    // Every border of the coarse layer is one of the fine layer; the other way round, the half across is new.
    const { bordersA, bordersB } = agreements[0]!
    expect(bordersA.withinM / bordersA.lengthM).toBeCloseTo(1, 6)
    expect(bordersB.withinM / bordersB.lengthM).toBeLessThan(0.6)
    expect(conflicts.map(({ kind }) => kind)).toEqual(['split', 'split'])
    expect(look([quarters, halves]).conflicts.map(({ kind }) => kind)).toEqual(['merged', 'merged'])

    const moved: Layer = { ...halves, id: 3, areas: [area('w', [0, 0, 2, 6]), area('e', [2, 0, 6, 6])] }
    const shifted = look([halves, moved])
    expect(shifted.agreements[0]!.pairs).toMatchObject({ same: 0, mixed: 1 })
    expect(shifted.conflicts[0]!.areaM2 / whole).toBeCloseTo(1 / 6, 6)
  })

  it('find what one leaves out and what one covers twice', () => {
    const holed: Layer = { id: 1, name: '社区', areas: [area('a', [0, 0, 4, 6]), area('b', [3, 0, 5, 6])] }
    const { conflicts } = look([holed])
    expect(conflicts.map(({ kind, areas, areaM2: m2 }) => [kind, areas, Math.round((m2 / whole) * 1e4) / 1e4])).toEqual(
      [
        ['uncovered', [[]], 0.1667],
        ['doubled', [[0, 1]], 0.1667],
      ],
    )
    for (const { geometry, at } of conflicts) {
      expect(areaM2(geometry) / whole).toBeCloseTo(1 / 6, 6)
      expect(at[0]).toBeGreaterThan(117.79)
    }
  })

  it('let slivers below the stated width vanish, and only those', () => {
    const halves = layerOf(1, '城管', { columns: 2, rows: 1, shift: 0, seed: 1 })
    const off: Layer = { id: 2, name: '公安', areas: [area('w', [0, 0, 3.01, 6]), area('e', [3.01, 0, 6, 6])] }
    const blurred = look([halves, off], 2, { areaM2: 0, widthM: 3 })
    expect(blurred.slivers).toBe(1)
    expect(blurred.agreements[0]!.agreedM2 / whole).toBeCloseTo(1, 9)
    const sharp = look([halves, off], 0.5, { areaM2: 0, widthM: 0.5 })
    expect(sharp.slivers).toBe(0)
    expect(sharp.agreements[0]!.bordersA.withinM).toBe(0)
    expect(look([halves, off], 2).agreements[0]!.bordersA.withinM).toBeGreaterThan(0)
  })

  it('covers the parent with its faces, however little the layers cover', () => {
    const { areaM2: size, conflicts } = look([{ id: 1, name: '空', areas: [] }])
    expect(size / whole).toBeCloseTo(1, 9)
    expect(conflicts.map(({ kind }) => kind)).toEqual(['uncovered'])
  })
})
