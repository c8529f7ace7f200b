import type { Fabric } from './fabric.ts'

/** Some faces, divided into those that hang together by edges and have the same key; in the order of their first face. */
export function components(
  { edges }: Pick<Fabric, 'edges'>,
  set: readonly number[],
  key: (face: number) => string,
): number[][] {
  const root = new Map(set.map((face) => [face, face]))
  const rootOf = (face: number): number => {
    let at = face
    while (root.get(at)! !== at) at = root.get(at)!
    root.set(face, at)
    return at
  }
  for (const { left, right } of edges) {
    if (!root.has(left) || !root.has(right) || key(left) !== key(right)) continue
    const [a, b] = [rootOf(left), rootOf(right)]
    root.set(Math.max(a, b), Math.min(a, b))
  }
  const ordered = [...set].sort((a, b) => a - b)
  return [...Map.groupBy(ordered, rootOf).values()]
}
