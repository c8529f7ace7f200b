/** Tiles are made up to this zoom; nearer ones are drawn from it. */
export const NEAREST_TILE = 16

export const EXTENT = 4096
/** How far a tile reaches beyond its edge, so that borders there are drawn whole: tile units. */
export const BUFFER = 64

/**
 * How borders are cut into tiles. What leaves a border where it is to 3 units, less than half a pixel, is left out: two
 * areas that share a border go on sharing it to the eye.
 */
export const CUT = { extent: EXTENT, buffer: BUFFER, maxZoom: NEAREST_TILE, tolerance: 3 } as const
