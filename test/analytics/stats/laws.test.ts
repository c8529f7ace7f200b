import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { generalG } from '../../../analytics/stats/generalG.ts'
import { gi, giStar } from '../../../analytics/stats/getisOrd.ts'
import { rowStandardised, withSelf } from '../../../analytics/stats/graph.ts'
import { localMoran } from '../../../analytics/stats/localMoran.ts'
import { moran } from '../../../analytics/stats/moran.ts'
import { nullable } from '../../../analytics/stats/reasons.ts'
import { expectWithin } from '../../oracle/oracle.ts'
import { district, linked } from './districts.ts'
import { type Figures, METHODS, type Method, type Town, town } from './towns.ts'

const BAR = 1e-9
const RUNS = { numRuns: 60 }
type Figure = number | string | null

/** The same words and reasons, and figures within the bar of one another. */
function expectAlike(
  got: Record<string, readonly Figure[]>,
  wanted: Record<string, readonly Figure[]>,
  bar = BAR,
): void {
  expect(Object.keys(got)).toEqual(Object.keys(wanted))
  for (const [name, column] of Object.entries(wanted)) {
    const wrong = column.flatMap((figure, i) =>
      alike(got[name]![i]!, figure, bar) ? [] : [[name, i, got[name]![i], figure]],
    )
    expect(wrong).toEqual([])
  }
}

function alike(a: Figure, b: Figure, bar: number): boolean {
  if (typeof a !== 'number' || typeof b !== 'number') return a === b
  return Math.abs(a - b) <= bar * Math.max(1, Math.abs(a), Math.abs(b))
}

function expectSame(got: Figures, wanted: Figures, bar = BAR): void {
  expectAlike(got.areas ?? {}, wanted.areas ?? {}, bar)
  expectAlike(asColumns(got.whole), asColumns(wanted.whole), bar)
}

const asColumns = (whole: Figures['whole'] = {}) =>
  Object.fromEntries(Object.entries(whole).map(([name, figure]) => [name, [figure ?? null]]))

/** Area i of the town becomes area `to(i)`. */
function moved(from: Town, to: (i: number) => number): Town {
  const areas = [...from.areas]
  from.areas.forEach((area, i) => {
    areas[to(i)] = area
  })
  return { ...from, areas, links: from.links.map(([a, b]) => [to(a), to(b)] as const) }
}

function inUnits(from: Town, what: Method['blindTo'][number], unit: number): Town {
  if (what === 'plane') {
    const areas = from.areas.map((area) => ({ ...area, x: area.x * unit, y: area.y * unit }))
    return { ...from, areas, metres: from.metres * unit }
  }
  const areas = from.areas.map((area) =>
    what === 'people'
      ? { ...area, people: area.people * unit }
      : { ...area, cases: area.cases.map((count) => count * unit) },
  )
  return { ...from, areas }
}

/** Far away, at another time, without anybody and without a value. */
const ISLAND = { id: 2000, x: 1e9, y: 1e9, cases: [Number.NaN, Number.NaN, Number.NaN, Number.NaN], people: 0 }
/** One area more is another question: a day, a size and a risk of it are needed, or it is one more centre of circles. */
const OTHERWISE = new Set(['PAI, PEI* and concentration', 'inspection order', 'Knox', 'space-time permutation scan'])

describe.each(Object.entries(METHODS))('%s', (name, { ask, blindTo }) => {
  it('follows its areas when they are listed in another order', () => {
    fc.assert(
      fc.property(town, fc.nat(13), (one, shift) => {
        const n = one.areas.length
        const to = (i: number) => (2 * n - 1 - i - (shift % n)) % n
        const first = ask(one, 0)
        const other = ask(moved(one, to), 0)
        const back = Object.entries(other.areas ?? {}).map(([key, list]) => [key, list.map((_, i) => list[to(i)]!)])
        expectSame({ ...other, ...(other.areas && { areas: Object.fromEntries(back) }) }, first)
      }),
      RUNS,
    )
  })

  it.each(blindTo)('does not see the unit of its %s', (what) => {
    fc.assert(
      fc.property(town, fc.integer({ min: 2, max: 1000 }), (one, unit) => {
        expectSame(ask(inUnits(one, what, unit), 0), ask(one, 0), 1e-7)
      }),
      RUNS,
    )
  })

  it('the same seed gives the same bytes', () => {
    fc.assert(
      fc.property(town, (one) => {
        expect(JSON.stringify(ask(one, 19))).toBe(JSON.stringify(ask(one, 19)))
      }),
      { numRuns: 15 },
    )
  })

  it.skipIf(OTHERWISE.has(name))('an island without a value changes nothing else', () => {
    fc.assert(
      fc.property(town, (one) => {
        const n = one.areas.length
        const more = ask({ ...one, areas: [...one.areas, ISLAND] }, 0)
        const others = Object.entries(more.areas ?? {}).map(([key, list]) => [key, list.slice(0, n)])
        expectSame({ ...more, ...(more.areas && { areas: Object.fromEntries(others) }) }, ask(one, 0))
      }),
      RUNS,
    )
  })
})

describe('an island with a value', () => {
  it.each(['Mann–Kendall and Sen', 'DBSCAN', 'kernel density', 'local empirical Bayes rates'])(
    'leaves %s elsewhere',
    (name) => {
      fc.assert(
        fc.property(town, (one) => {
          const island = { ...ISLAND, cases: [3, 1, 4, 1], people: name.startsWith('local') ? 0 : 500 }
          const more = METHODS[name]!.ask({ ...one, areas: [...one.areas, island] }, 0)
          const others = Object.entries(more.areas!).map(([key, list]) => [key, list.slice(0, -1)])
          expectAlike(Object.fromEntries(others), METHODS[name]!.ask(one, 0).areas!)
        }),
        RUNS,
      )
    },
  )
})

describe('row-standardised weights give the z of binary ones', () => {
  it.each([
    [
      'Gi*',
      (values: Float64Array, graph: ReturnType<typeof linked>, rows: boolean) =>
        giStar(values, rows ? rowStandardised(withSelf(graph)) : graph),
    ],
    [
      'Gi',
      (values: Float64Array, graph: ReturnType<typeof linked>, rows: boolean) =>
        gi(values, rows ? rowStandardised(graph) : graph),
    ],
    [
      "local Moran's I",
      (values: Float64Array, graph: ReturnType<typeof linked>, rows: boolean) =>
        localMoran(values, rows ? rowStandardised(graph) : graph),
    ],
  ] as const)('%s', (_, method) => {
    fc.assert(
      fc.property(district, ({ values, links }) => {
        const graph = linked(values.length, links)
        expectWithin(method(values, graph, true).z, nullable(method(values, graph, false).z), 1e-12)
      }),
    )
  })
})

describe('values near the ends of what a double can hold', () => {
  const values = Float64Array.of(3, 8, 1, 0, 9, 4)
  const graph = linked(6, [
    [0, 1],
    [1, 2],
    [2, 3],
    [3, 4],
    [4, 5],
  ])
  it.each([2 ** 1015, 2 ** -1070, 2 ** 300, 2 ** -300])('give the figures of the same ones times %d', (unit) => {
    const other = values.map((value) => value * unit)
    for (const method of [gi, giStar, localMoran]) {
      expectWithin(method(other, graph).z, nullable(method(values, graph).z), 1e-12)
    }
    for (const method of [moran, generalG]) {
      const [got, wanted] = [method(other, graph), method(values, graph)]
      expect([got.kind, wanted.kind]).toEqual(['figure', 'figure'])
      if (got.kind === 'figure' && wanted.kind === 'figure') expect(got.z).toBeCloseTo(wanted.z, 12)
    }
  })
})
