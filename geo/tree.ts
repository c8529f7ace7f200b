import { type Area, LEVELS, type Path } from './types.ts'

/** Areas with their places in the tree. The parents come from the table, never from geometry. */
export interface Tree {
  byCode: ReadonlyMap<string, Area>
  paths: ReadonlyMap<string, Path>
  /** Areas whose parent is not in the table, in code order: normally the district alone. */
  roots: readonly Area[]
  children: ReadonlyMap<string, readonly Area[]>
  /** Areas without children, in path order: the smallest level that exists at each place. */
  leaves: readonly Area[]
}

/**
 * Builds the tree, independent of the order of the areas.
 * @throws RangeError for a code that stands twice and for a parent that is not of a higher level.
 */
export function buildTree(areas: readonly Area[]): Tree {
  const byCode = new Map<string, Area>()
  for (const area of areas) {
    if (byCode.has(area.code)) throw new RangeError(`expected one area per code, but ${area.code} stands twice`)
    byCode.set(area.code, area)
  }
  const sorted = [...areas].sort((a, b) => order(a.code, b.code))
  for (const area of sorted) checkParent(area, byCode)
  const known = (area: Area) => area.parent !== null && byCode.has(area.parent)
  const children = Map.groupBy(sorted.filter(known), ({ parent }) => parent as string)
  const lineages = new Map(sorted.map((area) => [area.code, lineage(area, byCode)]))
  const codes = (area: Area) => lineages.get(area.code)!.map(({ code }) => code)
  return {
    byCode,
    paths: new Map([...lineages].map(([code, line]) => [code, pathOf(line)])),
    roots: sorted.filter((area) => !known(area)),
    children,
    leaves: sorted
      .filter(({ code }) => !children.has(code))
      .map((area) => ({ area, codes: codes(area) }))
      .sort((a, b) => orderLists(a.codes, b.codes))
      .map(({ area }) => area),
  }
}

function checkParent(area: Area, byCode: ReadonlyMap<string, Area>): void {
  const parent = area.parent === null ? undefined : byCode.get(area.parent)
  if (parent !== undefined && LEVELS.indexOf(parent.level) >= LEVELS.indexOf(area.level)) {
    throw new RangeError(
      `expected the parent of ${area.code} above the level ${area.level}, but ${parent.code} is a ${parent.level}`,
    )
  }
}

function lineage(area: Area, byCode: ReadonlyMap<string, Area>): Area[] {
  const line = [area]
  for (let up = byCode.get(area.parent ?? ''); up !== undefined; up = byCode.get(up.parent ?? '')) line.unshift(up)
  return line
}

const pathOf = (line: readonly Area[]): Path => Object.freeze(Object.fromEntries(line.map((a) => [a.level, a.code])))

/** By UTF-16 code unit: the same on every machine and in every locale. */
const order = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)

function orderLists(a: readonly string[], b: readonly string[]): number {
  for (let i = 0; i < a.length && i < b.length; i++) {
    const here = order(a[i]!, b[i]!)
    if (here !== 0) return here
  }
  return a.length - b.length
}
