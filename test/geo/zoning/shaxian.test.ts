import { describe, expect, it } from 'vitest'
import { ZONES } from '../../../demo/duty/zones.ts'
import { land } from '../../../demo/land/land.ts'
import { areaM2, interiorPoint } from '../../../geo/interior.ts'
import { bordersOf } from '../../../geo/zoning/borders.ts'
import { figuresOf } from '../../../geo/zoning/figures.ts'
import { type PlacedStreet, problemOf, type ZoningAsked } from '../../../geo/zoning/problemOf.ts'
import { propose } from '../../../geo/zoning/propose.ts'

const areas = land(1).areas.filter(({ level }) => level === 'street')
const borders = bordersOf(areas.map(({ geometry }) => geometry))
const streets = areas.map(
  ({ code, name, geometry }, at): PlacedStreet => ({
    code,
    name,
    areaM2: areaM2(geometry),
    perimeterM: borders.perimeters[at]!,
    parts: 1,
    loads: { area: areaM2(geometry) },
    at: interiorPoint(geometry)!,
  }),
)
const zones = ZONES.map(({ code, name, nameEn, streets: of }) => ({ code, name, nameEn, streets: of, seat: null }))
const asked: ZoningAsked = {
  zones: 4,
  loads: [
    { load: 'area', weight: 2 },
    { load: 'travel', weight: 1 },
  ],
  minStreets: 2,
  maxStreets: 4,
  together: [],
  apart: [],
  locks: [{ street: '350405001', zone: 'zone-1' }],
  seats: [],
  bridges: [],
}
const { problem, unknown } = problemOf({ streets, borders: borders.shared, zones }, asked)

describe('the twelve streets of 沙县 (沙政〔2023〕76号 四)', () => {
  it('stand in four zones of 2, 3, 3 and 4 streets today', () => {
    expect(unknown).toEqual([])
    const today = figuresOf(
      problem,
      problem.today.map((label) => zones.findIndex(({ code }) => code === label)),
    )
    expect(today.zones.map(({ streets: of }) => of.length)).toEqual([2, 3, 3, 4])
    expect(today.score.moved).toBe(0)
  })

  it('are divided into four, proven, in three ways, each told what it trades', () => {
    const made = propose(problem, { seed: 1, slack: 25 })
    if ('refusal' in made) throw new Error(made.refusal[0]!.en)
    expect(made.proof.kind).toBe('exact')
    expect(made.alternatives.map(({ kind }) => kind)).toEqual(['balance', 'compact', 'changes'])
    const [balance, compact, changes] = made.alternatives
    expect(compact!.score.border).toBeLessThan(balance!.score.border)
    expect(changes!.score.moved).toBeLessThan(balance!.score.moved)
    expect(changes!.words.map(({ zh }) => zh).join('')).toMatch(/与首个方案相比：.*少调整 \d+ 个街道/)
    expect(balance!.figures.zones.find(({ label }) => label === 'zone-1')?.streets).toContain(
      streets.findIndex(({ code }) => code === '350405001'),
    )
  })
})
