import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Random } from '../../../../geo/random.ts'
import { NONE } from '../../../../geo/rounds/tours/field.ts'
import { pullBeside } from '../../../../geo/rounds/tours/pull.ts'
import { recreate } from '../../../../geo/rounds/tours/recreate.ts'
import { ruin } from '../../../../geo/rounds/tours/ruin.ts'
import { savings } from '../../../../geo/rounds/tours/savings.ts'
import { swapBeside } from '../../../../geo/rounds/tours/swap.ts'
import { exchangeTails } from '../../../../geo/rounds/tours/tails.ts'
import { Tours } from '../../../../geo/rounds/tours/tours.ts'
import { turnStretch } from '../../../../geo/rounds/tours/turn.ts'
import { naive, world } from './worlds.ts'

/** Compares all that the tours keep with what the routes themselves say. */
function verify(tours: Tours): void {
  const { field } = tours
  let length = 0
  let used = 0
  const seen = new Set<number>()
  for (let r = 0; r < tours.limit; r++) {
    const stops = tours.stops(r)
    if (stops.length === 0) {
      expect(tours.load[r]).toBe(0)
      continue
    }
    const plain = naive(field, stops)
    expect(plain).toBeDefined()
    expect([tours.count[r], tours.load[r]]).toEqual([stops.length, plain!.load])
    if (field.timed) {
      expect(stops.map((stop) => tours.early[stop])).toEqual(plain!.early)
      for (const [k, stop] of stops.entries()) {
        const after = stops[k + 1] ?? 0
        const must = tours.late[after]! - field.legs.of(stop, after) - field.service[stop]!
        expect(tours.late[stop]).toBe(Math.min(field.due[stop]!, must))
      }
    }
    expect(tours.prev[stops[0]!]).toBe(0)
    expect(tours.last[r]).toBe(stops.at(-1))
    expect(stops.map((stop) => tours.lead[stop])).toEqual(
      stops.map((stop, k) => field.legs.of(stops[k - 1] ?? 0, stop)),
    )
    expect(tours.home[r]).toBe(field.legs.back(0, stops.at(-1)!))
    for (const stop of stops) {
      expect(tours.route[stop]).toBe(r)
      expect(seen.has(stop)).toBe(false)
      seen.add(stop)
    }
    length += plain!.length
    used++
  }
  expect([tours.length, tours.used]).toEqual([length, used])
  for (let stop = 1; stop < field.size; stop++) if (!seen.has(stop)) expect(tours.route[stop]).toBe(NONE)
}

describe('tours', () => {
  it('equal a plain recomputation after any steps, each move shortens them where it says so, and are as before when a step is taken back', () => {
    const shortened = new Set<string>()
    const shape = fc.record({
      stops: fc.integer({ min: 2, max: 40 }),
      seed: fc.integer({ min: 1, max: 1e6 }),
      timed: fc.boolean(),
      asymmetric: fc.boolean(),
      holes: fc.constantFrom(0, 0.1),
    })
    fc.assert(
      fc.property(shape, (given) => {
        const field = world(given)
        const tours = new Tours(field, field.size)
        const random = new Random(given.seed)
        savings(tours)
        verify(tours)
        const out = new Int32Array(field.size)
        const moves = given.timed ? [exchangeTails, turnStretch] : [pullBeside, swapBeside, exchangeTails, turnStretch]
        for (let step = 0; step < 120; step++) {
          const before = tours.routes()
          tours.begin()
          const count = ruin(tours, 1 + random.below(field.size - 1), { mean: 6, longest: 8 }, random, out)
          const left = recreate(tours, out, count, 0, random)
          for (let k = left; k < count; k++) {
            for (const move of moves) {
              const { length } = tours
              const made = move(tours, out[k]!)
              expect(tours.length < length).toBe(made)
              if (made) shortened.add(move.name)
            }
          }
          if (tours.length >= 2 ** 26 || left > 0 || random.next() < 0.5) {
            tours.takeBack()
            expect(tours.routes()).toEqual(before)
          }
          if (step % 10 === 0 || step > 110) verify(tours)
        }
      }),
      { numRuns: 60, seed: 4 },
    )
    expect([...shortened].sort()).toEqual(['exchangeTails', 'pullBeside', 'swapBeside', 'turnStretch'])
  })
})
