import Flatbush from 'flatbush'
import type { Position } from 'geojson'
import { orient2d } from 'robust-predicates'
import type { RawGeometry } from './source.ts'

interface Ring {
  points: Position[]
  /** Twice the area, positive where the ring runs clockwise. */
  clockwise: number
  box: [west: number, south: number, east: number, north: number]
}

/**
 * Puts the rings of a shapefile's record together. By its specification clockwise rings are shells and the others
 * holes in one of them. Where that does not come out (a hole that lies in no shell: files with the wrong winding are
 * common) containment alone decides: rings inside an even number of others are shells.
 */
export function polygonOfRings(rings: readonly Position[][]): RawGeometry {
  const all = rings.filter((ring) => ring.length > 0).map(measured)
  const shells = all.filter((ring) => ring.clockwise > 0)
  const holes = all.filter((ring) => !(ring.clockwise > 0))
  const owners = ownersOf(holes, shells)
  const polygons = owners.every((shell) => shell !== undefined) ? grouped(shells, holes, owners) : byContainment(all)
  return polygons.length === 1
    ? { type: 'Polygon', coordinates: polygons[0] }
    : { type: 'MultiPolygon', coordinates: polygons }
}

function byContainment(all: readonly Ring[]): Position[][][] {
  const near = meeting(all)
  const depths = all.map((ring) => near(ring).filter((other) => other !== ring && contains(other, ring)).length)
  const shells = all.filter((_, n) => depths[n]! % 2 === 0)
  const holes = all.filter((_, n) => depths[n]! % 2 === 1)
  return grouped(shells, holes, ownersOf(holes, shells))
}

/** Shells with their holes; a hole that nothing owns stands for itself, so that no ring is lost. */
function grouped(shells: readonly Ring[], holes: readonly Ring[], owners: readonly (Ring | undefined)[]) {
  const owned = Map.groupBy(holes, (_, n) => owners[n])
  const loose = (owned.get(undefined) ?? []).map((hole) => [hole.points])
  return [...shells.map((shell) => [shell, ...(owned.get(shell) ?? [])].map((ring) => ring.points)), ...loose]
}

function ownersOf(holes: readonly Ring[], shells: readonly Ring[]): (Ring | undefined)[] {
  const near = meeting(shells)
  return holes.map((hole) => smallestAround(hole, near(hole)))
}

/** Finds the rings whose box meets that of another, in their order: a record may have tens of thousands. */
function meeting(rings: readonly Ring[]): (ring: Ring) => Ring[] {
  const finite = rings.filter(({ box }) => box.every(Number.isFinite))
  if (finite.length === 0) return () => []
  const index = new Flatbush(finite.length)
  for (const { box } of finite) index.add(...box)
  index.finish()
  return ({ box }) =>
    index
      .search(...box)
      .sort((a, b) => a - b)
      .map((n) => finite[n]!)
}

function smallestAround(ring: Ring, shells: readonly Ring[]): Ring | undefined {
  let best: Ring | undefined
  for (const shell of shells) {
    if (best !== undefined && Math.abs(shell.clockwise) >= Math.abs(best.clockwise)) continue
    if (contains(shell, ring)) best = shell
  }
  return best
}

function contains(outer: Ring, inner: Ring): boolean {
  if (Math.abs(outer.clockwise) <= Math.abs(inner.clockwise)) return false
  const [west, south, east, north] = outer.box
  if (inner.box[0] < west || inner.box[1] < south || inner.box[2] > east || inner.box[3] > north) return false
  // Rings may touch: the first vertex that is not on the other's border decides.
  for (const point of inner.points) {
    const side = sideOf(outer.points, point)
    if (side !== 'border') return side === 'inside'
  }
  return true
}

function sideOf(ring: readonly Position[], [x, y]: Position): 'inside' | 'border' | 'outside' {
  let inside = false
  for (let n = 0; n + 1 < ring.length; n++) {
    const [ax, ay] = ring[n] as [number, number]
    const [bx, by] = ring[n + 1] as [number, number]
    if ((ay < y! && by < y!) || (ay > y! && by > y!) || (ax < x! && bx < x!)) continue
    const turn = orient2d(ax, ay, bx, by, x!, y!)
    if (turn === 0 && Math.min(ax, bx) <= x! && Math.max(ax, bx) >= x!) return 'border'
    const upward = by > y!
    if (ay > y! !== upward && upward === turn < 0) inside = !inside
  }
  return inside ? 'inside' : 'outside'
}

function measured(points: Position[]): Ring {
  const box: Ring['box'] = [Infinity, Infinity, -Infinity, -Infinity]
  const [x0, y0] = points[0] as [number, number]
  let clockwise = 0
  for (let n = 0; n < points.length; n++) {
    const [x, y] = points[n] as [number, number]
    if (x < box[0]) box[0] = x
    if (y < box[1]) box[1] = y
    if (x > box[2]) box[2] = x
    if (y > box[3]) box[3] = y
    const [nextX, nextY] = points[n + 1] ?? [x0, y0]
    clockwise += (nextX! - x) * (nextY! - y0 + (y - y0))
  }
  return { points, clockwise, box }
}
