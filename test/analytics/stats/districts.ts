import fc from 'fast-check'
import { type Graph, graphOf } from '../../../analytics/stats/graph.ts'

export interface District {
  values: Float64Array
  links: [number, number][]
}

/** Values and symmetric neighbours of 5 to 30 areas. */
export const district: fc.Arbitrary<District> = fc.integer({ min: 5, max: 30 }).chain((n) =>
  fc.record({
    values: fc
      .array(fc.integer({ min: 0, max: 40 }), { minLength: n, maxLength: n })
      .map((values) => Float64Array.from(values)),
    links: fc.uniqueArray(
      fc
        .tuple(fc.nat(n - 1), fc.nat(n - 1))
        .filter(([a, b]) => a !== b)
        .map(([a, b]): [number, number] => (a < b ? [a, b] : [b, a])),
      { selector: String, maxLength: 3 * n },
    ),
  }),
)

/** A graph of the links between `n` areas. */
export function linked(n: number, links: readonly (readonly [number, number])[]): Graph {
  const lists = Array.from({ length: n }, (): number[] => [])
  for (const [a, b] of links) {
    lists[a]!.push(b)
    lists[b]!.push(a)
  }
  return graphOf(lists)
}
