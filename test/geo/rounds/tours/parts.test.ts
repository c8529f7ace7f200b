import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { Random } from '../../../../geo/random.ts'
import { loadMip, type MipSolver } from '../../../../geo/rounds/mip.ts'
import { anneal } from '../../../../geo/rounds/tours/anneal.ts'
import { annealPart } from '../../../../geo/rounds/tours/annealPart.ts'
import { divide } from '../../../../geo/rounds/tours/divide.ts'
import type { Field } from '../../../../geo/rounds/tours/field.ts'
import { partOf } from '../../../../geo/rounds/tours/part.ts'
import { pooled, RoutePool } from '../../../../geo/rounds/tours/pool.ts'
import { lengthOf, recombine } from '../../../../geo/rounds/tours/recombine.ts'
import { naive, optimum, world } from './worlds.ts'

const upTo = (steps: number) => (step: number) => step / steps
const sorted = (routes: readonly (readonly number[])[]) => routes.flat().sort((a, b) => a - b)
const length = (field: Field, routes: readonly number[][]) =>
  routes.reduce((sum, stops) => sum + naive(field, stops)!.length, 0)

const shapes = fc.record({
  stops: fc.integer({ min: 1, max: 60 }),
  seed: fc.integer({ min: 1, max: 1e6 }),
  timed: fc.boolean(),
  asymmetric: fc.boolean(),
  holes: fc.constantFrom(0, 0.1),
})

describe('a part of a field', () => {
  it('knows of its stops what the whole knows', () => {
    fc.assert(
      fc.property(shapes, (given) => {
        const whole = world(given)
        const chosen = Array.from({ length: given.stops }, (_, k) => k + 1).filter((stop) => stop % 3 !== 0)
        const { field, places } = partOf(whole, chosen)
        expect(Array.from(places)).toEqual([0, ...chosen])
        for (let a = 0; a < field.size; a++) {
          expect(field.demand[a]).toBe(whole.demand[places[a]!])
          expect(field.due[a]).toBe(whole.due[places[a]!])
          for (let b = 0; b < field.size; b++) {
            expect(field.legs.of(a, b)).toBe(whole.legs.of(places[a]!, places[b]!))
            expect(field.legs.back(a, b)).toBe(whole.legs.of(places[b]!, places[a]!))
          }
        }
        const neighbours = (of: Field, stop: number) =>
          Array.from(of.near.subarray(stop * of.nearCount, (stop + 1) * of.nearCount))
        for (let k = 1; k < field.size; k++) {
          const own = neighbours(field, k).filter((other) => other !== k)
          const kept = neighbours(whole, places[k]!).filter((other) => chosen.includes(other) && other !== places[k])
          expect(own.map((other) => places[other])).toEqual(kept)
        }
      }),
      { numRuns: 30, seed: 4 },
    )
  })

  it('is annealed to routes of the whole that are no longer than before', () => {
    fc.assert(
      fc.property(shapes, (given) => {
        const whole = world(given)
        const begun = anneal(whole, 1, () => 1)
        const groups = divide(whole, begun.routes, 3, new Random(given.seed))
        expect(sorted(groups.flat())).toEqual(sorted(begun.routes))
        const pool = new RoutePool(500)
        const found = groups.map((group, k) => annealPart(whole, group as number[][], k, upTo(256), { pool }))
        expect(sorted(found.flatMap(({ routes }) => routes))).toEqual(sorted(begun.routes))
        expect(sorted(found.flatMap(({ last }) => last))).toEqual(sorted(begun.routes))
        for (const [k, part] of found.entries()) {
          expect(part.length).toBe(length(whole, part.routes))
          expect(part.length).toBeLessThanOrEqual(length(whole, groups[k] as number[][]))
        }
        for (const route of pool.routes) expect(naive(whole, route.stops)!.length).toBe(route.length)
      }),
      { numRuns: 30, seed: 4 },
    )
  })

  it('is of neighbouring routes and about as large as the others', () => {
    const field = world({ stops: 400, seed: 5, timed: false, asymmetric: false, holes: 0 })
    const { routes } = anneal(field, 1, () => 1)
    const groups = divide(field, routes, 4, new Random(2))
    expect(groups).toHaveLength(4)
    for (const group of groups) expect(Math.abs(group.flat().length - 100)).toBeLessThan(30)
    const spread = (stops: readonly number[]) => {
      let sum = 0
      for (const a of stops) for (const b of stops) sum += field.legs.of(a, b)
      return sum / stops.length ** 2
    }
    const all = spread(routes.flat())
    const within = groups.reduce((sum, group) => sum + spread(group.flat()), 0) / groups.length
    expect(within).toBeLessThan(0.85 * all)
    expect(divide(field, routes, 4, new Random(2))).toEqual(groups)
  })
})

describe('a pool of routes', () => {
  it('keeps each set of stops once, in its shortest order, and forgets what it has not seen for longest', () => {
    const pool = new RoutePool(2)
    pool.add({ stops: [1, 2, 3], length: 9 })
    pool.add({ stops: [4], length: 1 })
    pool.add({ stops: [3, 1, 2], length: 7 })
    pool.add({ stops: [2, 1, 3], length: 8 })
    expect(pool.routes).toEqual([
      { stops: [4], length: 1 },
      { stops: [3, 1, 2], length: 7 },
    ])
    pool.add({ stops: [5], length: 2 })
    expect(pool.routes.map(({ stops }) => stops)).toEqual([[3, 1, 2], [5]])
  })
})

describe('recombination', () => {
  let solve: MipSolver
  beforeAll(async () => {
    solve = await loadMip()
  })

  it('finds the optimum where every route of it is in the pool, and keeps the incumbent where nothing is shorter', () => {
    for (let seed = 1, tried = 0; tried < 12; seed++) {
      const field = world({ stops: 6, seed, timed: seed % 2 === 0, asymmetric: true, holes: 0 })
      const alone = [1, 2, 3, 4, 5, 6].map((stop) => [stop])
      if (alone.some((stops) => naive(field, stops) === undefined)) continue
      tried++
      const pool = new RoutePool(64)
      const visit = (stops: number[]) => {
        if (stops.length > 0 && naive(field, stops) !== undefined) pool.add(pooled(field, stops))
        for (let next = 1; next <= 6; next++) if (!stops.includes(next)) visit([...stops, next])
      }
      visit([])
      const incumbent = alone.map((stops) => pooled(field, stops))
      const best = recombine(solve, pool.routes, incumbent, { seconds: 20 })
      expect(lengthOf(best)).toBe(optimum(field, 0))
      expect(sorted(best.map(({ stops }) => stops))).toEqual([1, 2, 3, 4, 5, 6])
      expect(recombine(solve, pool.routes, best, { seconds: 20, cap: best.length })).toBe(best)
      expect(recombine(solve, [], incumbent, { seconds: 20 })).toBe(incumbent)
    }
  })

  it('holds the cap of routes', () => {
    const incumbent = [
      { stops: [1, 2], length: 20 },
      { stops: [3], length: 3 },
    ]
    const pool = [1, 2, 3].map((stop) => ({ stops: [stop], length: 3 }))
    expect(recombine(solve, pool, incumbent, { seconds: 20 })).toHaveLength(3)
    expect(recombine(solve, pool, incumbent, { seconds: 20, cap: 2 })).toBe(incumbent)
  })
})
