import type { Face } from './fabric.ts'

/** The area that decides over a face: of the first layer in order that covers it; null where none does. */
export interface Ruling {
  layer: number
  area: number
}

/** Of several areas of one layer over a face the first by code holds it. */
export function holder(face: Pick<Face, 'covers'>, layer: number): number | null {
  return face.covers[layer]![0] ?? null
}

/** The first layer in the order of authority that covers a face, and its area there; null where none does. */
export function ruling(face: Pick<Face, 'covers'>, order: readonly number[]): Ruling | null {
  for (const layer of order) {
    const area = holder(face, layer)
    if (area !== null) return { layer, area }
  }
  return null
}

export const sourceKey = (by: Ruling | null): string => (by === null ? 'nobody' : `${by.layer} ${by.area}`)

/** The place in the order of the first layer that has a border between two faces; the number of layers where none has. */
export function rankBetween(a: Pick<Face, 'covers'>, b: Pick<Face, 'covers'>, order: readonly number[]): number {
  const rank = order.findIndex((layer) => holder(a, layer) !== holder(b, layer))
  return rank < 0 ? order.length : rank
}
