import type { Polygon } from 'geojson'
import { inBox } from '../crs.ts'
import { areaM2, boundingBox } from '../interior.ts'
import type { LonLat } from '../types.ts'
import { type Fabric, locator } from './fabric.ts'

export const LOADS = ['residents', 'premises', 'reports'] as const
export type Load = (typeof LOADS)[number]

/** What each face carries. Residents are an estimate: those of its source by share of area. */
export type Loads = Record<Load, number[]>

/** Where premises and reports are. */
export interface Points {
  premises: readonly LonLat[]
  reports: readonly LonLat[]
}

/** What every face carries; the residents are those of the first layer in order that knows them there. */
export function loadsOf(fabric: Fabric, order: readonly number[], points: Points): Loads {
  const find = locator(fabric.faces.map(({ rings }): Polygon => ({ type: 'Polygon', coordinates: rings })))
  const box = boundingBox(fabric.parent.geometry)
  const counted = (all: readonly LonLat[]) => {
    const counts = fabric.faces.map(() => 0)
    for (const point of box === null ? [] : all.filter((one) => inBox(one, box))) {
      const face = find(point)[0]
      if (face !== undefined) counts[face]! += 1
    }
    return counts
  }
  return {
    residents: residentsOf(fabric, order),
    premises: counted(points.premises),
    reports: counted(points.reports),
  }
}

function residentsOf({ faces, layers }: Fabric, order: readonly number[]): number[] {
  const sizes = layers.map(() => new Map<number, number>())
  const sizeOf = (layer: number, area: number) => {
    const known = sizes[layer]!.get(area)
    if (known !== undefined) return known
    const size = areaM2(layers[layer]!.areas[area]!.geometry)
    sizes[layer]!.set(area, size)
    return size
  }
  return faces.map((face) => {
    for (const layer of order) {
      const area = face.covers[layer]![0]
      const residents = area === undefined ? undefined : layers[layer]!.areas[area]!.residents
      if (area !== undefined && residents !== undefined) return (residents * face.areaM2) / sizeOf(layer, area)
    }
    return 0
  })
}
