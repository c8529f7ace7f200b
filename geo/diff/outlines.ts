import { wkbOf } from '../packedArea.ts'
import type { Area } from '../types.ts'

/**
 * Pairs areas of the same outline, vertex for vertex: index of before → index of after. Where several share one
 * outline, as levels of one part do not but doubled areas do, those of the same code are paired first. Takes time in
 * proportion to the bytes; an area that holds its WKB is not unpacked.
 */
export function sameOutlines(before: readonly Area[], after: readonly Area[]): Map<number, number> {
  const theirs = after.map(wkbOf)
  const byHash = Map.groupBy(theirs.keys(), (index) => hashOf(theirs[index]!))
  const found = before.map((area) => {
    const bytes = wkbOf(area)
    return (byHash.get(hashOf(bytes)) ?? []).filter((index) => equal(bytes, theirs[index]!))
  })
  const taken = new Set<number>()
  const pairs = new Map<number, number>()
  const pair = (fits: (a: Area, b: Area) => boolean) => {
    for (const [index, area] of before.entries()) {
      if (pairs.has(index)) continue
      const other = found[index]!.find((one) => !taken.has(one) && fits(area, after[one]!))
      if (other === undefined) continue
      pairs.set(index, other)
      taken.add(other)
    }
  }
  pair((a, b) => a.code === b.code)
  pair(() => true)
  return pairs
}

/** FNV-1a over whole words; the few bytes after the last one add nothing to what coordinates say. */
function hashOf(bytes: Uint8Array): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let hash = 0x811c9dc5 ^ bytes.length
  for (let at = 0; at + 4 <= bytes.length; at += 4) hash = Math.imul(hash ^ view.getInt32(at, true), 0x01000193)
  return hash
}

function equal(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false
  for (let at = 0; at < a.length; at++) if (a[at] !== b[at]) return false
  return true
}
