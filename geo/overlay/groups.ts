import type { Fabric } from './fabric.ts'

/** Metres of border between two groups, by rank: 0 where the first layer in order has a border, and so on. */
export type Link = Float64Array

export const lengthOf = (link: Link): number => link.reduce((sum, part) => sum + part, 0)

/** The rank that most of a border has. */
export const rankOf = (link: Link): number => link.indexOf(Math.max(...link))

/** The neighbour with the longest common border; lengths equal to nine digits count as one, the first wins. */
export function longest(around: readonly [number, Link][]): number | null {
  let best: { group: number; lengthM: number } | null = null
  for (const [group, link] of around) {
    const lengthM = lengthOf(link)
    if (best === null || lengthM > best.lengthM * (1 + 1e-9)) best = { group, lengthM }
  }
  return best?.group ?? null
}

/**
 * Faces that grow together: each group knows its size, its border and its neighbours. `rank` says of two faces which
 * layer, by order of authority, has a border between them.
 */
export class Groups {
  readonly members: number[][]
  readonly areaM2: number[]
  readonly borderM: number[]
  private readonly links: Map<number, Link>[]

  constructor(fabric: Fabric, sets: readonly (readonly number[])[], rank: (a: number, b: number) => number) {
    const { faces, edges, layers } = fabric
    this.members = sets.map((set) => [...set].sort((a, b) => a - b))
    this.areaM2 = sets.map((set) => set.reduce((sum, face) => sum + faces[face]!.areaM2, 0))
    this.borderM = sets.map(() => 0)
    this.links = sets.map(() => new Map())
    const groupOf = new Int32Array(faces.length).fill(-1)
    sets.forEach((set, group) => {
      for (const face of set) groupOf[face] = group
    })
    for (const { left, right, lengthM } of edges) {
      const [a, b] = [groupOf[left]!, right < 0 ? -1 : groupOf[right]!]
      if (a === b) continue
      for (const group of [a, b]) if (group >= 0) this.borderM[group]! += lengthM
      if (a < 0 || b < 0) continue
      const link = this.links[a]!.get(b) ?? new Float64Array(layers.length + 1)
      link[rank(left, right)]! += lengthM
      this.links[a]!.set(b, link)
      this.links[b]!.set(a, link)
    }
  }

  /** Groups that still have faces. */
  alive(): number[] {
    return this.members.flatMap((set, group) => (set.length > 0 ? [group] : []))
  }

  neighbours(group: number): [group: number, link: Link][] {
    return [...this.links[group]!].sort(([a], [b]) => a - b)
  }

  /** Twice the area by the border: the width of a long strip, half that of a square. */
  widthM(group: number): number {
    return this.borderM[group]! === 0 ? Number.POSITIVE_INFINITY : (2 * this.areaM2[group]!) / this.borderM[group]!
  }

  /** `from` becomes part of `into`. */
  join(into: number, from: number): void {
    const between = this.links[into]!.get(from)
    const shared = between === undefined ? 0 : lengthOf(between)
    this.members[into]!.push(...this.members[from]!)
    this.areaM2[into]! += this.areaM2[from]!
    this.borderM[into]! += this.borderM[from]! - 2 * shared
    for (const [other, link] of this.links[from]!) {
      this.links[other]!.delete(from)
      if (other === into) continue
      const there = this.links[into]!.get(other)
      const sum = there === undefined ? link : there.map((part, rank) => part + link[rank]!)
      this.links[into]!.set(other, sum)
      this.links[other]!.set(into, sum)
    }
    this.members[from] = []
    this.links[from]!.clear()
  }
}
