import type { Feature, FeatureCollection, Geometry } from 'geojson'
import { describe, expect, it } from 'vitest'
import type { Answer } from '../../../cli/stats/answer.ts'
import { METHODS } from '../../../cli/stats/methods.ts'
import { questionOf, type Wish } from '../../../cli/stats/question.ts'
import { Problem } from '../../../server/errors.ts'

type Row = Record<string, number | null>
interface Month {
  rows: Row[]
  wish?: Wish
  /** All places are this one. */
  onePlace?: boolean
}

const N = 9
/** Nine areas, four weeks. */
const usual = (i: number): Row => ({
  ...{ w1: i % 3, w2: (7 * i) % 4, w3: (5 * i) % 3, w4: i % 5 },
  ...{ pop: 50 + i, t: i, mark: i % 2, risk: (37 * i) % 11, size: 1 + i },
})
const rows = (change: (row: Row, i: number) => Row): Row[] =>
  Array.from({ length: N }, (_, i) => ({ ...usual(i), ...change(usual(i), i) }))
const counts = (count: number | null) => ({ w1: count, w2: count, w3: count, w4: count })

const MONTHS: Record<string, Month> = {
  'an empty month': { rows: rows(() => ({ ...counts(0), mark: 0 })) },
  'one report': { rows: rows((_, i) => ({ ...counts(0), w4: Number(i === 4) })) },
  'all in one cell': { rows: rows((_, i) => (i === 4 ? counts(50) : counts(0))) },
  'all at one place': { rows: rows(() => ({})), onePlace: true },
  'the same everywhere': { rows: rows(() => counts(3)) },
  'islands only': { rows: rows(() => ({})), wish: { weights: 'band:1' } },
  'zero exposure': { rows: rows(() => ({ pop: 0 })) },
  'zero exposure in some areas': { rows: rows((_, i) => ({ pop: i < 3 ? 0 : 50 })) },
  'one slice of time': { rows: rows(() => ({})), wish: { values: 'w4' } },
  'an edition change inside the window': { rows: rows((row, i) => (i < 6 ? row : { w1: null, w2: null })) },
  'areas that ended with the old edition': { rows: rows((row, i) => (i < 6 ? row : { w3: null, w4: null, t: null })) },
  'no value anywhere': { rows: rows(() => ({ ...counts(null), pop: null, t: null })) },
  'one area': { rows: [usual(4)] },
  'no area': { rows: [] },
}

const WISHES: Record<string, Wish> = {
  ...Object.fromEntries(['gi-star', 'gi', 'local-moran', 'moran', 'general-g'].map((name) => [name, { values: 'w4' }])),
  ...Object.fromEntries(
    ['eb-rates', 'local-eb-rates', 'eb-index', 'poisson-scan'].map((name) => [
      name,
      { values: 'w4', population: 'pop' },
    ]),
  ),
  ...Object.fromEntries(['trend', 'emerging', 'forecast', 'space-time-scan'].map((name) => [name, { values: 'w*' }])),
  ...Object.fromEntries(['clusters', 'knox', 'density'].map((name) => [name, { metres: '150', time: 't', span: '2' }])),
  accuracy: { values: 'w4', marked: 'mark', size: 'size' },
  inspections: { values: 'mark', time: 't', risk: 'risk' },
}

/** Columns that may be null beside others that are not, as their docstrings say: a rank correlation of equal values, a slope of one slice. */
const OPTIONAL = new Set(['reason', 'tau_b', 'sen_slope', 'sen_low', 'sen_high'])

function asked(name: string, { rows, wish, onePlace }: Month, draws: string): Answer | Problem {
  const features = rows.map((properties, i): Feature<Geometry | null> => {
    const [east, north] = onePlace ? [0, 0] : [i % 3, Math.floor(i / 3)]
    return {
      type: 'Feature',
      properties,
      geometry: { type: 'Point', coordinates: [117.8 + east / 1000, 26.4 + north / 1000] },
    }
  })
  const collection: FeatureCollection<Geometry | null> = { type: 'FeatureCollection', features }
  const slices = wish?.values !== undefined && WISHES[name]!.values !== 'w*' ? WISHES[name]!.values : wish?.values
  const whole = {
    weights: 'band:150',
    permutations: draws,
    ...WISHES[name],
    ...wish,
    ...(slices && { values: slices }),
  }
  try {
    return METHODS[name]!(questionOf({ collection, features }, whole))
  } catch (error) {
    if (error instanceof Problem) return error
    throw error
  }
}

/** Every number anywhere in it. */
function numbersIn(value: unknown): number[] {
  if (typeof value === 'number') return [value]
  if (value === null || typeof value !== 'object') return []
  return (ArrayBuffer.isView(value) ? [...(value as Float64Array)] : Object.values(value)).flatMap(numbersIn)
}

describe.each(Object.entries(MONTHS))('%s', (_, month) => {
  it.each(
    Object.keys(METHODS).flatMap((name) => [
      [name, ''],
      [name, '9'],
    ]),
  )('%s, draws: %j', (name, draws) => {
    const answer = asked(name, month, draws)
    if (answer instanceof Problem) {
      expect(answer.flaws.length).toBeGreaterThan(0)
      for (const { path, expected, got } of answer.flaws) expect(path && expected && got).not.toBe('')
      return
    }
    expect(numbersIn([answer.columns, answer.facts]).filter((one) => !Number.isFinite(one))).toEqual([])
    for (const [column, figures] of Object.entries(answer.columns)) {
      if (OPTIONAL.has(column)) continue
      const unexplained = figures.flatMap((figure, i) =>
        figure === null && answer.columns.reason![i] === null ? [i] : [],
      )
      expect([column, unexplained]).toEqual([column, []])
    }
    for (const sentence of Object.values(answer.words)) {
      expect(sentence).not.toBe('')
      expect(sentence).not.toMatch(/NaN|Infinity|undefined|null/)
    }
  })
})
