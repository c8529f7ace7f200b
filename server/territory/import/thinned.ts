import type { RawGeometry } from '../read/source.ts'

/** A feature's outer rings, thinned, in the file's own coordinates. */
export interface Outline {
  feature: number
  rings: [x: number, y: number][][]
}

const MOST_FEATURES = 2000
const MOST_VERTICES = 60_000
const MOST_RINGS = 8
const FEWEST_A_RING = 12

/** Collects outlines to be drawn: evenly chosen features, rings thinned until all of it is small. */
export class Outlines {
  list: Outline[] = []
  #every = 1
  #aRing = 400
  #vertices = 0

  add(feature: number, geometry: RawGeometry | null): void {
    if (feature % this.#every !== 0) return
    const rings = outerRings(geometry)
      .slice(0, MOST_RINGS)
      .map((ring) => thinned(ring, this.#aRing))
    if (rings.length === 0) return
    this.list.push({ feature, rings })
    this.#vertices += vertices(rings)
    if (this.list.length > MOST_FEATURES) this.#dropHalf()
    if (this.#vertices > MOST_VERTICES && this.#aRing > FEWEST_A_RING) this.#thinAll()
  }

  #dropHalf(): void {
    this.#every *= 2
    this.list = this.list.filter(({ feature }) => feature % this.#every === 0)
    this.#count()
  }

  #thinAll(): void {
    this.#aRing = Math.max(FEWEST_A_RING, Math.floor(this.#aRing / 2))
    this.list = this.list.map(({ feature, rings }) => ({
      feature,
      rings: rings.map((ring) => thinned(ring, this.#aRing)),
    }))
    this.#count()
  }

  #count(): void {
    this.#vertices = this.list.reduce((sum, { rings }) => sum + vertices(rings), 0)
  }
}

const vertices = (rings: Outline['rings']) => rings.reduce((sum, ring) => sum + ring.length, 0)

/** Every n-th vertex, the first and the last always. */
function thinned(ring: [number, number][], most: number): [number, number][] {
  if (ring.length <= most) return ring
  const step = (ring.length - 1) / (most - 1)
  return Array.from({ length: most }, (_, n) => ring[Math.round(n * step)]!)
}

/** The outer rings of a polygon as far as they are pairs of finite numbers; nothing of it is proven elsewhere. */
export function outerRings(geometry: RawGeometry | null): [x: number, y: number][][] {
  const { type, coordinates } = geometry ?? {}
  const polygons = type === 'Polygon' ? [coordinates] : type === 'MultiPolygon' ? coordinates : []
  if (!Array.isArray(polygons)) return []
  return polygons.flatMap((rings: unknown) => {
    const ring: unknown = Array.isArray(rings) ? rings[0] : undefined
    if (!Array.isArray(ring)) return []
    const points = ring.filter(isPoint).map(([x, y]): [number, number] => [x, y])
    return points.length >= 4 ? [points] : []
  })
}

const isPoint = (at: unknown): at is [number, number] =>
  Array.isArray(at) && Number.isFinite(at[0]) && Number.isFinite(at[1])
