import { holder, ruling, sourceKey } from './authority.ts'
import { components } from './components.ts'
import type { Fabric, Face } from './fabric.ts'
import type { Because, MergeRules } from './rules.ts'

/** Faces that go together for now, and why. */
export interface Cell {
  faces: number[]
  because: Because[]
}

/** Cells as the layers' order of authority gives them; those above the band divided along the layers that follow. */
export function cellsOf(
  fabric: Fabric,
  counted: readonly Face[],
  { order, band }: MergeRules,
  sizes: readonly number[],
): Cell[] {
  const keys = counted.map((face) => sourceKey(ruling(face, order)))
  const all = counted.map((_, face) => face)
  const cells = components(fabric, all, (face) => keys[face]!).map((faces): Cell => ({ faces, because: [] }))
  if (band === null) return cells
  return cells.flatMap((cell) => divided(cell, 0))

  function divided(cell: Cell, depth: number): Cell[] {
    const size = cell.faces.reduce((sum, face) => sum + sizes[face]!, 0)
    const layer = order[depth]
    if (size <= band!.max || layer === undefined) return [cell]
    const parts = components(fabric, cell.faces, (face) => String(holder(counted[face]!, layer)))
    if (parts.length === 1) return divided(cell, depth + 1)
    const because: Because[] = [...cell.because, { rule: 'split', layer, measure: band!.measure, size }]
    return parts.flatMap((faces) => divided({ faces, because }, depth + 1))
  }
}
