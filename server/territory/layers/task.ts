import type { Layer, Parent } from '../../../geo/overlay/layer.ts'
import type { Points } from '../../../geo/overlay/loads.ts'
import type { MergedGrid } from '../../../geo/overlay/mergeLayers.ts'
import type { Moved } from '../../../geo/overlay/moved.ts'
import type { Overlay, OverlayOptions } from '../../../geo/overlay/overlay.ts'
import type { MergeRules } from '../../../geo/overlay/rules.ts'
import type { Box } from '../../../geo/types.ts'
import type { LayerColumns } from '../../api/gridLayers.ts'
import type { Failed } from './failed.ts'
import type { ReadLayer } from './layer.ts'

/** What the worker can be asked to do, with everything it needs. */
export interface Tasks {
  read: {
    asked: {
      path: string
      name: string
      columns: LayerColumns
      district: { code: string; name: string }
      /** The district's; null while it is unknown. */
      box: Box | null
    }
    answer: ReadLayer
  }
  overlay: {
    asked: { parents: readonly Parent[]; layers: readonly Layer[]; options: OverlayOptions }
    answer: Overlay[]
  }
  merge: {
    asked: { parents: readonly Parent[]; layers: readonly Layer[]; rules: MergeRules; points: Points }
    answer: { grids: MergedGrid[]; moved: Moved[] }
  }
}
export type TaskName = keyof Tasks

export type Message<T extends TaskName = TaskName> =
  | { is: 'progress'; done: number; of: number }
  | { is: 'answer'; answer: Tasks[T]['answer'] }
  | { is: 'refusal'; failed: Failed }
