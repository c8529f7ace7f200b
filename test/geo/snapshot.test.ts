import { describe, expect, it } from 'vitest'
import { coverage } from '../../bench/coverage.ts'
import { type Atlas, atlasInSteps, atlasOf, buildAtlas, buildParts } from '../../geo/atlas.ts'
import { checksum } from '../../geo/checksum.ts'
import { boundingBox } from '../../geo/interior.ts'
import { levelBoxes } from '../../geo/levelBoxes.ts'
import { seeded } from '../../geo/random.ts'
import { openInSteps, openSnapshot, packSnapshot } from '../../geo/snapshot.ts'
import { frontOf, isSnapshotOf, type Portion, portionsOf } from '../../geo/snapshotProof.ts'
import { atOnce, STEP } from '../../geo/steps.ts'
import type { LonLat } from '../../geo/types.ts'
import { hardPoints } from './hardPoints.ts'
import { manySquares } from './manySquares.ts'

const { areas, leaves } = coverage({ leaves: 120, seed: 31, holeEvery: 6 })
const packed = packSnapshot(buildParts(areas), 'boundaries A')
const random = seeded(20270101)
const squares = manySquares(2 * STEP + 5)
/** Of several portions. */
const large = packSnapshot(buildParts(squares), 'squares')

const codes = (atlas: Atlas, of: string | null): string[] =>
  atlas.children(of).flatMap(({ code }) => [code, ...codes(atlas, code)])

describe('a snapshot', () => {
  it('gives the atlas that was packed: the same answers, tree, codes and geometries', () => {
    const [built, loaded] = [buildAtlas(areas), atlasOf(openSnapshot(packed))]
    for (const point of hardPoints(leaves, 3000, random) as unknown as LonLat[]) {
      expect(loaded.locate(point, 20)).toEqual(built.locate(point, 20))
    }
    expect(codes(loaded, null)).toEqual(codes(built, null))
    expect(loaded.leaves.map(({ code }) => code)).toEqual(built.leaves.map(({ code }) => code))
    for (const area of areas) expect({ ...loaded.area(area.code) }).toEqual(area)
    expect(loaded.size).toBe(areas.length)
  })

  it('is opened in steps of STEP areas, and is the same as opened at once', () => {
    const opening = openInSteps(large)
    let steps = 0
    let step = opening.next()
    for (; step.done !== true; step = opening.next()) steps++
    expect(steps).toBe(3)
    expect([...atlasInSteps(step.value)]).toHaveLength(2 * steps)
    const atlas = atOnce(atlasInSteps(step.value))
    expect(atlas.leaves.map(({ code, name }) => code + name)).toEqual(squares.map(({ code, name }) => code + name))
  })

  it('packs the same atlas into the same bytes', () => {
    expect(Buffer.from(packSnapshot(buildParts(areas), 'boundaries A')).equals(Buffer.from(packed))).toBe(true)
  })

  it('finds areas by box without unpacking a geometry', () => {
    const parts = openSnapshot(packed)
    const sealed = parts.areas.map(({ level, code, name, parent }) => ({
      ...{ level, code, name, parent },
      get geometry(): never {
        throw new Error(`the geometry of ${code} is unpacked`)
      },
    }))
    const boxes = levelBoxes(atlasOf({ ...parts, areas: sealed }))
    for (const { code, level, geometry } of areas) {
      expect(boxes.meeting(level, boundingBox(geometry)!).map((area) => area.code)).toContain(code)
    }
    expect(boxes.meeting('micro-grid', [0, 0, 1, 1])).toEqual([])
  })

  it('holds an edition without areas, and one whose areas have no edges', () => {
    for (const none of [[], [{ ...areas.at(-1)!, geometry: { type: 'Polygon' as const, coordinates: [] } }]]) {
      const snapshot = packSnapshot(buildParts(none), 'empty')
      expect(isSnapshotOf(snapshot, 'empty')).toBe(true)
      const atlas = atlasOf(openSnapshot(snapshot))
      expect(atlas.size).toBe(none.length)
      expect(atlas.locate([117, 26])).toEqual({ kind: 'unlocated', nearest: null })
    }
  })

  it('is known as that of its boundaries only', () => {
    expect(isSnapshotOf(packed, 'boundaries A')).toBe(true)
    expect(isSnapshotOf(packed, 'boundaries B')).toBe(false)
    expect(isSnapshotOf(packed, '')).toBe(false)
  })

  it('shows what is opened before the rest is there', () => {
    const early = large.slice(0)
    const portions = portionsOf(early)
    const { start } = portions[frontOf(early)]!
    expect(start).toBeLessThan(early.byteLength / 2)
    new Uint8Array(early, start).fill(0xa5)
    const atlas = atlasOf(openSnapshot(early))
    new Uint8Array(early, start).set(new Uint8Array(large, start))
    const built = buildAtlas(squares)
    for (let turn = 0; turn < 100; turn++) {
      const at: LonLat = [random() * 0.21, random() * 0.11]
      expect(atlas.locate(at, 50)).toEqual(built.locate(at, 50))
    }
    for (const square of squares.slice(0, 50)) expect({ ...atlas.area(square.code) }).toEqual(square)
  })

  it('is refused after a change of any byte', () => {
    const small = packSnapshot(buildParts(areas.slice(-4).map((area) => ({ ...area, parent: null }))), 'small')
    expect(isSnapshotOf(small, 'small')).toBe(true)
    const bytes = new Uint8Array(small)
    for (let at = 0; at < bytes.length; at++) {
      const good = bytes[at]!
      bytes[at]! ^= 1 << (at % 8)
      expect(isSnapshotOf(small, 'small')).toBe(false)
      bytes[at] = good
    }
    expect(isSnapshotOf(small, 'small')).toBe(true)
  })

  it('is refused after a change in any portion, at its ends or between, and where portions are exchanged', () => {
    const portions = portionsOf(large)
    expect(portions.length).toBeGreaterThan(2)
    expect(portions.at(-1)!.end).toBe(large.byteLength)
    const damaged = large.slice(0)
    const bytes = new Uint8Array(damaged)
    for (const { start, end } of portions) {
      for (const at of [start, end - 1, start + Math.floor(random() * (end - start))]) {
        bytes[at]! ^= 1 << Math.floor(random() * 8)
        expect(isSnapshotOf(damaged, 'squares')).toBe(false)
        bytes.set(new Uint8Array(large, at, 1), at)
      }
    }
    const [first, second] = portions as [Portion, Portion]
    bytes.set(new Uint8Array(large, second.start, second.end - second.start), first.start)
    bytes.set(new Uint8Array(large, first.start, first.end - first.start), second.start)
    expect(isSnapshotOf(damaged, 'squares')).toBe(false)
    for (const { start } of portions) expect(isSnapshotOf(large.slice(0, start), 'squares')).toBe(false)
  })

  it('is refused cut short, or of another version', () => {
    for (const length of [0, 8, 15, 16, 24, 32, packed.byteLength - 8, packed.byteLength - 1]) {
      expect(isSnapshotOf(packed.slice(0, length), 'boundaries A')).toBe(false)
    }
    for (const step of [-1, 1]) {
      const other = packed.slice(0)
      new Uint32Array(other)[1]! += step
      expect(isSnapshotOf(other, 'boundaries A')).toBe(false)
    }
    expect(isSnapshotOf(new ArrayBuffer(64), 'boundaries A')).toBe(false)
  })
})

describe('the checksum', () => {
  it('tells words that are moved, changed or left out', () => {
    const words = Uint32Array.from({ length: 101 }, () => Math.floor(random() * 2 ** 32))
    const sums = new Set([checksum(words), checksum(words.subarray(1)), checksum(words.subarray(0, 100))])
    for (let i = 1; i < words.length; i++) {
      const moved = words.slice()
      ;[moved[i - 1], moved[i]] = [words[i]!, words[i - 1]!]
      sums.add(checksum(moved))
    }
    expect(sums.size).toBe(103)
  })
})
