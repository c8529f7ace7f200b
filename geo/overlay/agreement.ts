import { holder } from './authority.ts'
import { type Along, along, bordersOf } from './borders.ts'
import type { Fabric, Face } from './fabric.ts'
import { overlapsOf, PAIR_KINDS, type PairKind, pairUp, partners } from './pairing.ts'

/** How far two layers agree inside one parent. */
export interface Agreement {
  /** The two layers, by index. */
  a: number
  b: number
  /** Square metres that at least one of them covers. */
  coveredM2: number
  /** Of these, where the two areas are each other's largest overlap. */
  agreedM2: number
  onlyAM2: number
  onlyBM2: number
  /** Borders of the first, and how much of them runs along borders of the second; and the other way round. */
  bordersA: Along
  bordersB: Along
  pairs: Record<PairKind, number>
  /** Areas without a counterpart in the other layer. */
  aloneA: number
  aloneB: number
}

/** Compares every two layers over the faces as they count. */
export function agreements(fabric: Fabric, counted: readonly Face[], toleranceM: number): Agreement[] {
  const borders = fabric.layers.map((_, layer) => bordersOf(fabric, layer))
  return pairsOf(fabric.layers.length).map(([a, b]) => {
    const overlaps = overlapsOf(counted, a, b)
    const partnerOf = partners(overlaps)
    const pairings = pairUp(overlaps)
    const sum = (counts: (a: number | null, b: number | null) => boolean) =>
      counted.reduce((m2, face) => (counts(holder(face, a), holder(face, b)) ? m2 + face.areaM2 : m2), 0)
    const paired = { a: new Set(pairings.flatMap((one) => one.a)), b: new Set(pairings.flatMap((one) => one.b)) }
    return {
      a,
      b,
      coveredM2: sum((inA, inB) => inA !== null || inB !== null),
      agreedM2: sum((inA, inB) => inA !== null && inB !== null && partnerOf.get(inA) === inB),
      onlyAM2: sum((inA, inB) => inA !== null && inB === null),
      onlyBM2: sum((inA, inB) => inA === null && inB !== null),
      bordersA: along(fabric, borders[a]!, borders[b]!, toleranceM),
      bordersB: along(fabric, borders[b]!, borders[a]!, toleranceM),
      pairs: countOf(pairings.map(({ kind }) => kind)),
      aloneA: [...overlaps.sizeA.keys()].filter((area) => !paired.a.has(area)).length,
      aloneB: [...overlaps.sizeB.keys()].filter((area) => !paired.b.has(area)).length,
    }
  })
}

export const pairsOf = (count: number): [number, number][] =>
  Array.from({ length: count }, (_, a) => a).flatMap((a) =>
    Array.from({ length: count - a - 1 }, (_, n): [number, number] => [a, a + n + 1]),
  )

function countOf(kinds: readonly PairKind[]): Record<PairKind, number> {
  const counts = Object.fromEntries(PAIR_KINDS.map((kind) => [kind, 0])) as Record<PairKind, number>
  for (const kind of kinds) counts[kind]++
  return counts
}

/** Sums of several parents, pair by pair. */
export function summed(parts: readonly (readonly Agreement[])[]): Agreement[] {
  const [first, ...rest] = parts
  if (first === undefined) return []
  return first.map((one, n) => rest.reduce((sum, part) => plus(sum, part[n]!), one))
}

const plus = (x: Agreement, y: Agreement): Agreement => ({
  a: x.a,
  b: x.b,
  coveredM2: x.coveredM2 + y.coveredM2,
  agreedM2: x.agreedM2 + y.agreedM2,
  onlyAM2: x.onlyAM2 + y.onlyAM2,
  onlyBM2: x.onlyBM2 + y.onlyBM2,
  bordersA: both(x.bordersA, y.bordersA),
  bordersB: both(x.bordersB, y.bordersB),
  pairs: Object.fromEntries(PAIR_KINDS.map((kind) => [kind, x.pairs[kind] + y.pairs[kind]])) as Record<
    PairKind,
    number
  >,
  aloneA: x.aloneA + y.aloneA,
  aloneB: x.aloneB + y.aloneB,
})

const both = (x: Along, y: Along): Along => ({ lengthM: x.lengthM + y.lengthM, withinM: x.withinM + y.withinM })
