import { atOnce, STEP, type Steps } from './steps.ts'
import { type Area, LEVELS, type Path } from './types.ts'

/** Areas with their places in the tree. The parents come from the table, never from geometry. */
export interface Tree {
  byCode: ReadonlyMap<string, Area>
  /** Codes from the top down to an area; undefined for an unknown code. */
  path(code: string): Path | undefined
  /** Areas whose parent is not in the table, in code order: normally the district alone. */
  roots: readonly Area[]
  /** Areas whose parent is this code, in code order. */
  children(code: string): readonly Area[]
}

/**
 * Builds the tree, independent of the order of the areas.
 * @throws RangeError for a code that stands twice and for a parent that is not of a higher level.
 */
export const buildTree = (areas: readonly Area[]): Tree => atOnce(treeInSteps(areas))

/** @throws RangeError as `buildTree` */
export function* treeInSteps(areas: readonly Area[]): Steps<Tree> {
  const byCode = new Map<string, Area>()
  for (const [i, area] of areas.entries()) {
    if (i % STEP === 0) yield
    byCode.set(area.code, area)
    if (byCode.size === i) throw new RangeError(`expected one area per code, but ${area.code} stands twice`)
  }
  const roots: Area[] = []
  const families = new Map<string, Family>()
  for (const [i, area] of inOrder(areas).entries()) {
    if (i % STEP === 0) yield
    const family = area.parent === null ? undefined : (families.get(area.parent) ?? familyOf(byCode.get(area.parent)))
    if (family === undefined) {
      roots.push(area)
      continue
    }
    checkLevels(area, family.parent)
    if (family.children.push(area) === 1) families.set(family.parent.code, family)
  }
  return { byCode, path: pathsIn(byCode), roots, children: (code) => families.get(code)?.children ?? [] }
}

interface Family {
  parent: Area
  children: Area[]
}

const familyOf = (parent: Area | undefined): Family | undefined => parent && { parent, children: [] }

/** Areas by code; those of a snapshot mostly stand so already. */
function inOrder(areas: readonly Area[]): readonly Area[] {
  for (let i = 1; i < areas.length; i++) {
    if (areas[i - 1]!.code > areas[i]!.code) return areas.toSorted((a, b) => order(a.code, b.code))
  }
  return areas
}

/**
 * Areas without children: the smallest level that exists at each place. Depth first, and as children stand in code order,
 * that is path order.
 */
export function leavesOf({ roots, children }: Tree): Area[] {
  const leaves: Area[] = []
  const visit = (areas: readonly Area[]) => {
    for (const area of areas) {
      const under = children(area.code)
      if (under.length === 0) leaves.push(area)
      else visit(under)
    }
  }
  visit(roots)
  return leaves
}

/** Paths, each made when it is first asked for. */
function pathsIn(byCode: ReadonlyMap<string, Area>): Tree['path'] {
  const made = new Map<string, Path>()
  return (code) => {
    const known = made.get(code)
    const area = byCode.get(code)
    if (known !== undefined || area === undefined) return known
    const path = pathOf(lineage(area, byCode))
    made.set(code, path)
    return path
  }
}

function checkLevels(area: Area, parent: Area): void {
  if (LEVELS.indexOf(parent.level) < LEVELS.indexOf(area.level)) return
  throw new RangeError(
    `expected the parent of ${area.code} above the level ${area.level}, but ${parent.code} is a ${parent.level}`,
  )
}

function lineage(area: Area, byCode: ReadonlyMap<string, Area>): Area[] {
  const line = [area]
  for (let up = byCode.get(area.parent ?? ''); up !== undefined; up = byCode.get(up.parent ?? '')) line.unshift(up)
  return line
}

const pathOf = (line: readonly Area[]): Path => Object.freeze(Object.fromEntries(line.map((a) => [a.level, a.code])))

/** By UTF-16 code unit: the same on every machine and in every locale. */
const order = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)
