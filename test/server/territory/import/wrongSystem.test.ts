import { describe, expect, it } from 'vitest'
import { PointSample } from '../../../../geo/pointSample.ts'
import type { Box } from '../../../../geo/types.ts'
import type { ImportProblem } from '../../../../server/territory/import/problem.ts'
import { wrongSystem } from '../../../../server/territory/import/wrongSystem.ts'

const box: Box = [117.6, 26.2, 117.95, 26.6]
const seen = (points: readonly [number, number][]) => {
  const sample = new PointSample()
  sample.addAll(points)
  return { box, points: sample.points(), features: 2, astray: 1 }
}
const corners: [number, number][] = [
  [117.6, 26.2],
  [117.95, 26.2],
  [117.95, 26.6],
  [117.6, 26.6],
]
const unfit: { total: number; problems: ImportProblem[] } = { total: 1, problems: [] }

describe('where half of the features lie astray', () => {
  it('the system they were read in is not proposed again: it is the features', () => {
    expect(wrongSystem(unfit, { crs: 'wgs84', swapped: false }, seen(corners))).toBe(unfit)
  })

  it('the right one is, the other way round too', () => {
    const told = wrongSystem(unfit, { crs: 'wgs84', swapped: true }, seen(corners))
    expect(told.problems[0]).toMatchObject({
      kind: 'wrong-system',
      reason: { en: expect.stringMatching(/more likely wgs84$/) },
    })
  })

  it('none is that puts only a few of them inside', () => {
    const far: [number, number][] = Array.from({ length: 12 }, (_, n) => [20 + n, 10 + n])
    const told = wrongSystem(unfit, { crs: 'EPSG:4549', swapped: false }, seen([[117.7, 26.3], ...far]))
    expect(told.problems[0]!.reason.en).toContain('is it the right file?')
  })
})
