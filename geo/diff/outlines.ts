import type { Area } from '../types.ts'
import { toWkb } from '../wkb.ts'

/**
 * Pairs areas of the same outline, vertex for vertex: index of before → index of after. Where several share one
 * outline, as levels of one part do not but doubled areas do, those of the same code are paired first.
 */
export function sameOutlines(before: readonly Area[], after: readonly Area[]): Map<number, number> {
  const byKey = Map.groupBy(
    after.map((area, index) => ({ area, index, bytes: undefined as Uint8Array | undefined })),
    ({ area }) => keyOf(area),
  )
  const taken = new Set<number>()
  const pairs = new Map<number, number>()
  const pair = (fits: (a: Area, b: Area) => boolean) => {
    for (const [index, area] of before.entries()) {
      if (pairs.has(index)) continue
      const candidates = (byKey.get(keyOf(area)) ?? []).filter((other) => !taken.has(other.index))
      if (candidates.length === 0) continue
      const bytes = toWkb(area.geometry)
      const found = candidates.find((other) => {
        if (!fits(area, other.area)) return false
        other.bytes ??= toWkb(other.area.geometry)
        return equal(bytes, other.bytes)
      })
      if (found === undefined) continue
      pairs.set(index, found.index)
      taken.add(found.index)
    }
  }
  pair((a, b) => a.code === b.code)
  pair(() => true)
  return pairs
}

/** Cheap and nearly unique: the first vertex and how many numbers there are. */
function keyOf({ geometry }: Area): string {
  const rings = geometry.type === 'Polygon' ? geometry.coordinates : geometry.coordinates.flat()
  return `${rings[0]?.[0]?.join()} ${rings.map((ring) => ring.length).join()}`
}

const equal = (a: Uint8Array, b: Uint8Array) => a.length === b.length && a.every((byte, at) => byte === b[at])
