import { describe, expect, it } from 'vitest'
import { anneal } from '../../../../geo/rounds/tours/anneal.ts'
import { type Field, makeField, NEVER } from '../../../../geo/rounds/tours/field.ts'
import { fleetFirst } from '../../../../geo/rounds/tours/fleet.ts'
import { Legs } from '../../../../geo/rounds/tours/legs.ts'
import { naive, optimum, world } from './worlds.ts'

const upTo = (steps: number) => (step: number) => step / steps

/** Stops alone in their route where they cannot be served: what any engine must leave out. */
const hopeless = (field: Field) =>
  Array.from({ length: field.size - 1 }, (_, k) => k + 1).filter((stop) => naive(field, [stop]) === undefined)

function length(field: Field, routes: number[][]): number {
  const plain = routes.map((stops) => naive(field, stops))
  expect(plain.filter((route) => route === undefined)).toEqual([])
  return plain.reduce((sum, route) => sum + route!.length, 0)
}

describe('the search', () => {
  it('keeps every rule and serves every stop that can be served exactly once', () => {
    for (let seed = 1; seed <= 24; seed++) {
      const field = world({
        stops: 60,
        seed,
        timed: seed % 2 === 0,
        asymmetric: seed % 3 === 0,
        holes: (seed % 4) / 20,
      })
      for (const solve of [anneal, fleetFirst]) {
        const found = solve(field, seed, upTo(640))
        expect(length(field, found.routes)).toBe(found.length)
        const served = found.routes.flat().sort((a, b) => a - b)
        const missing = hopeless(field)
        expect(served).toEqual(Array.from({ length: 60 }, (_, k) => k + 1).filter((stop) => !missing.includes(stop)))
      }
    }
  })

  it('finds the optimum of small worlds by length, and by routes before length', () => {
    let tried = 0
    for (let seed = 1; tried < 24; seed++) {
      const holes = (seed % 4) / 10
      const field = world({ stops: 6, seed, timed: seed % 2 === 0, asymmetric: seed % 3 === 0, holes })
      if (hopeless(field).length > 0) continue
      tried++
      expect(anneal(field, seed, upTo(1280)).length).toBe(optimum(field, 0))
      const few = fleetFirst(field, seed, upTo(2560))
      expect(few.routes.length * 1e6 + few.length).toBe(optimum(field, 1e6))
    }
  })

  it('opens as many routes as it likes where they are free, and few where they cost', () => {
    const size = 9
    const whole = (of: number) => new Int32Array(size).fill(of)
    const matrix = Int32Array.from({ length: size * size }, (_, k) => (k % size === 0 || k < size ? 0 : 10))
    const field = makeField({
      size,
      legs: Legs.matrix(size, matrix),
      demand: whole(1),
      capacity: 100,
      ready: whole(0),
      due: whole(NEVER),
      service: whole(0),
    })
    expect(anneal(field, 1, upTo(640)).routes).toHaveLength(8)
    expect(anneal(field, 1, upTo(640), { opening: 1000 }).routes).toHaveLength(1)
  })

  it('answers the same bytes for the same seed, and goes on from given routes', () => {
    const field = world({ stops: 80, seed: 3, timed: true, asymmetric: false, holes: 0 })
    const one = anneal(field, 7, upTo(1280))
    expect(anneal(field, 7, upTo(1280))).toEqual(one)
    expect(anneal(field, 8, upTo(1280)).routes).not.toEqual(one.routes)
    const on = anneal(field, 7, upTo(1280), { start: one.routes, cap: one.routes.length })
    expect(on.length).toBeLessThanOrEqual(one.length)
    expect(fleetFirst(field, 7, upTo(1280))).toEqual(fleetFirst(field, 7, upTo(1280)))
  })

  it('answers nothing for nothing, and at once when it is cancelled', () => {
    expect(anneal(world({ stops: 0, seed: 1, timed: false, asymmetric: false, holes: 0 }), 1, upTo(64)).routes).toEqual(
      [],
    )
    const field = world({ stops: 30, seed: 3, timed: false, asymmetric: false, holes: 0 })
    const told: number[] = []
    const found = anneal(field, 1, (step, best) => {
      told.push(best)
      return step >= 192 ? 1 : 0
    })
    expect(found.steps).toBe(192)
    expect(told).toHaveLength(4)
    expect(found.length).toBeLessThanOrEqual(told.at(-1)!)
  })
})

describe('legs', () => {
  it('are the same from points as from the matrix of them, and refuse what is none', () => {
    const x = Float64Array.from({ length: 2600 }, (_, k) => (k * 7919) % 1000)
    const y = Float64Array.from({ length: 2600 }, (_, k) => (k * 104729) % 997)
    const many = Legs.straight(x, y, 10, 'down')
    const few = Legs.straight(x.subarray(0, 50), y.subarray(0, 50), 10, 'down')
    expect([many.points === null, few.points === null]).toEqual([false, true])
    for (let k = 0; k < 50; k++) expect(many.of(3, k)).toBe(few.of(3, k))
    expect(few.of(1, 2)).toBe(Math.floor(10 * Math.hypot(x[1]! - x[2]!, y[1]! - y[2]!)))
    expect(() => Legs.matrix(2, new Int32Array(3))).toThrow('2²')
    expect(() => Legs.matrix(1, Int32Array.of(2 ** 27))).toThrow(String(2 ** 27))
  })
})
