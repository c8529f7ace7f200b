import type { PreviewOut } from '../../../../server/api/territoryImport.ts'

/** How a boundary file is read. */
export interface Reading {
  /** Which of its layers; undefined where it has only one. */
  layer: string | undefined
  /** Undefined for the encoding that it declares or that was found out. */
  encoding: string | undefined
  /** '' for the system the file declares. */
  crs: string
  swapAxes: boolean
}

/** How a file is read as it comes: as it declares, else in the system it most likely is in. */
export function readingOf({ layers, layer, declared, shownIn }: PreviewOut): Reading {
  return {
    layer: layers.length > 1 ? (layer ?? undefined) : undefined,
    encoding: undefined,
    crs: declared === null ? (shownIn?.crs ?? '') : '',
    swapAxes: declared === null ? (shownIn?.swapAxes ?? false) : false,
  }
}
