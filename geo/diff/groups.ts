import type { Overlap } from './overlaps.ts'

/** Areas that are each other's past and future, by index. */
export interface Group {
  before: number[]
  after: number[]
}

/** One is the other's future where they share this much of the smaller of the two. */
const MOST = 0.4
/** An area without such a counterpart belongs to all it shares this much of itself with. */
const SOME = 0.1

/** m² of an area by its index. */
export type Sizes = (index: number) => number

/**
 * Sorts areas into groups by the land they share. Symmetric: the same groups come out with past and future exchanged.
 * @param counts how many areas there are of before and of after
 */
export function groupsOf(
  overlaps: readonly Overlap[],
  counts: { before: number; after: number },
  sizes: { before: Sizes; after: Sizes },
  same: ReadonlyMap<number, number>,
): Group[] {
  const shared = overlaps.filter(isShared)
  const links: [number, number][] = [...same]
  for (const { from, to, areaM2 } of shared) {
    if (areaM2 >= MOST * Math.min(sizes.before(from), sizes.after(to))) links.push([from, to])
  }
  const [linkedFrom, linkedTo] = [new Set(links.map(([from]) => from)), new Set(links.map(([, to]) => to))]
  for (const { from, to, areaM2 } of shared) {
    const lost = !linkedFrom.has(from) && areaM2 >= SOME * sizes.before(from)
    const found = !linkedTo.has(to) && areaM2 >= SOME * sizes.after(to)
    if (lost || found) links.push([from, to])
  }
  return components(counts.before, counts.after, links)
}

const isShared = (overlap: Overlap): overlap is Overlap & { from: number; to: number } =>
  overlap.from !== null && overlap.to !== null

/** Connected components of a graph between two sets; what has no link is a group of its own. */
function components(before: number, after: number, links: readonly [number, number][]): Group[] {
  const root = Array.from({ length: before + after }, (_, at) => at)
  const find = (at: number): number => {
    let top = at
    while (root[top] !== top) top = root[top]!
    for (let step = at; root[step] !== top; ) [step, root[step]] = [root[step]!, top]
    return top
  }
  for (const [from, to] of links) root[find(before + to)] = find(from)
  const groups = new Map<number, Group>()
  for (let at = 0; at < before + after; at++) {
    const top = find(at)
    const group = groups.get(top) ?? { before: [], after: [] }
    groups.set(top, group)
    if (at < before) group.before.push(at)
    else group.after.push(at - before)
  }
  return [...groups.values()]
}
