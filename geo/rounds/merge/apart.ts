import { isApart } from './group.ts'
import type { Item, Site } from './site.ts'

/** Above so many checks cliques are begun from a few of them only. */
const MOST_STARTS = 24

/**
 * Checks no two of which can share a visit, as many as are found: each needs a visit of its own. `items` by earliest due
 * date: for windows alone the first try is the largest there is, because each is the first that begins after the one
 * before has ended; against other limits the search begins once from every check.
 */
export function apart(site: Site, items: readonly Item[], enough: number): Item[] {
  let best: Item[] = []
  for (let start = 0; start < Math.min(items.length, MOST_STARTS) && best.length < enough; start++) {
    const found = [items[start]!]
    for (const item of items) {
      if (item !== items[start] && found.every((other) => isApart(site, other, item))) found.push(item)
    }
    if (found.length > best.length) best = found
  }
  return best
}
