import { describe, expect, it } from 'vitest'
import { checkRoutes } from '../../../geo/rounds/checker.ts'
import { readSolomon } from '../../../geo/rounds/instances/solomon.ts'
import { solomon } from './instances/small.ts'

const instance = readSolomon(solomon)
const good = [[1, 3], [2]]

describe('the checker', () => {
  it('finds nothing in a solution that keeps every rule, and its cost by each convention', () => {
    expect(checkRoutes(instance, good, 'exact', { cost: 40, tolerance: 0 })).toEqual({ cost: 40, violations: [] })
    const askew = { ...instance, x: [0, 1, 0, 6], y: [0, 1, 10, 8], times: null }
    expect(checkRoutes(askew, [[1]], 'exact').cost).toBeCloseTo(2 * Math.SQRT2, 12)
    expect(checkRoutes(askew, [[1]], 'dimacs').cost).toBeCloseTo(2.8, 12)
    expect(checkRoutes(askew, [[1]], 'integer').cost).toBe(2)
  })

  it.each([
    ['a stop left out', [[1, 3]], [{ kind: 'missed', stop: 2 }]],
    ['a stop twice', [[1, 3], [2], [2]], [{ kind: 'twice', stop: 2, route: 2 }]],
    [
      'a stop that is none',
      [
        [1, 3],
        [2, 9],
      ],
      [{ kind: 'no-such-stop', stop: 9, route: 1 }],
    ],
    ['the depot within a route', [[1, 0, 3], [2]], [{ kind: 'no-such-stop', stop: 0, route: 0 }]],
    [
      'half a stop',
      [
        [1, 3],
        [2, 1.5],
      ],
      [{ kind: 'no-such-stop', stop: 1.5, route: 1 }],
    ],
    ['a route without stops', [[1, 3], [2], []], [{ kind: 'empty-route', route: 2 }]],
    ['too heavy a route', [[1, 3, 2]], [{ kind: 'load', route: 0, load: 21, capacity: 20 }]],
    [
      'too many vehicles',
      [[1], [2], [3], []],
      [
        { kind: 'empty-route', route: 3 },
        { kind: 'vehicles', routes: 4, vehicles: 3 },
      ],
    ],
  ])('finds %s', (_, routes, violations) => {
    expect(checkRoutes(instance, routes, 'exact').violations).toEqual(violations)
  })

  it('finds who comes late, waiting and service counted, and who is back late', () => {
    const early = { ...instance, times: { ...instance.times!, due: [200, 40, 100, 19.5] } }
    expect(checkRoutes(early, good, 'exact').violations).toEqual([
      { kind: 'late', route: 0, stop: 3, arrival: 20, due: 19.5 },
    ])
    const short = { ...instance, times: { ...instance.times!, due: [34, 40, 100, 100] } }
    expect(checkRoutes(short, good, 'exact').violations).toEqual([
      { kind: 'late', route: 0, stop: 0, arrival: 35, due: 34 },
    ])
  })

  it('finds a cost that is not the real one', () => {
    const claim = { cost: 39, tolerance: 0.5 }
    expect(checkRoutes(instance, good, 'exact', claim).violations).toEqual([{ kind: 'cost', claimed: 39, real: 40 }])
  })
})
