import type { FeatureCollection, Polygon } from 'geojson'
import { describe, expect, it } from 'vitest'
import { graphOf } from '../../../analytics/stats/graph.ts'
import { distanceBand, nearest, queen } from '../../../analytics/stats/weights.ts'
import { oracle } from '../../oracle/oracle.ts'

type Shapes = FeatureCollection<Polygon>

describe('neighbour graphs', () => {
  it.each(['columbus', 'nc_sids'])('queen contiguity of %s is that of spdep', (name) => {
    const shapes = oracle<Shapes>(`${name}.geojson`).features.map(({ geometry }) => geometry)
    const { neighbours_queen } = oracle<{ neighbours_queen: number[][] }>(name)
    expect(queen(shapes)).toEqual(graphOf(neighbours_queen))
  })

  it('an area without a shape is an island', () => {
    const shapes = oracle<Shapes>('columbus.geojson').features.map(({ geometry }) => geometry)
    expect(queen([null, ...shapes]).offsets.subarray(0, 2)).toEqual(new Uint32Array([0, 0]))
  })

  it('of equally near points the earlier come first, and no point is its own neighbour', () => {
    const x = Float64Array.from([0, 1, -1, 0, 0, 0])
    const y = Float64Array.from([0, 0, 0, 1, -1, 0])
    expect([...nearest(x, y, 3).neighbours.subarray(0, 3)]).toEqual([1, 2, 5])
    expect(nearest(x, y, 99).neighbours.length).toBe(30)
    expect([...distanceBand(x, y, 1).neighbours.subarray(0, 5)]).toEqual([1, 2, 3, 4, 5])
    expect(nearest(new Float64Array(0), new Float64Array(0), 3).n).toBe(0)
  })

  it('a bad list is refused by name', () => {
    expect(() => graphOf([[1], [2]])).toThrow('area 1 has a bad neighbour 2')
    expect(() => graphOf([[1, 1], []])).toThrow('area 0 has a bad neighbour 1')
    expect(() => graphOf([[1], []], [[Number.NaN], []])).toThrow('area 0 has a bad weight')
  })
})
