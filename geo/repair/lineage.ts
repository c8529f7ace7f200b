import { type Area, LEVELS } from '../types.ts'

/** Who stands above and below whom, by the codes alone. */
export interface Lineage {
  /** The area and those above it, from itself upwards. */
  path(code: string): readonly string[]
  /** True for areas without children: only they hold land of their own, all others hold what their parts hold. */
  isLeaf(code: string): boolean
  /** True when `code` is `above` or stands anywhere below it. */
  isUnder(code: string, above: string): boolean
  /** Codes of the path from the top down, joined: their order is the order of precedence (see atlas.ts). */
  order(code: string): string
  /** 0 for a district, 4 for a micro-grid. */
  depth(code: string): number
}

export function lineageOf(areas: readonly Area[]): Lineage {
  const byCode = new Map(areas.map((area) => [area.code, area]))
  const parents = new Set(areas.map(({ parent }) => parent))
  const paths = new Map<string, readonly string[]>()
  const path = (code: string): readonly string[] => {
    const known = paths.get(code)
    if (known !== undefined) return known
    const made: string[] = []
    for (let next = byCode.get(code); next !== undefined && made.length < LEVELS.length; ) {
      made.push(next.code)
      next = next.parent === null ? undefined : byCode.get(next.parent)
    }
    paths.set(code, made)
    return made
  }
  const orders = new Map<string, string>()
  const order = (code: string): string => {
    const known = orders.get(code)
    if (known !== undefined) return known
    const made = path(code).toReversed().join('\n')
    orders.set(code, made)
    return made
  }
  return {
    path,
    isLeaf: (code) => !parents.has(code),
    isUnder: (code, above) => path(code).includes(above),
    order,
    depth: (code) => LEVELS.indexOf(byCode.get(code)?.level ?? 'district'),
  }
}
