import { toOffset } from '../../geo/offset.ts'
import type { LonLat } from '../../geo/types.ts'
import type { DemoReport } from '../dataSet.ts'
import type { Random } from '../random.ts'

/** Most phones and apps here say WGS84; some send GCJ-02, a few BD-09: each under its true name. */
const SYSTEMS = ['wgs84', 'gcj02', 'bd09', 'cgcs2000'] as const
const SHARES = [0.9, 0.06, 0.02, 0.02]

/** The position a reporter's device gives for a true place: off by its accuracy, in the system it declares. */
export function position(truth: LonLat, accuracyM: number, rnd: Random): NonNullable<DemoReport['position']> {
  const off = accuracyM * 0.35
  const lon = truth[0] + (rnd.bell() * off) / 99_770
  const lat = truth[1] + (rnd.bell() * off) / 110_790
  const crs = SYSTEMS[rnd.weighted(SHARES)]!
  const [x, y] = crs === 'gcj02' || crs === 'bd09' ? toOffset(crs, [lon, lat]) : [lon, lat]
  return { crs, x: rounded(x), y: rounded(y), accuracyM }
}

/** Metres: mostly 3–50, sometimes a hundred and more. */
export function accuracy(rnd: Random): number {
  return rnd.chance(0.025) ? 100 + rnd.below(250) : 3 + Math.floor(rnd.next() ** 2 * 47)
}

function rounded(degrees: number): number {
  return Math.round(degrees * 1e7) / 1e7
}
