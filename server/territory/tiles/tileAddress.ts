/** A tile of the usual pyramid: web mercator, row 0 in the north. */
export interface TileAddress {
  z: number
  x: number
  y: number
}
