import type { Fabric } from './fabric.ts'
import type { Lineage } from './lineage.ts'

/** Each merged area is called as the source that gave most of it; several of one source are numbered. */
export function namesOf(
  { layers, parent }: Pick<Fabric, 'layers' | 'parent'>,
  lineage: readonly Lineage[],
  count: number,
): string[] {
  const byMerged = Map.groupBy(lineage, ({ merged }) => merged)
  const plain = Array.from({ length: count }, (_, n) => {
    const main = byMerged.get(n)?.find(({ layer, givenM2 }) => layer !== null && givenM2 > 0)
    return main === undefined ? parent.name : layers[main.layer!]!.areas[main.area!]!.name
  })
  const often = Map.groupBy(plain, (name) => name)
  const used = new Map<string, number>()
  return plain.map((name) => {
    if (often.get(name)!.length === 1) return name
    const nth = (used.get(name) ?? 0) + 1
    used.set(name, nth)
    return `${name}-${nth}`
  })
}
