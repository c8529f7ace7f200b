import { bbox, booleanPointInPolygon } from '@turf/turf'
import Flatbush from 'flatbush'
import type { Atlas } from '../geo/atlas.ts'

/** Every leaf that covers a point, in order, by turf's exact predicate over the boxes of flatbush. */
export function turfOver(leaves: Atlas['leaves']) {
  const boxes = new Flatbush(leaves.length)
  for (const { geometry } of leaves) boxes.add(...(bbox(geometry) as [number, number, number, number]))
  boxes.finish()
  const covers = (leaf: number, lon: number, lat: number) => booleanPointInPolygon([lon, lat], leaves[leaf]!.geometry)
  const candidates = (lon: number, lat: number) => boxes.search(lon, lat, lon, lat).sort((a, b) => a - b)
  return {
    box: [boxes.minX, boxes.minY, boxes.maxX, boxes.maxY] as const,
    all: (lon: number, lat: number) => candidates(lon, lat).filter((leaf) => covers(leaf, lon, lat)),
    first: (lon: number, lat: number) => candidates(lon, lat).find((leaf) => covers(leaf, lon, lat)) ?? -1,
  }
}
