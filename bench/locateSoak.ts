import type { Position } from 'geojson'
import { type Atlas, buildAtlas } from '../geo/atlas.ts'
import { seeded } from '../geo/random.ts'
import type { Area } from '../geo/types.ts'
import { hardPoints } from '../test/geo/hardPoints.ts'
import { coverage } from './coverage.ts'
import { turfOver } from './turfOver.ts'

/** For so many points one more lies on, or within an ulp or 1e-12 of, what an index could err at. */
const HARD_SHARE = 0.12
const NO_POINTS = 1000
const AT_ONCE = 50_000

/**
 * Compares batch and single call with turf over every candidate box: on a sound coverage, and on one in which every
 * fifth area is pushed aside, so that areas overlap and leave gaps.
 * @throws Error naming the first points of which an answer differs
 */
export function soak(size: number, points: number): void {
  const { leaves } = coverage({ leaves: size, seed: 3 })
  check('sound', leaves, points)
  check('with gaps and overlaps', leaves.map(pushed), points)
}

function check(kind: string, leaves: readonly Area[], points: number): void {
  const atlas = buildAtlas(leaves.map((area) => ({ ...area, parent: null })))
  const oracle = turfOver(atlas.leaves)
  const random = seeded(leaves.length)
  const wrong: Position[] = []
  const compare = (some: Position[]) => {
    const all = atlas.findAll(Float64Array.from(some.flat()))
    some.forEach(([lon, lat], i) => {
      const right = oracle.first(lon!, lat!)
      if (all[i] !== right || atlas.find(lon!, lat!) !== right) wrong.push([lon!, lat!])
    })
  }
  const hard = Math.ceil(points * HARD_SHARE)
  // Every second of these is hard.
  compare(hardPoints(atlas.leaves, hard * 2, random))
  const [west, south, east, north] = oracle.box
  const anywhere = (): Position => [west + random() * (east - west), south + random() * (north - south)]
  let done = hard
  for (; done < points; done += AT_ONCE) compare(Array.from({ length: AT_ONCE }, anywhere))
  const refused = refusals(atlas, hardPoints(atlas.leaves, NO_POINTS, random))
  console.log(`${leaves.length} areas, ${kind}: ${wrong.length} wrong of ${done} random and ${hard} hard points`)
  console.log(`  ${refused} points that are none (NaN, Infinity) refused`)
  if (wrong.length > 0) throw new Error(`The first of them: ${wrong.slice(0, 5).join('; ')}`)
}

/**
 * Puts NaN and the infinities into one coordinate of every point, alone and in the midst of the others.
 * @throws Error where one is answered
 */
function refusals(atlas: Atlas, points: Position[]): number {
  let refused = 0
  for (const none of [NaN, Infinity, -Infinity]) {
    for (const [i, [lon, lat]] of points.entries()) {
      const [x, y] = i % 2 === 0 ? [none, lat!] : [lon!, none]
      const among = Float64Array.from([lon!, lat!, x, y, lon!, lat!])
      for (const ask of [() => atlas.find(x, y), () => atlas.locate([x, y], 15), () => atlas.findAll(among)]) {
        if (!isRefused(ask)) throw new Error(`${x}, ${y} is answered as if it were a point`)
      }
      refused++
    }
  }
  return refused
}

function isRefused(ask: () => unknown): boolean {
  try {
    ask()
    return false
  } catch (error) {
    return error instanceof RangeError
  }
}

/** Every fifth area pushed to the north-east by some metres. */
function pushed(area: Area, i: number): Area {
  if (i % 5 > 0) return area
  const push = (rings: Position[][]) => rings.map((ring) => ring.map(([x, y]): Position => [x! + 1.3e-4, y! + 0.9e-4]))
  const { geometry } = area
  return geometry.type === 'Polygon'
    ? { ...area, geometry: { ...geometry, coordinates: push(geometry.coordinates) } }
    : { ...area, geometry: { ...geometry, coordinates: geometry.coordinates.map(push) } }
}
