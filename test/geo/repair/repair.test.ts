import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { buildAtlas } from '../../../geo/atlas.ts'
import { tilingOf } from '../../../geo/check/tiling.ts'
import { checkCoverage, TOLERANCES } from '../../../geo/coverage.ts'
import { covers } from '../../../geo/covers.ts'
import { type Geos, loadGeos } from '../../../geo/geos.ts'
import { ringsOf } from '../../../geo/overlay/fabric.ts'
import { seeded } from '../../../geo/random.ts'
import { repair } from '../../../geo/repair/repair.ts'
import { acceptByRule, NO_RULE, type Rule, ruleFacts } from '../../../geo/repair/rule.ts'
import { tally } from '../../../geo/repair/tally.ts'
import type { Area, LonLat } from '../../../geo/types.ts'
import { type Damage, doubled, jittered, lost, slivered, swapped, thinned } from '../damages.ts'
import { bentDistrict } from '../meshes.ts'

let geos: Geos
beforeAll(async () => {
  geos = await loadGeos()
})

const JITTER_M = 0.4
const EVERYTHING: Rule = {
  ...NO_RULE,
  gapsM2: Infinity,
  overlapsM2: Infinity,
  outsideM2: Infinity,
  makeValid: true,
  reparent: true,
}
const check = (areas: readonly Area[]) => checkCoverage(geos, areas, { districtDissolved: false })

/** By rule until the rule has nothing more to do. */
function mended(areas: readonly Area[], rule: Rule): Area[] {
  let now = [...areas]
  for (let round = 0; round < 4; round++) {
    const faults = check(now)
    const next = repair(geos, now, acceptByRule(faults, rule), ruleFacts(rule, TOLERANCES.gapM2))
    const { put, removed } = tally(geos, now, next)
    if (put.length + removed.length === 0) return now
    now = next
  }
  throw new Error('the repair comes to no end')
}

const DAMAGES: Record<string, Damage> = { slivered, doubled, thinned, lost, swapped, jittered: jittered(JITTER_M) }

function pointsOn(areas: readonly Area[], random: () => number): LonLat[] {
  const vertices = areas.flatMap(({ geometry }) => ringsOf(geometry).flat()).slice(0, 60)
  const anywhere = Array.from({ length: 60 }, (): LonLat => [117.7 + random() * 0.02, 26.4 + random() * 0.02])
  return [...anywhere, ...vertices.map((at): LonLat => [at[0]!, at[1]!])]
}

describe('a broken coverage', () => {
  it.each(Object.keys(DAMAGES))('that is %s comes out exact, loses no point, and needs no second repair', (name) => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e6 }), (seed) => {
        const random = seeded(seed)
        const sound = bentDistrict(geos, 4, 4, seed)
        const broken = DAMAGES[name]!(geos, sound, random)
        const after = mended(broken, { ...EVERYTHING, snapM: name === 'jittered' ? JITTER_M * 1.5 : 0 })
        expect(check(after).map(({ words }) => words.en)).toEqual([])
        expect(tilingOf(geos, after)).toMatchObject({ exact: true })
        const atlas = buildAtlas(after)
        const leaves = broken.filter(({ level }) => level === 'grid')
        for (const point of pointsOn(broken, random)) {
          const was = leaves.some(({ geometry }) => covers(geometry, point))
          const place = atlas.locate(point)
          if (was) expect(place.kind).toBe('located')
          if (place.kind !== 'located') continue
          for (const code of Object.values(place.path)) expect(covers(atlas.area(code)!.geometry, point)).toBe(true)
        }
      }),
      { numRuns: 2 },
    )
  })
})
