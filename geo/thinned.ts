import type { MultiPolygon, Polygon, Position } from 'geojson'
import { asGeometry } from './dissolve.ts'
import type { Geos } from './geos.ts'
import { boundingBox } from './interior.ts'

/** The first tolerance, a share of the longer side of all areas together; each next one thins what is left twice as far. */
const FINEST = 1 / 65_536

/**
 * The areas of a coverage with at most about `most` vertices, thinned border by border (Visvalingam–Whyatt), so that
 * neighbours go on sharing theirs. In the order given; degrees.
 */
export function thinnedCoverage(
  geos: Geos,
  areas: readonly (Polygon | MultiPolygon)[],
  most: number,
): (Polygon | MultiPolygon)[] {
  const side = longerSide(areas)
  let thinned = [...areas]
  for (let share = FINEST; vertices(thinned) > most && share < 1; share *= 2) {
    const before = thinned
    thinned = geos.scope((shapes) =>
      shapes.thinned(before, side * share).map((shape) => asGeometry(shapes.polygons(shape))),
    )
  }
  return thinned
}

function longerSide(areas: readonly (Polygon | MultiPolygon)[]): number {
  const boxes = areas.map(boundingBox).filter((box) => box !== null)
  const of = (low: 0 | 1, high: 2 | 3) =>
    boxes.reduce((most, box) => Math.max(most, box[high]), -Infinity) -
    boxes.reduce((least, box) => Math.min(least, box[low]), Infinity)
  return Math.max(of(0, 2), of(1, 3))
}

const vertices = (areas: readonly (Polygon | MultiPolygon)[]): number =>
  areas.reduce((sum, area) => sum + ringsOf(area).reduce((n, ring) => n + ring.length, 0), 0)

const ringsOf = (area: Polygon | MultiPolygon): Position[][] =>
  area.type === 'Polygon' ? area.coordinates : area.coordinates.flat()
