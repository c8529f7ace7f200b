import { type Group, groupsOf, type Sizes } from './diff/groups.ts'
import { sameOutlines } from './diff/outlines.ts'
import { type Overlap, overlapsOf } from './diff/overlaps.ts'
import { type AreaDiff, type AreaRef, DIFF_KINDS, type DiffKind, type EditionDiff, type Share } from './diff/types.ts'
import type { Geos } from './geos.ts'
import { areaM2 } from './interior.ts'
import { type Area, LEVELS, type Level } from './types.ts'

/** Land below this is rounding of coordinates and no change, m². */
export const TOLERANCE_M2 = 1

export interface DiffOptions {
  fromM2?: number
  /** Told after every area, of both editions, that is done. */
  onArea?: () => void
}

/**
 * What two editions differ in, level by level. Land decides, never the code: areas are each other's past and future
 * where they share most of the smaller one, so that new numbers are `renamed` and not gone and new. Pieces that went
 * elsewhere are exchanges, with their geometry. With the editions exchanged, split is merged, new is gone, gained lost.
 */
export function editionDiff(
  geos: Geos,
  before: readonly Area[],
  after: readonly Area[],
  options: DiffOptions = {},
): EditionDiff {
  const fromM2 = options.fromM2 ?? TOLERANCE_M2
  const result: EditionDiff = { counts: {}, diffs: [], exchanges: [] }
  /** Codes of the level above that stayed one area: what was called so is now called so. */
  let above = new Map<string, string>()
  for (const level of LEVELS) {
    const [was, is] = [before, after].map((areas) => areas.filter((area) => area.level === level)) as [Area[], Area[]]
    if (was.length + is.length === 0) continue
    const same = sameOutlines(was, is)
    const overlaps = overlapsOf(geos, was, is, { same, fromM2, ...(options.onArea && { onArea: options.onArea }) })
    const sizes = { before: sizesOf(was), after: sizesOf(is) }
    const groups = groupsOf(overlaps, { before: was.length, after: is.length }, sizes, same)
    const strange = strangers(groups, overlaps, was, is)
    const shares = sharesOf(strange, was, is)
    const world = { level, was, is, sizes, above, shares }
    const kinds = groups.map((group) => ({ group, ...kindOf(group, world) }))
    result.counts[level] = counted(kinds)
    for (const one of kinds) if (one.kind !== 'unchanged') result.diffs.push(diffOf(one, world))
    for (const { from, to, areaM2: size, wkb } of strange) {
      const code = (areas: Area[], index: number | null) => (index === null ? null : areas[index]!.code)
      result.exchanges.push({ level, from: code(was, from), to: code(is, to), areaM2: size, wkb })
    }
    above = new Map(
      groups.filter(isOne).map(({ before: [from], after: [to] }) => [was[from!]!.code, is[to!]!.code] as const),
    )
  }
  return result
}

/** Square metres of each area, measured when somebody asks. */
function sizesOf(areas: readonly Area[]): Sizes {
  const known: number[] = []
  return (index) => {
    known[index] ??= areaM2(areas[index]!.geometry)
    return known[index]
  }
}

const isOne = (group: Group) => group.before.length === 1 && group.after.length === 1

/** Land that changes hands: between groups, with land outside an edition, and from code to code where much was recut. */
function strangers(groups: readonly Group[], overlaps: readonly Overlap[], was: readonly Area[], is: readonly Area[]) {
  const groupOfAfter = new Map(groups.flatMap((group) => group.after.map((to) => [to, group] as const)))
  const groupOfBefore = new Map(groups.flatMap((group) => group.before.map((from) => [from, group] as const)))
  return overlaps.filter(({ from, to }) => {
    if (from === null || to === null) return true
    const group = groupOfBefore.get(from)
    const recut = group !== undefined && group.before.length > 1 && group.after.length > 1
    return group !== groupOfAfter.get(to) || (recut && was[from]!.code !== is[to]!.code)
  })
}

interface Shares {
  /** By index of after: where its strange land came from. */
  gained: Map<number, Share[]>
  /** By index of before: where its land went. */
  lost: Map<number, Share[]>
}

function sharesOf(strange: readonly Overlap[], was: readonly Area[], is: readonly Area[]): Shares {
  const shares: Shares = { gained: new Map(), lost: new Map() }
  const add = (map: Map<number, Share[]>, index: number | null, share: Share) => {
    if (index === null) return
    const known = map.get(index)
    if (known === undefined) map.set(index, [share])
    else known.push(share)
  }
  for (const { from, to, areaM2: size } of strange) {
    add(shares.gained, to, { code: from === null ? null : was[from]!.code, areaM2: size })
    add(shares.lost, from, { code: to === null ? null : is[to]!.code, areaM2: size })
  }
  return shares
}

interface World {
  level: Level
  was: readonly Area[]
  is: readonly Area[]
  sizes: { before: Sizes; after: Sizes }
  above: ReadonlyMap<string, string>
  shares: Shares
}

/** What became of a group, and whether its one area is called or belongs otherwise; nothing is measured for it. */
type Fate = Pick<AreaDiff, 'kind' | 'renamed' | 'reparented'>

function kindOf({ before, after }: Group, { was, is, above, shares }: World): Fate {
  const alone = before.length === 1 && after.length === 1
  const [one, other] = [was[before[0]!]!, is[after[0]!]!]
  const renamed = alone && (one.code !== other.code || one.name !== other.name)
  const reparented = alone && one.parent !== other.parent && above.get(one.parent ?? '') !== other.parent
  const moved = after.some((index) => shares.gained.has(index)) || before.some((index) => shares.lost.has(index))
  const kind = (): DiffKind => {
    if (before.length === 0) return 'new'
    if (after.length === 0) return 'gone'
    if (before.length > 1 && after.length > 1) return 'recut'
    if (before.length > 1) return 'merged'
    if (after.length > 1) return 'split'
    if (moved) return 'moved'
    if (renamed) return 'renamed'
    return reparented ? 'reparented' : 'unchanged'
  }
  return { kind: kind(), renamed, reparented }
}

function diffOf({ group, ...fate }: { group: Group } & Fate, { level, was, is, sizes, shares }: World): AreaDiff {
  const ref = ({ code, name, parent }: Area, size: number): AreaRef => ({ code, name, parent, areaM2: size })
  return {
    level,
    ...fate,
    before: group.before.map((index) => ref(was[index]!, sizes.before(index))),
    after: group.after.map((index) => ref(is[index]!, sizes.after(index))),
    gained: group.after.flatMap((index) => shares.gained.get(index) ?? []),
    lost: group.before.flatMap((index) => shares.lost.get(index) ?? []),
  }
}

function counted(diffs: readonly Fate[]): Record<DiffKind, number> {
  const counts = Object.fromEntries(DIFF_KINDS.map((kind) => [kind, 0])) as Record<DiffKind, number>
  for (const { kind } of diffs) counts[kind]++
  return counts
}
