import { describe, expect, it } from 'vitest'
import { coverage } from '../../bench/coverage.ts'
import { buildParts } from '../../geo/atlas.ts'
import { leavesAround } from '../../geo/cellsAround.ts'
import { pieceDistance2, scaleAt } from '../../geo/distance.ts'
import { firstCovering, type Near, within } from '../../geo/locate.ts'
import { seeded } from '../../geo/random.ts'
import type { Area, LonLat } from '../../geo/types.ts'
import { hardPoints } from './hardPoints.ts'

const random = seeded(20270214)

const box = (code: string, west: number, south: number, side: number): Area => ({
  level: 'micro-grid',
  code,
  name: code,
  parent: null,
  geometry: {
    type: 'Polygon',
    coordinates: [
      [
        [west, south],
        [west + side, south],
        [west + side, south + side],
        [west, south + side],
        [west, south],
      ],
    ],
  },
})

const COVERAGES: Record<string, readonly Area[]> = {
  'holes, lakes, enclaves and exclaves': coverage({ leaves: 120, seed: 17, holeEvery: 4 }).leaves,
  'few edges an area': coverage({ leaves: 200, seed: 18, halvings: 0 }).leaves,
  'overlaps everywhere': Array.from({ length: 60 }, (_, i) =>
    box(`${100 + i}`, 117.4 + 0.02 * random(), 26.1 + 0.02 * random(), 0.001 + 0.004 * random()),
  ),
  'a small area hidden under a large one': [
    box('1', 117.4, 26.1, 0.02),
    box('2', 117.4052, 26.1052, 0.0003),
    box('3', 117.42, 26.1, 0.01),
  ],
  'an area that stands twice': [box('1', 117.4, 26.1, 0.01), box('2', 117.4, 26.1, 0.01), box('3', 117.41, 26.1, 0.01)],
}

describe('the areas within the accuracy', () => {
  it.each(Object.entries(COVERAGES))('are those that a look at every area finds: %s', (_, areas) => {
    const { index, cells } = buildParts(areas.map((area) => ({ ...area, parent: null })))
    const { pieces } = index
    const truth = ([lon, lat]: LonLat, metres: number, except: number): Near[] => {
      const best = new Map<number, number>()
      for (let piece = 0; piece < pieces.count; piece++) {
        const distance = Math.sqrt(pieceDistance2(pieces, piece, lon, lat, scaleAt(lat), Infinity))
        const owner = pieces.owner[piece]!
        if (owner !== except && distance <= metres) best.set(owner, Math.min(distance, best.get(owner) ?? Infinity))
      }
      return [...best]
        .map(([owner, distanceM]) => ({ index: owner, distanceM }))
        .sort((a, b) => a.distanceM - b.distanceM || a.index - b.index)
    }
    let byCells = 0
    for (const point of hardPoints(areas, 1500, random) as unknown as LonLat[]) {
      const metres = [0.001, 5, 15, 30, 100, 1000][Math.floor(random() * 6)]!
      const except = firstCovering(index, point[0], point[1])
      expect(within(index, cells, point, metres, except)).toEqual(truth(point, metres, except))
      if (leavesAround(cells!, [point[0], point[1], point[0], point[1]], [])) byCells++
    }
    expect(byCells).toBeGreaterThan(0)
  })

  it('are asked of the cells, not of the tree of boxes, in a sound coverage', () => {
    const { index, cells } = buildParts(
      COVERAGES['holes, lakes, enclaves and exclaves']!.map((a) => ({ ...a, parent: null })),
    )
    expect(cells!.hides.every((hides) => hides === 0)).toBe(true)
    expect(
      within({ ...index, boxes: { search: () => [] } as never }, cells, [117.41, 26.11], 100, -1).length,
    ).toBeGreaterThan(0)
  })
})
