import exported from 'gcoord'
import type { LonLat } from './types.ts'

// gcoord declares an ES module's default beside a CommonJS build: the object itself is what Node and Vite import.
const gcoord = exported as unknown as typeof exported.default

const SYSTEMS = { gcj02: gcoord.GCJ02, bd09: gcoord.BD09 } as const

/** The encrypted systems of Chinese phones (GCJ-02) and of Baidu's maps (BD-09, a second offset on top). */
export type OffsetSystem = keyof typeof SYSTEMS

/** WGS84 into an offset system; outside China's box GCJ-02 is WGS84. */
export function toOffset(system: OffsetSystem, [lon, lat]: LonLat): LonLat {
  const [x, y] = gcoord.transform([lon, lat], gcoord.WGS84, SYSTEMS[system])
  return [x, y]
}

/** Below 0.1 mm. */
const CLOSE_DEGREES = 1e-9
const ROUNDS = 30

/**
 * An offset system into WGS84 by fixed-point iteration on the exact forward formula. `gcoord`'s own inverse stops at
 * 0.1 m, is not exact for BD-09, and never ends in the seam along the edge of China's box, where GCJ-02 jumps and some
 * coordinates stand for no place: null there.
 */
export function fromOffset(system: OffsetSystem, [x, y]: LonLat): LonLat | null {
  let [lon, lat] = [x, y]
  for (let round = 0; round < ROUNDS; round++) {
    const there = toOffset(system, [lon, lat])
    const [dx, dy] = [there[0] - x, there[1] - y]
    if (Math.abs(dx) < CLOSE_DEGREES && Math.abs(dy) < CLOSE_DEGREES) return [lon, lat]
    lon -= dx
    lat -= dy
  }
  return null
}
