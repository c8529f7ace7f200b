import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect } from 'vitest'
import { type Column, nullable } from '../../analytics/stats/reasons.ts'

/** One of the CC0 oracles, trimmed to what the tests ask (origins in test/oracle/README.md). */
export function oracle<T>(name: string): T {
  return JSON.parse(readFileSync(path.join(import.meta.dirname, 'data', `${name}.json`), 'utf8')) as T
}

/** Every figure is there and within the bar of the oracle's; where the oracle has none, neither has the column. */
export function expectWithin(got: Column | Float64Array, expected: readonly (number | null)[], bar: number): void {
  const figures: (number | null)[] = got instanceof Float64Array ? [...got] : nullable(got)
  expect(figures.length).toBe(expected.length)
  const wrong = figures.flatMap((figure, i) => {
    const wanted = expected[i]!
    const same = figure === null || wanted === null ? figure === wanted : Math.abs(figure - wanted) <= bar
    return same ? [] : [{ i, figure, wanted }]
  })
  expect(wrong).toEqual([])
}
