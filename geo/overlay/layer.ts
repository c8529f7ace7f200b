import type { MultiPolygon, Polygon } from 'geojson'

/** One area of a layer under the code and name that its authority gave it. */
export interface SourceArea {
  code: string
  name: string
  geometry: Polygon | MultiPolygon
  /** Who answers for it, where the file says so. */
  unit?: string | undefined
  /** How many people live in it, where the file says so. */
  residents?: number | undefined
}

/** The grid of one authority. Its areas may overlap and leave gaps. */
export interface Layer {
  id: number
  name: string
  areas: readonly SourceArea[]
}

/** The area inside which layers are laid over each other; nothing is ever merged across its border. */
export interface Parent {
  code: string
  name: string
  geometry: Polygon | MultiPolygon
}

/** Layers with their areas by code: whatever comes after does not depend on the order in which features came. */
export function inCodeOrder(layers: readonly Layer[]): Layer[] {
  return layers.map((layer) => ({ ...layer, areas: [...layer.areas].sort((a, b) => order(a.code, b.code)) }))
}

const order = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)
