import { describe, expect, it } from 'vitest'
import { coverage } from '../../bench/coverage.ts'
import { type Atlas, atlasInSteps, atlasOf, buildAtlas, buildParts } from '../../geo/atlas.ts'
import { checksum } from '../../geo/checksum.ts'
import { boundingBox } from '../../geo/interior.ts'
import { levelBoxes } from '../../geo/levelBoxes.ts'
import { seeded } from '../../geo/random.ts'
import { isSnapshotOf, openInSteps, openSnapshot, packSnapshot } from '../../geo/snapshot.ts'
import { atOnce, STEP } from '../../geo/steps.ts'
import type { Area, LonLat } from '../../geo/types.ts'
import { hardPoints } from './hardPoints.ts'

const { areas, leaves } = coverage({ leaves: 120, seed: 31, holeEvery: 6 })
const packed = packSnapshot(buildParts(areas), 'boundaries A')
const random = seeded(20270101)

const codes = (atlas: Atlas, of: string | null): string[] =>
  atlas.children(of).flatMap(({ code }) => [code, ...codes(atlas, code)])

/** One of many squares beside each other. */
function square(i: number): Area {
  const [x, y] = [(i % 200) / 1000, Math.floor(i / 200) / 1000]
  const [east, north] = [x + 0.001, y + 0.001]
  const ring = [
    [x, y],
    [east, y],
    [east, north],
    [x, north],
    [x, y],
  ]
  const geometry = { type: 'Polygon' as const, coordinates: [ring] }
  return { level: 'grid', code: `g${String(i).padStart(6, '0')}`, name: `第${i}格`, parent: null, geometry }
}

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
    const squares = Array.from({ length: 2 * STEP + 5 }, (_, i) => square(i))
    const snapshot = packSnapshot(buildParts(squares), 'squares')
    const opening = openInSteps(snapshot)
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

  it('is refused after any change of a bit, cut short, or of another version', () => {
    for (let turn = 0; turn < 200; turn++) {
      const damaged = packed.slice(0)
      const at = Math.floor(random() * damaged.byteLength)
      new Uint8Array(damaged)[at]! ^= 1 << Math.floor(random() * 8)
      expect(isSnapshotOf(damaged, 'boundaries A')).toBe(false)
    }
    for (const length of [0, 8, 15, 16, 24, packed.byteLength - 8, packed.byteLength - 1]) {
      expect(isSnapshotOf(packed.slice(0, length), 'boundaries A')).toBe(false)
    }
    const later = packed.slice(0)
    new Uint32Array(later)[1]!++
    expect(isSnapshotOf(later, 'boundaries A')).toBe(false)
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
