import type { SourceArea } from '../../../geo/overlay/layer.ts'
import type { LayerReport } from '../../api/gridLayers.ts'

/** Whose grid a layer is. `edition` null: beside all drafts. */
export interface LayerOrigin {
  edition: number | null
  system: string
  name: string
  authority: string
  asOf: string | null
  file: string
}

/** A layer as a file or an edition gave it. */
export interface ReadLayer {
  areas: (SourceArea & { areaM2: number })[]
  report: LayerReport
}
