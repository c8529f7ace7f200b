import type { MultiPolygon, Polygon } from 'geojson'
import { asGeometry } from '../dissolve.ts'
import type { Geos, Shapes } from '../geos.ts'
import { ringsOf } from '../overlay/fabric.ts'
import type { Area } from '../types.ts'
import { type Face, segmentKey } from './faces.ts'

/** A face before and after: the codes of the areas that hold it. */
export interface Dealt {
  face: Face
  after: ReadonlySet<string>
}

/**
 * The areas with the land that they hold now; an area whose border is the same stretch by stretch stays the very same
 * object, one that holds nothing any more is left out.
 * @param whole says of which areas every face is there; the others have the difference added and taken away
 */
export function rebuild(
  geos: Geos,
  areas: readonly Area[],
  dealt: readonly Dealt[],
  whole: (code: string) => boolean,
): Area[] {
  const held = facesByCode(dealt, ({ after }) => after)
  const gained = facesByCode(dealt, ({ face, after }) => without(after, face.over))
  const lost = facesByCode(dealt, ({ face, after }) => without(face.over, after))
  return areas.flatMap((area): Area[] => {
    const { code } = area
    const geometry = geos.scope((shapes) =>
      whole(code)
        ? together(shapes, held.get(code) ?? [])
        : altered(shapes, area.geometry, gained.get(code) ?? [], lost.get(code) ?? []),
    )
    if (geometry === null) return []
    return [sameBorder(geometry, area.geometry) ? area : { ...area, geometry }]
  })
}

const without = (codes: ReadonlySet<string>, others: ReadonlySet<string>) =>
  [...codes].filter((code) => !others.has(code))

function facesByCode(dealt: readonly Dealt[], codesOf: (one: Dealt) => Iterable<string>): Map<string, Face[]> {
  const byCode = new Map<string, Face[]>()
  for (const one of dealt) {
    for (const code of codesOf(one)) {
      const known = byCode.get(code)
      if (known === undefined) byCode.set(code, [one.face])
      else known.push(one.face)
    }
  }
  return byCode
}

/** The faces as one geometry; every vertex of its border stays. Null for none. */
function together(shapes: Shapes, faces: readonly Face[]): Polygon | MultiPolygon | null {
  if (faces.length === 0) return null
  if (faces.length === 1) return { type: 'Polygon', coordinates: faces[0]!.rings }
  const parts = faces.map(({ rings }) => shapes.of({ type: 'Polygon', coordinates: rings }))
  return asGeometry(shapes.polygons(shapes.union(parts)))
}

/** The geometry with some faces added and others taken away; the very same where there are none. Null for nothing. */
function altered(
  shapes: Shapes,
  geometry: Polygon | MultiPolygon,
  gained: readonly Face[],
  lost: readonly Face[],
): Polygon | MultiPolygon | null {
  if (gained.length === 0 && lost.length === 0) return geometry
  const shapesOf = (faces: readonly Face[]) =>
    faces.map(({ rings }) => shapes.of({ type: 'Polygon', coordinates: rings }))
  let shape = shapes.of(geometry)
  if (gained.length > 0) shape = shapes.union([shape, ...shapesOf(gained)])
  if (lost.length > 0) shape = shapes.difference(shape, shapes.union(shapesOf(lost)))
  const polygons = shapes.polygons(shape)
  return polygons.length === 0 ? null : asGeometry(polygons)
}

/** Whether two geometries have the same border, stretch by stretch, wherever their rings begin. */
export function sameBorder(a: Polygon | MultiPolygon, b: Polygon | MultiPolygon): boolean {
  const [one, other] = [bordersOf([a]), bordersOf([b])]
  return one.size === other.size && [...one].every((key) => other.has(key))
}

/** The stretches on which an odd number of polygons borders: common borders of neighbours cancel out. */
export function bordersOf(geometries: Iterable<Polygon | MultiPolygon>): Set<string> {
  const odd = new Set<string>()
  for (const geometry of geometries) {
    for (const ring of ringsOf(geometry)) {
      for (let n = 1; n < ring.length; n++) {
        const [from, to] = [ring[n - 1]!, ring[n]!]
        if (from[0] === to[0] && from[1] === to[1]) continue
        const key = segmentKey(from, to)
        if (!odd.delete(key)) odd.add(key)
      }
    }
  }
  return odd
}
