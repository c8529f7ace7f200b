import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { checkCoverage } from '../../../geo/coverage.ts'
import { type Arrangement, areasMeeting, arrangementOf, childrenOf, withEdit } from '../../../geo/edit/arrangement.ts'
import { deleteVertex } from '../../../geo/edit/deleteVertex.ts'
import { draw } from '../../../geo/edit/draw.ts'
import { type Edit, type EditArea, isRefusal, type Outcome } from '../../../geo/edit/edit.ts'
import { insertVertex } from '../../../geo/edit/insertVertex.ts'
import { merge } from '../../../geo/edit/merge.ts'
import { moveChain } from '../../../geo/edit/moveChain.ts'
import { moveVertex } from '../../../geo/edit/moveVertex.ts'
import { remove } from '../../../geo/edit/remove.ts'
import { reparent } from '../../../geo/edit/reparent.ts'
import { reshape } from '../../../geo/edit/reshape.ts'
import { boxOfShape, ringsOf } from '../../../geo/edit/rings.ts'
import { split } from '../../../geo/edit/split.ts'
import { type Geos, loadGeos } from '../../../geo/geos.ts'
import { areaM2 } from '../../../geo/interior.ts'
import { seeded } from '../../../geo/random.ts'
import { LEVELS, type LonLat } from '../../../geo/types.ts'
import { smallAreas } from '../../smallDistrict.ts'
import { wovenLand } from './land.ts'

let geos: Geos
beforeAll(async () => {
  geos = await loadGeos()
})

/** Rounding of a crossing moves a border by far less than a square centimetre. */
const STRICT = { overlapM2: 1e-4, gapM2: 1e-4, outsideM2: 1e-4 }
/** Of bent areas the mean of the vertices may lie elsewhere, which is a warning about their form, no fault of the land. */
const faults = ({ areas }: Arrangement) =>
  checkCoverage(geos, [...areas.values()], { districtDissolved: true, tolerances: STRICT })
    .filter(({ severity }) => severity === 'error')
    .map(({ words }) => words.en)

const total = ({ areas }: Arrangement, level: string) =>
  [...areas.values()].filter((area) => area.level === level).reduce((sum, { geometry }) => sum + areaM2(geometry), 0)

const ACTIONS = ['vertex', 'bend', 'less', 'chain', 'split', 'merge', 'draw', 'reshape', 'reparent', 'remove'] as const
const LANDS: Record<string, (seed: number) => EditArea[]> = {
  woven: wovenLand,
  // Upper levels of this one lack the vertices of the lower: they meet in T-junctions.
  squares: () => smallAreas().map((area) => ({ ...area, source: {} })),
}

/** One action with everything about it drawn from a seed; many are refused, as many of a person's would be. */
function act(arrangement: Arrangement, what: (typeof ACTIONS)[number], seed: number): Outcome {
  const random = seeded(seed)
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)]!
  const all = [...arrangement.areas.values()]
  const area = pick(all)
  const ring = pick(ringsOf(area.geometry))
  const n = 1 + Math.floor(random() * (ring.length - 1))
  const [a, b] = [ring[n - 1]!, ring[n]!]
  const t = 0.2 + random() * 0.6
  const onEdge: LonLat = [a[0]! + (b[0]! - a[0]!) * t, a[1]! + (b[1]! - a[1]!) * t]
  const step = (): number => (random() - 0.5) * 0.003
  const [west, south, east, north] = boxOfShape(area.geometry)
  const within = (): LonLat => [west + (east - west) * random(), south + (north - south) * random()]
  const edge = (): LonLat => (random() < 0.5 ? [west - 0.001, within()[1]] : [within()[0], south - 0.001])
  const far = (): LonLat => (random() < 0.5 ? [east + 0.001, within()[1]] : [within()[0], north + 0.001])
  switch (what) {
    case 'vertex':
      return moveVertex(arrangement, { from: [a[0]!, a[1]!], to: [a[0]! + step(), a[1]! + step()] })
    case 'bend':
      return insertVertex(arrangement, { at: onEdge, to: [onEdge[0] + step(), onEdge[1] + step()] })
    case 'less':
      return deleteVertex(arrangement, { at: [a[0]!, a[1]!] })
    case 'chain':
      return moveChain(arrangement, { at: onEdge, by: [step() / 2, step() / 2], level: area.level })
    case 'split':
      return split(arrangement, { code: area.code, line: [edge(), within(), far()] })
    case 'merge':
    case 'remove': {
      const other = pick(childrenOf(arrangement, area.parent ?? ''))
      if (other === undefined) return { reasons: [] }
      return what === 'merge'
        ? merge(arrangement, { codes: [area.code, other.code] })
        : remove(arrangement, { code: area.code, into: other.code })
    }
    case 'draw': {
      const outline: LonLat[] = [within(), within(), within(), within()]
      return draw(arrangement, { outline, level: pick(LEVELS.slice(1)), name: `新区域 ${seed}`, take: true })
    }
    case 'reshape': {
      const end = ring[(n + 1) % (ring.length - 1)]!
      const middle: LonLat = [(a[0]! + end[0]!) / 2 + step(), (a[1]! + end[1]!) / 2 + step()]
      return reshape(arrangement, { code: area.code, line: [[a[0]!, a[1]!], middle, [end[0]!, end[1]!]] })
    }
    case 'reparent': {
      const near = areasMeeting(arrangement, [a[0]!, a[1]!, a[0]!, a[1]!])
      const above = near.filter((one) => LEVELS.indexOf(one.level) === LEVELS.indexOf(area.level) - 1)
      const parent = pick(above)
      return parent === undefined ? { reasons: [] } : reparent(arrangement, { code: area.code, parent: parent.code })
    }
  }
}

/** What puts back what an edit changed. */
const inverse = (before: Arrangement, { remove: gone, put }: Edit) => ({
  remove: put.map(({ code }) => code).filter((code) => !before.areas.has(code)),
  put: [...gone, ...put.map(({ code }) => code)].flatMap((code) => before.areas.get(code) ?? []),
})

const sorted = ({ areas }: Arrangement) =>
  JSON.stringify([...areas.values()].sort((a, b) => (a.code < b.code ? -1 : 1)))

const steps = fc.array(fc.tuple(fc.constantFrom(...ACTIONS), fc.integer()), { minLength: 1, maxLength: 8 })

describe.each(Object.entries(LANDS))('after any legal edits of %s land', (_, land) => {
  it('the coverage is a coverage, levels agree, nothing is lost, and undo gives back every bit', () => {
    const done = new Map<string, number>()
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1000 }), steps, (seed, plan) => {
        const first = arrangementOf(land(seed))
        let arrangement = first
        const trail: { before: Arrangement; edit: Edit }[] = []
        for (const [what, dice] of plan) {
          const outcome = act(arrangement, what, dice)
          if (isRefusal(outcome)) continue
          done.set(what, (done.get(what) ?? 0) + 1)
          trail.push({ before: arrangement, edit: outcome })
          arrangement = withEdit(arrangement, outcome)
        }
        expect(faults(arrangement)).toEqual([])
        const whole = total(arrangement, 'district')
        for (const level of LEVELS) expect(Math.abs(total(arrangement, level) - whole) / whole).toBeLessThan(1e-9)
        for (const { before, edit } of trail.reverse()) arrangement = withEdit(arrangement, inverse(before, edit))
        expect(sorted(arrangement)).toBe(sorted(first))
      }),
      { numRuns: 20 },
    )
    // A property that nothing ever reaches would hold as well.
    expect(done.size).toBeGreaterThan(ACTIONS.length / 2)
  })
})
