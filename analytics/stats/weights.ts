/** Neighbour graphs of areas and of points. Each is symmetric, except that of the nearest k. */
import Flatbush from 'flatbush'
import type { MultiPolygon, Polygon } from 'geojson'
import { gridDisk } from 'h3-js'
import { type Graph, graphOf } from './graph.ts'

/**
 * Queen contiguity: two areas are neighbours when they share a vertex, compared digit by digit. Borders must therefore
 * be drawn with the same vertices on both sides, as in every edition that passed the check of its coverage.
 * @param areas null: an area without a shape, which then is an island
 */
export function queen(areas: readonly (Polygon | MultiPolygon | null)[]): Graph {
  const at = new Map<string, number[]>()
  areas.forEach((area, i) => {
    for (const key of new Set(vertices(area))) {
      const there = at.get(key)
      if (there === undefined) at.set(key, [i])
      else there.push(i)
    }
  })
  const lists = areas.map(() => new Set<number>())
  for (const meeting of at.values()) {
    for (const i of meeting) for (const j of meeting) if (i !== j) lists[i]!.add(j)
  }
  return graphOf(lists.map((list) => [...list]))
}

function* vertices(area: Polygon | MultiPolygon | null): Generator<string> {
  if (area === null) return
  const polygons = area.type === 'Polygon' ? [area.coordinates] : area.coordinates
  for (const ring of polygons.flat()) for (const [x, y] of ring) yield `${x},${y}`
}

/**
 * The k nearest other points in the plane; of equally near ones the earlier in the list. Each row has
 * min(k, n − 1) neighbours.
 * @param x @param y in any unit of a plane (project degrees first: scaleAt of geo/distance)
 */
export function nearest(x: Float64Array, y: Float64Array, k: number): Graph {
  if (x.length === 0) return graphOf([])
  const tree = treeOf(x, y)
  const wanted = Math.min(k, x.length - 1)
  const lists = Array.from(x, (_, i) => {
    const far = tree.neighbors(x[i]!, y[i]!, wanted + 1).map((j) => distance(x, y, i, j))
    return within(tree, x, y, i, Math.max(...far)).slice(0, wanted)
  })
  return graphOf(lists)
}

/** Every other point at most `band` away in the plane, in the unit of x and y. */
export function distanceBand(x: Float64Array, y: Float64Array, band: number): Graph {
  if (x.length === 0) return graphOf([])
  const tree = treeOf(x, y)
  return graphOf(Array.from(x, (_, i) => within(tree, x, y, i, band)))
}

/** Every other point at most `band` away in the plane and at most `span` in time, in the units given. */
export function spaceTimeBand(x: Float64Array, y: Float64Array, t: Float64Array, band: number, span: number): Graph {
  if (x.length === 0) return graphOf([])
  const tree = treeOf(x, y)
  const near = (i: number) => within(tree, x, y, i, band).filter((j) => Math.abs(t[i]! - t[j]!) <= span)
  return graphOf(Array.from(x, (_, i) => near(i)))
}

/** The cells of the list at most `rings` steps away on the H3 grid. @param cells distinct, of one resolution */
export function h3Rings(cells: readonly string[], rings = 1): Graph {
  const index = new Map(cells.map((cell, i) => [cell, i]))
  return graphOf(
    cells.map((cell, i) =>
      gridDisk(cell, rings)
        .map((other) => index.get(other) ?? i)
        .filter((j) => j !== i),
    ),
  )
}

function treeOf(x: Float64Array, y: Float64Array): Flatbush {
  const tree = new Flatbush(x.length)
  for (let i = 0; i < x.length; i++) tree.add(x[i]!, y[i]!)
  tree.finish()
  return tree
}

/** The others at most this far from point i, the nearest first, then by their place in the list. */
function within(tree: Flatbush, x: Float64Array, y: Float64Array, i: number, far: number): number[] {
  const reach = far * (1 + 1e-12)
  return tree
    .search(x[i]! - reach, y[i]! - reach, x[i]! + reach, y[i]! + reach)
    .filter((j) => j !== i && distance(x, y, i, j) <= far)
    .sort((a, b) => distance(x, y, i, a) - distance(x, y, i, b) || a - b)
}

const distance = (x: Float64Array, y: Float64Array, i: number, j: number) => Math.hypot(x[i]! - x[j]!, y[i]! - y[j]!)
