/** Metres a pixel covers at the equator at zoom 0 (tiles of 512 pixels). */
const METRES_A_PIXEL = 78_271.5
const NEAR = 14.5
const NEAREST = 16.5
/** The circle of accuracy should be at least this large, pixels. */
const VISIBLE_PX = 48

/** Whole grids are looked at from no further than this. */
const FARTHEST = 11

/**
 * The zoom at which a report is looked at: where its position is certain the whole of its smallest area is seen,
 * where it is in doubt the circle of its accuracy, which the border then crosses.
 * @param areaZoom at which the area fills the map; null where it is not known
 */
export function zoomOf(lat: number, accuracyM: number, borderM: number | null, areaZoom: number | null): number {
  const near = zoomFor(lat, accuracyM)
  const certain = borderM !== null && borderM >= accuracyM
  return certain && areaZoom !== null ? Math.max(FARTHEST, Math.min(near, areaZoom)) : near
}

/** The zoom at which a report is looked at: close enough to see the circle of its accuracy, never closer than a street. */
function zoomFor(lat: number, accuracyM: number): number {
  if (accuracyM <= 0) return NEAR
  const wanted = Math.log2((VISIBLE_PX * METRES_A_PIXEL * Math.cos((lat * Math.PI) / 180)) / accuracyM)
  return Math.min(NEAREST, Math.max(NEAR, wanted))
}

/** A finger or a pointer means a spot of about this size, pixels. */
const SPOT_PX = 12
const SURE_M = 10

/** How accurately a place was pointed out on a map at this zoom, metres: from far away, a click says little. */
export const spotAccuracyM = (lat: number, zoom: number): number =>
  Math.max(SURE_M, Math.round((SPOT_PX * METRES_A_PIXEL * Math.cos((lat * Math.PI) / 180)) / 2 ** zoom))
