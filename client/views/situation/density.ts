/** Metres a pixel covers at the equator at zoom 0 (tiles of 512 pixels). */
const METRES_A_PIXEL = 78_271.5
const METRES_A_DEGREE = 111_320
/** The kernel that MapLibre draws: GAUSS · exp(−½ (3 d / r)²). */
const GAUSS = 0.3989422804014327

export interface Density {
  /** Radius of the kernel on the ground, m. */
  radiusM: number
  /** Reports per km² where they lie densest. */
  peak: number
  /** What one report weighs, so that the peak reaches the top of the colours. */
  weight: number
}

export const metresOf = (px: number, zoom: number, lat: number): number =>
  (px * METRES_A_PIXEL * Math.cos((lat * Math.PI) / 180)) / 2 ** zoom

/** The kernel density of counts at points [longitude, latitude, count], measured where the points are. */
export function densityOf(points: readonly (readonly [number, number, number])[], radiusM: number): Density {
  const squeeze = Math.cos(((points[0]?.[1] ?? 0) * Math.PI) / 180)
  const flat = points.map(
    ([lon, lat, count]) => [lon * squeeze * METRES_A_DEGREE, lat * METRES_A_DEGREE, count] as const,
  )
  let peak = 0
  for (const [x, y] of flat) {
    let sum = 0
    for (const [otherX, otherY, count] of flat) {
      const d2 = (x - otherX) ** 2 + (y - otherY) ** 2
      if (d2 <= radiusM ** 2) sum += count * GAUSS * Math.exp((-4.5 * d2) / radiusM ** 2)
    }
    peak = Math.max(peak, sum)
  }
  // ∫ GAUSS · exp(−4.5 d² / r²) over the plane.
  const mass = (GAUSS * 2 * Math.PI * radiusM ** 2) / 9
  return { radiusM, peak: (peak / mass) * 1e6, weight: peak === 0 ? 0 : 1 / peak }
}
