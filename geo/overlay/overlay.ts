import type { Geos } from '../geos.ts'
import { type Agreement, agreements } from './agreement.ts'
import { type Conflict, conflictsOf } from './conflicts.ts'
import { weave } from './fabric.ts'
import type { Layer, Parent } from './layer.ts'
import { absorbSlivers, type Smallest } from './slivers.ts'

/** What layers say about one parent. */
export interface Overlay {
  parent: string
  areaM2: number
  /** Faces that are left once slivers are gone, and how many slivers went. */
  faces: number
  slivers: number
  agreements: Agreement[]
  conflicts: Conflict[]
}

export interface OverlayOptions {
  /** Layers by index, the one of most authority first. */
  order: readonly number[]
  smallest: Smallest
  /** Borders agree within this distance, metres. */
  toleranceM: number
}

/** Lays layers over each other inside one parent and says where they agree and where not. */
export function overlay(geos: Geos, parent: Parent, layers: readonly Layer[], options: OverlayOptions): Overlay {
  const fabric = weave(geos, parent, layers)
  const { faces, counted } = absorbSlivers(fabric, options.order, options.smallest)
  const left = new Set(counted).size
  return {
    parent: parent.code,
    areaM2: fabric.faces.reduce((sum, face) => sum + face.areaM2, 0),
    faces: left,
    slivers: fabric.faces.length - left,
    agreements: agreements(fabric, faces, options.toleranceM),
    conflicts: conflictsOf(geos, fabric, faces),
  }
}
