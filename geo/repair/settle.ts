import type { Faces } from './faces.ts'
import type { Lineage } from './lineage.ts'

/** Who may have a face. */
export interface Wish {
  /** Leaves over the face that may keep it. */
  own: readonly string[]
  /** Where none may: leaves beside it, those under this area before all others. */
  under: string | null
  /** Only leaves under this area, whatever lies over the face. */
  only: string | null
  /** Never leaves under this area. */
  not?: string
  by: 'longest' | 'first'
  /** It becomes nobody's. */
  nobody?: boolean
}

/**
 * The leaf that each wished-for face goes to; null for nobody's land. Faces that cannot be decided are left out.
 * A face without an owner of its own goes to the neighbour with the longest common border in metres, then those
 * behind it follow; equal lengths go by path order, so the answer does not depend on the order of the input.
 */
export function settle(
  { faces, edges }: Faces,
  wishes: ReadonlyMap<number, Wish>,
  lineage: Lineage,
): Map<number, string | null> {
  const settled = new Map<number, string | null>()
  const around = neighbours(edges, wishes)
  const leafOf = (face: number): string | null => {
    if (wishes.has(face)) return settled.get(face) ?? null
    const leaves = [...faces[face]!.over].filter(lineage.isLeaf)
    return leaves.length === 1 ? leaves[0]! : null
  }
  const lengths = (face: number) => {
    const sums = new Map<string, number>()
    for (const [other, metres] of around.get(face) ?? []) {
      const leaf = other < 0 ? null : leafOf(other)
      if (leaf !== null) sums.set(leaf, (sums.get(leaf) ?? 0) + metres)
    }
    return sums
  }
  const inOrder = (a: string, b: string) => (lineage.order(a) < lineage.order(b) ? -1 : 1)

  for (const [face, wish] of wishes) {
    if (wish.nobody === true) settled.set(face, null)
    const own = wish.own.toSorted(inOrder)
    if (own.length === 1 || (own.length > 1 && wish.by === 'first')) settled.set(face, own[0]!)
  }
  // First only within the wished family, and what stays undecided among all neighbours.
  for (const strict of [true, false]) {
    let waiting = new Set([...wishes.keys()].filter((face) => !settled.has(face)))
    while (waiting.size > 0) {
      const found = [...waiting].flatMap((face): [number, string][] => {
        const best = choose(lengths(face), wishes.get(face)!, lineage, strict)
        return best === null ? [] : [[face, best]]
      })
      for (const [face, leaf] of found) settled.set(face, leaf)
      // Only what lies beside a face that was just settled can be told more than before.
      const beside = found.flatMap(([face]) => (around.get(face) ?? []).map(([other]) => other))
      waiting = new Set(beside.filter((face) => wishes.has(face) && !settled.has(face)))
    }
  }
  for (const [face, { own }] of wishes) {
    if (!settled.has(face) && own.length > 0) settled.set(face, own.toSorted(inOrder)[0]!)
  }
  return settled
}

function choose(sums: Map<string, number>, wish: Wish, lineage: Lineage, strict: boolean): string | null {
  const { own, under, only, not, by } = wish
  const able = [...sums].filter(
    ([leaf]) =>
      (own.length === 0 || own.includes(leaf)) &&
      (only === null || lineage.isUnder(leaf, only)) &&
      (not === undefined || !lineage.isUnder(leaf, not)) &&
      (!strict || own.length > 0 || under === null || lineage.isUnder(leaf, under)),
  )
  able.sort(([a, m], [b, n]) => (by === 'longest' ? n - m : 0) || (lineage.order(a) < lineage.order(b) ? -1 : 1))
  return able[0]?.[0] ?? null
}

/** Of each wished-for face the faces beside it (-1 for none) with the length of every common stretch. */
function neighbours(edges: Faces['edges'], wishes: ReadonlyMap<number, Wish>): Map<number, [number, number][]> {
  const around = new Map<number, [number, number][]>()
  const add = (face: number, other: number, metres: number) => {
    if (!wishes.has(face)) return
    const known = around.get(face)
    if (known === undefined) around.set(face, [[other, metres]])
    else known.push([other, metres])
  }
  for (const { left, right, lengthM } of edges) {
    add(left, right, lengthM)
    if (right >= 0) add(right, left, lengthM)
  }
  return around
}
