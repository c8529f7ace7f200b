import type { Position } from 'geojson'
import { beforeAll, expect, it } from 'vitest'
import { type Geos, loadGeos } from '../../../geo/geos.ts'
import { tally } from '../../../geo/repair/tally.ts'
import type { Area } from '../../../geo/types.ts'

let geos: Geos
beforeAll(async () => {
  geos = await loadGeos()
})

const METRE = 1 / 111_195

/** A square of ten kilometres, its eastern side bulging by some metres, with a hole of some width in its middle. */
function square({ bulgeM = 0, holeM = 0 }): Area {
  const side = 10_000 * METRE
  const at = (x: number, y: number): Position => [x, y]
  const shell = [at(0, 0), at(side, 0), at(side + bulgeM * METRE, side / 2), at(side, side), at(0, side), at(0, 0)]
  const [low, high] = [side / 2, side / 2 + holeM * METRE]
  const hole = [at(low, low), at(low, high), at(high, high), at(high, low), at(low, low)]
  const coordinates = holeM === 0 ? [shell] : [shell, hole]
  return { level: 'district', code: 'D', name: 'D', parent: null, geometry: { type: 'Polygon', coordinates } }
}

it('tells how far borders moved: a vertex by its way, a hole that was filled by its width', () => {
  const whole = square({})
  expect(tally(geos, [whole], [whole])).toMatchObject({ put: [], displacementM: 0, movedM2: 0 })
  expect(tally(geos, [whole], [square({ bulgeM: 7 })]).displacementM).toBeCloseTo(7, 1)
  for (const [was, is] of [
    [square({ holeM: 30 }), whole],
    [whole, square({ holeM: 30 })],
  ] as const) {
    const { displacementM, movedM2 } = tally(geos, [was], [is])
    expect(displacementM).toBeCloseTo(30, 0)
    expect(movedM2 / 900).toBeCloseTo(1, 1)
  }
})
