import { rankBetween, ruling, sourceKey } from './authority.ts'
import { cellsOf } from './cells.ts'
import type { Fabric, Face } from './fabric.ts'
import { Groups, type Link, longest, rankOf } from './groups.ts'
import type { Because, MergeRules } from './rules.ts'

/** A merged area to be: its faces, ascending, and why it is as it is. */
export interface Merged {
  faces: number[]
  size: number
  because: Because[]
}

/**
 * Builds merged areas inside one parent by declared rules: every face goes into exactly one of them, and the same
 * input gives the same answer.
 * @param counted the faces as they count, see `absorbSlivers`
 * @param sizes of every face, in the measure of the band
 */
export function merge(fabric: Fabric, counted: readonly Face[], rules: MergeRules, sizes: readonly number[]): Merged[] {
  const cells = cellsOf(fabric, counted, rules, sizes)
  const groups = new Groups(
    fabric,
    cells.map(({ faces }) => faces),
    (a, b) => rankBetween(counted[a]!, counted[b]!, rules.order),
  )
  const growth = new Growth(groups, cells, counted, rules, sizes)
  growth.takeInUncovered()
  growth.takeInSmall()
  growth.joinBelowBand()
  return growth.done()
}

class Growth {
  private readonly groups: Groups
  private readonly rules: MergeRules
  private readonly size: number[]
  private readonly key: string[]
  private readonly because: Because[][]

  constructor(
    groups: Groups,
    cells: readonly { because: Because[] }[],
    counted: readonly Face[],
    rules: MergeRules,
    sizes: readonly number[],
  ) {
    this.groups = groups
    this.rules = rules
    this.size = groups.members.map((set) => set.reduce((sum, face) => sum + sizes[face]!, 0))
    this.key = groups.members.map((set) => sourceKey(ruling(counted[set[0]!]!, rules.order)))
    this.because = cells.map(({ because }) => [...because])
  }

  takeInUncovered(): void {
    if (this.rules.uncovered === 'own') return
    for (const group of this.smallestFirst((one) => this.key[one] === 'nobody')) {
      const home = longest(this.groups.neighbours(group).filter(([other]) => this.key[other] !== 'nobody'))
      if (home !== null) this.join(home, group, { rule: 'uncovered', areaM2: this.groups.areaM2[group]! })
    }
  }

  takeInSmall(): void {
    const { areaM2, widthM } = this.rules.smallest
    const small = (group: number) => this.groups.areaM2[group]! < areaM2 || this.groups.widthM(group) < widthM
    for (const group of this.smallestFirst(small)) {
      if (!small(group)) continue
      const around = this.groups.neighbours(group)
      const own = around.filter(([other]) => this.key[other] === this.key[group])
      const home = longest(own.length > 0 ? own : around) ?? this.sameSourceElsewhere(group)
      if (home !== null) this.join(home, group, { rule: 'small', pieces: 1, areaM2: this.groups.areaM2[group]! })
    }
  }

  joinBelowBand(): void {
    const { band } = this.rules
    if (band === null) return
    const below = new Set(this.groups.alive().filter((group) => this.size[group]! < band.min))
    while (below.size > 0) {
      const group = [...below].reduce((best, one) => (this.before(one, best) ? one : best))
      below.delete(group)
      const around = this.groups.neighbours(group)
      const upTo = (size: number) => around.filter(([other]) => this.size[other]! + this.size[group]! <= size)
      // What is far too small for itself is better off in a neighbour that it makes a little too large.
      const tiny = this.size[group]! < band.min / 2
      const home = weakest(upTo(band.max)) ?? (tiny ? (weakest(upTo(band.max + band.min)) ?? weakest(around)) : null)
      if (home === null) continue
      this.join(home, group, { rule: 'joined', pieces: 1, areaM2: this.groups.areaM2[group]! })
      if (this.size[home]! < band.min) below.add(home)
      else below.delete(home)
    }
  }

  done(): Merged[] {
    return this.groups
      .alive()
      .map((group) => ({
        faces: [...this.groups.members[group]!].sort((a, b) => a - b),
        size: this.size[group]!,
        because: [...summed(this.because[group]!), ...this.offBand(group)],
      }))
      .sort((a, b) => a.faces[0]! - b.faces[0]!)
  }

  private offBand(group: number): Because[] {
    const { band } = this.rules
    if (band === null) return []
    const { measure, min, max } = band
    const size = this.size[group]!
    if (size > max) return [{ rule: 'above-band', measure, size }]
    return size < min ? [{ rule: 'below-band', measure, size }] : []
  }

  private join(into: number, from: number, because: Because): void {
    // What is joined brings no source of its own to a smaller one: the larger part names the whole.
    if (this.groups.areaM2[from]! > this.groups.areaM2[into]!) this.key[into] = this.key[from]!
    this.because[into]!.push(...this.because[from]!.filter(({ rule }) => rule !== 'split'), because)
    this.groups.join(into, from)
    this.size[into]! += this.size[from]!
  }

  /** An island has no neighbour: it stays with the largest part of its source. */
  private sameSourceElsewhere(group: number): number | null {
    const same = this.groups.alive().filter((other) => other !== group && this.key[other] === this.key[group])
    return same.reduce<number | null>(
      (best, other) => (best === null || this.groups.areaM2[other]! > this.groups.areaM2[best]! ? other : best),
      null,
    )
  }

  private smallestFirst(which: (group: number) => boolean): number[] {
    return this.groups
      .alive()
      .filter(which)
      .sort((a, b) => this.groups.areaM2[a]! - this.groups.areaM2[b]! || a - b)
  }

  private before(a: number, b: number): boolean {
    const bySize = this.size[a]! - this.size[b]! || this.groups.areaM2[a]! - this.groups.areaM2[b]!
    return bySize < 0 || (bySize === 0 && a < b)
  }
}

/** The neighbour across the border of least authority; among several the longest. */
function weakest(around: readonly [number, Link][]): number | null {
  const rank = Math.max(...around.map(([, link]) => rankOf(link)))
  return longest(around.filter(([, link]) => rankOf(link) === rank))
}

function summed(all: readonly Because[]): Because[] {
  const first = all.filter(({ rule }) => rule === 'split')
  const small = { pieces: 0, areaM2: 0 }
  const joined = { pieces: 0, areaM2: 0 }
  let uncovered = 0
  for (const one of all) {
    if (one.rule === 'uncovered') uncovered += one.areaM2
    if (one.rule !== 'small' && one.rule !== 'joined') continue
    const sum = one.rule === 'small' ? small : joined
    sum.pieces += one.pieces
    sum.areaM2 += one.areaM2
  }
  return [
    ...first,
    ...(small.pieces > 0 ? [{ rule: 'small' as const, ...small }] : []),
    ...(joined.pieces > 0 ? [{ rule: 'joined' as const, ...joined }] : []),
    ...(uncovered > 0 ? [{ rule: 'uncovered' as const, areaM2: uncovered }] : []),
  ]
}
