import fc from 'fast-check'
import { seeded } from '../../../geo/random.ts'
import type { Constraints, LoadName, SharedBorder, ZoningProblem } from '../../../geo/zoning/zoning.ts'

/** A board of streets, `wide` a row, each 1 km square, of loads drawn from a seed. */
export function board(
  wide: number,
  high: number,
  over: Partial<Omit<ZoningProblem, 'constraints'>> & { seed?: number; constraints?: Partial<Constraints> } = {},
): ZoningProblem {
  const random = seeded(over.seed ?? 1)
  const count = wide * high
  const load = () => 1 + Math.floor(random() * 20)
  const borders: SharedBorder[] = []
  for (let at = 0; at < count; at++) {
    if ((at + 1) % wide !== 0) borders.push({ a: at, b: at + 1, metres: 1000 })
    if (at + wide < count) borders.push({ a: at, b: at + wide, metres: 1000 })
  }
  const far = (a: number, b: number) =>
    120 * (Math.abs((a % wide) - (b % wide)) + Math.abs(Math.floor(a / wide) - Math.floor(b / wide)))
  const { constraints, seed: _seed, ...rest } = over
  return {
    streets: Array.from({ length: count }, (_, at) => ({
      code: `S${String(at).padStart(2, '0')}`,
      name: `街道${at}`,
      areaM2: 1e6,
      perimeterM: 4000,
      parts: 1,
      loads: { area: 1e6, reports: load(), premises: load() },
    })),
    borders,
    zones: 2,
    chosen: [{ load: 'reports', weight: 1 }],
    seconds: Array.from({ length: count }, (_, a) => Array.from({ length: count }, (_, b) => far(a, b))),
    today: Array.from({ length: count }, () => null),
    ...rest,
    constraints: { minStreets: 1, maxStreets: count, together: [], apart: [], locks: [], seats: [], ...constraints },
  }
}

/** Boards of 2 to 8 streets with some borders missing or bridged, zones of today, and rules now and then. */
export const smallBoard = fc
  .record({
    shape: fc.constantFrom([2, 2], [3, 2], [4, 2], [3, 1], [5, 1], [2, 1]),
    seed: fc.nat(1000),
    zones: fc.integer({ min: 1, max: 4 }),
    gone: fc.array(fc.nat(20), { maxLength: 2 }),
    bridge: fc.option(fc.tuple(fc.nat(7), fc.nat(7))),
    loads: fc.subarray<LoadName>(['reports', 'premises', 'area', 'travel'], { minLength: 1 }),
    today: fc.array(fc.constantFrom('A', 'B', 'C', null), { minLength: 8, maxLength: 8 }),
    min: fc.integer({ min: 1, max: 2 }),
    together: fc.option(fc.tuple(fc.nat(7), fc.nat(7)), { freq: 4 }),
    apart: fc.option(fc.tuple(fc.nat(7), fc.nat(7)), { freq: 4 }),
    lock: fc.option(fc.tuple(fc.nat(7), fc.constantFrom('A', 'B', 'N')), { freq: 3 }),
    seat: fc.option(fc.tuple(fc.nat(7), fc.constantFrom('A', 'B')), { freq: 3 }),
  })
  .map((asked): ZoningProblem => {
    const [wide, high] = asked.shape as [number, number]
    const count = wide * high
    const made = board(wide, high, { seed: asked.seed })
    const pair = (of: readonly [number, number] | null) =>
      of === null || of[0] % count === of[1] % count ? [] : [[of[0] % count, of[1] % count] as const]
    const seats = asked.seat === null ? [] : [{ zone: asked.seat[1], street: asked.seat[0] % count }]
    return {
      ...made,
      zones: Math.min(asked.zones, count),
      borders: [
        ...made.borders.filter((_, n) => !asked.gone.includes(n)),
        ...pair(asked.bridge).map(([a, b]) => ({ a, b, metres: 0 })),
      ],
      chosen: asked.loads.map((load, n) => ({ load, weight: n + 1 })),
      today: asked.today.slice(0, count),
      constraints: {
        ...made.constraints,
        minStreets: asked.min,
        together: pair(asked.together),
        apart: pair(asked.apart),
        locks: asked.lock === null ? [] : [{ street: asked.lock[0] % count, zone: asked.lock[1] }],
        seats: seats.map((seat) => ({ ...seat, seconds: made.seconds[seat.street]!.map((time) => time + 7) })),
      },
    }
  })
