import { intersectsBox } from '../../geo/intersects.ts'
import type { Boxed } from './collection.ts'
import type { ItemsQuery } from './query.ts'

export interface Page {
  features: Boxed['feature'][]
  matched: number
  /** Offset of the page after this one; null at the end. */
  next: number | null
}

/** One page of the features that touch the asked box, in their standing order. */
export function pageOf(all: readonly Boxed[], { limit, offset, boxes }: ItemsQuery): Page {
  const matching =
    boxes === undefined
      ? all
      : all.filter(({ feature, box }) => boxes.some((asked) => intersectsBox(feature.geometry, asked, box)))
  const features = matching.slice(offset, offset + limit).map(({ feature }) => feature)
  const end = offset + features.length
  return { features, matched: matching.length, next: features.length > 0 && end < matching.length ? end : null }
}
