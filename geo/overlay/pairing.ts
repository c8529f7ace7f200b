import { holder } from './authority.ts'
import type { Face } from './fabric.ts'

/** How areas of two layers stand to each other. */
export const PAIR_KINDS = ['same', 'shifted', 'split', 'merged', 'mixed'] as const
export type PairKind = (typeof PAIR_KINDS)[number]

/** Areas of two layers that lie over each other, seen from the first. */
export interface Pairing {
  kind: PairKind
  /** Areas of the first layer and of the second, by index. */
  a: number[]
  b: number[]
  /** Intersection over union of a pair of one and one; null for others. */
  iou: number | null
}

/** From this intersection over union on, one and one are the same area. */
export const SAME_IOU = 0.9
/** An overlap counts from this share of the smaller of the two areas on. */
export const COUNTS_FROM = 0.1

/** What two layers have in common inside one parent, square metres. */
export interface Overlaps {
  /** By area of the first and area of the second. */
  both: Map<number, Map<number, number>>
  sizeA: Map<number, number>
  sizeB: Map<number, number>
}

/** Measures the overlaps of two layers over faces. */
export function overlapsOf(faces: readonly Face[], layerA: number, layerB: number): Overlaps {
  const found: Overlaps = { both: new Map(), sizeA: new Map(), sizeB: new Map() }
  for (const face of faces) {
    const [a, b] = [holder(face, layerA), holder(face, layerB)]
    if (a !== null) add(found.sizeA, a, face.areaM2)
    if (b !== null) add(found.sizeB, b, face.areaM2)
    if (a === null || b === null) continue
    const row = found.both.get(a) ?? new Map<number, number>()
    add(row, b, face.areaM2)
    found.both.set(a, row)
  }
  return found
}

const add = (sums: Map<number, number>, key: number, value: number) => sums.set(key, (sums.get(key) ?? 0) + value)

/** For each area of the first layer its partner: they are each other's largest overlap. */
export function partners({ both }: Overlaps): Map<number, number> {
  const bestOfB = new Map<number, { a: number; m2: number }>()
  const bestOfA = new Map<number, { b: number; m2: number }>()
  for (const [a, row] of [...both].sort(([p], [q]) => p - q)) {
    for (const [b, m2] of [...row].sort(([p], [q]) => p - q)) {
      if (m2 > (bestOfA.get(a)?.m2 ?? 0)) bestOfA.set(a, { b, m2 })
      if (m2 > (bestOfB.get(b)?.m2 ?? 0)) bestOfB.set(b, { a, m2 })
    }
  }
  return new Map([...bestOfA].filter(([a, { b }]) => bestOfB.get(b)?.a === a).map(([a, { b }]) => [a, b]))
}

/** Sorts the areas of two layers inside a parent: same, shifted, split, merged, or several into several. */
export function pairUp(overlaps: Overlaps): Pairing[] {
  const { both, sizeA, sizeB } = overlaps
  const links = [...both].flatMap(([a, row]) =>
    [...row].flatMap(([b, m2]) => (m2 >= COUNTS_FROM * Math.min(sizeA.get(a)!, sizeB.get(b)!) ? [{ a, b, m2 }] : [])),
  )
  return families(links)
    .map(({ a, b, m2 }): Pairing => {
      const iou = a.length === 1 && b.length === 1 ? m2 / (sizeA.get(a[0]!)! + sizeB.get(b[0]!)! - m2) : null
      return { kind: kindOf(a.length, b.length, iou), a, b, iou }
    })
    .sort((p, q) => p.a[0]! - q.a[0]!)
}

function kindOf(as: number, bs: number, iou: number | null): PairKind {
  if (iou !== null) return iou >= SAME_IOU ? 'same' : 'shifted'
  if (as === 1) return 'split'
  return bs === 1 ? 'merged' : 'mixed'
}

interface Family {
  a: number[]
  b: number[]
  m2: number
}

/** Links that hang together. */
function families(links: readonly { a: number; b: number; m2: number }[]): Family[] {
  const byA = Map.groupBy(links, ({ a }) => a)
  const byB = Map.groupBy(links, ({ b }) => b)
  const seen = new Set<number>()
  return [...byA.keys()]
    .sort((p, q) => p - q)
    .flatMap((first) => {
      if (seen.has(first)) return []
      const [as, bs] = [new Set([first]), new Set<number>()]
      for (const a of as) {
        seen.add(a)
        for (const { b } of byA.get(a)!) {
          bs.add(b)
          for (const other of byB.get(b)!) as.add(other.a)
        }
      }
      const m2 = [...as].flatMap((a) => byA.get(a)!).reduce((sum, link) => sum + link.m2, 0)
      return [{ a: [...as].sort((p, q) => p - q), b: [...bs].sort((p, q) => p - q), m2 }]
    })
}
