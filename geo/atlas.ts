import { UNPROVEN } from './blocks.ts'
import { leavesInCells } from './cellBatch.ts'
import { buildCells } from './cellBuild.ts'
import { type Cells, leafInCells } from './cells.ts'
import { scaleAt } from './distance.ts'
import { boundingBox } from './interior.ts'
import { borderMetres, firstCovering, indexPieces, type Near, nearest, type PieceIndex, within } from './locate.ts'
import { layOut } from './pieces.ts'
import { atOnce, type Steps } from './steps.ts'
import { buildTree, leavesOf, treeInSteps } from './tree.ts'
import type { Area, Box, LonLat, Path, Place } from './types.ts'

/** The index over one edition of boundaries. Immutable; safe to share and to swap. */
export interface Atlas {
  /**
   * Where a point fell. Exact on shared edges and vertices: of the areas of the smallest level that cover it (border
   * included) the lowest in path order. Accuracy 0 says that the position is exact, and has no rivals.
   * @throws RangeError where a coordinate is not finite or the accuracy is negative or NaN: check input at the door.
   */
  locate(point: LonLat, accuracyM?: number): Place
  /** The same answer as a number into `leaves`, -1 for unlocated; no distances. @throws RangeError as above. */
  find(lon: number, lat: number): number
  /** `find` for many points: longitude and latitude interleaved. */
  findAll(lonLats: Float64Array): Int32Array
  /** Codes from the district down to this area; undefined for an unknown code. */
  path(code: string): Path | undefined
  area(code: string): Area | undefined
  /** The box of an area of this atlas; null where it has no extent. Its geometry is not unpacked for it. */
  box(area: Area): Box | null
  /** Areas whose parent is this code, in code order; null asks for the areas at the top. */
  children(code: string | null): readonly Area[]
  /** Areas without children, in path order. Only they are located; their parents follow from the table. */
  readonly leaves: readonly Area[]
  /** Number of areas, all levels. */
  readonly size: number
}

/** What an atlas is made of. The cells are null where no area has edges. */
export interface AtlasParts {
  areas: readonly Area[]
  /** The places among the areas of those without children, in path order: the index and the cells number them so. */
  leaves: Uint32Array
  /** West, south, east, north of each area, NaN where it has no extent; absent where nobody has looked for them. */
  bounds?: Float64Array
  index: PieceIndex
  cells: Cells | null
}

/**
 * Builds the index; the answers do not depend on the order of the areas.
 * @throws RangeError for a code that stands twice and for a parent that is not of a higher level.
 */
export const buildAtlas = (areas: readonly Area[]): Atlas => atlasOf(buildParts(areas))

/** @throws RangeError as `buildAtlas` */
export function buildParts(areas: readonly Area[]): AtlasParts {
  const leaves = leavesOf(buildTree(areas))
  const index = indexPieces(layOut(geometriesOf(leaves), leaves.length))
  const cells = index.boxes && buildCells(index.pieces, index.boxes)
  const places = new Map(areas.map((area, place) => [area, place]))
  return { areas, leaves: Uint32Array.from(leaves, (leaf) => places.get(leaf)!), index, cells }
}

/** One at a time: geometries that are made when they are read need not all be there at once. */
function* geometriesOf(areas: readonly Area[]) {
  for (const { geometry } of areas) yield geometry
}

interface Named {
  code: string
  path: Path
}

/** The atlas over parts that are built already; geometries of areas are not looked at. */
export const atlasOf = (parts: AtlasParts): Atlas => atOnce(atlasInSteps(parts))

/** The same in steps, between which others get their turn. */
export function* atlasInSteps({ areas, leaves: places, index, cells, bounds }: AtlasParts): Steps<Atlas> {
  const tree = yield* treeInSteps(areas)
  const { byCode, path } = tree
  const leaves: Area[] = []
  for (let leaf = 0; leaf < places.length; leaf++) leaves.push(areas[places[leaf]!]!)

  /** Code and path of every leaf, side by side, each made when it is first asked for. */
  const named: (Named | undefined)[] = new Array(leaves.length).fill(undefined)
  const nameOf = (leaf: number): Named => {
    const known = named[leaf]
    if (known !== undefined) return known
    const { code } = leaves[leaf]!
    const made = { code, path: path(code)! }
    named[leaf] = made
    return made
  }

  const rival = ({ index: leaf, distanceM }: Near) => {
    const { code, path } = nameOf(leaf)
    return { code, path, distanceM }
  }

  const exactly = (lon: number, lat: number) => {
    if (Number.isFinite(lon) && Number.isFinite(lat)) return firstCovering(index, lon, lat)
    throw new RangeError(`expected finite longitude and latitude, got ${lon}, ${lat}`)
  }

  const find = (lon: number, lat: number) => {
    const leaf = cells === null ? UNPROVEN : leafInCells(cells, lon, lat)
    return leaf === UNPROVEN ? exactly(lon, lat) : leaf
  }

  const findAll = (lonLats: Float64Array) => {
    const found = new Int32Array(lonLats.length >> 1)
    if (cells !== null) leavesInCells(cells, lonLats, found, exactly)
    else for (let at = 0; at < found.length; at++) found[at] = exactly(lonLats[2 * at]!, lonLats[2 * at + 1]!)
    return found
  }

  const locate = (point: LonLat, accuracyM = 0): Place => {
    if (!(accuracyM >= 0)) throw new RangeError(`expected an accuracy of 0 m or more, got ${accuracyM}`)
    const leaf = find(point[0], point[1])
    if (leaf < 0) {
      const near = nearest(index, cells, point)
      return { kind: 'unlocated', nearest: near && rival(near) }
    }
    const { code, path } = nameOf(leaf)
    const scale = scaleAt(point[1])
    const borderM = borderMetres(index, leaf, point, scale)
    const rivals = accuracyM > 0 ? within(index, cells, point, accuracyM, leaf, scale).map(rival) : []
    return { kind: 'located', code, path, borderM, rivals }
  }

  return {
    locate,
    find,
    findAll,
    path,
    area: (code) => byCode.get(code),
    box: bounds === undefined ? ({ geometry }) => boundingBox(geometry) : boxesIn(areas, bounds),
    children: (code) => (code === null ? tree.roots : tree.children(code)),
    leaves,
    size: areas.length,
  }
}

/** Looks boxes up by area; the table of places is made when the first one is asked for. */
function boxesIn(areas: readonly Area[], bounds: Float64Array): Atlas['box'] {
  let places: Map<Area, number> | undefined
  return (area) => {
    places ??= new Map(areas.map((one, i) => [one, i]))
    const at = places.get(area)
    if (at === undefined) return boundingBox(area.geometry)
    const [west, south, east, north] = bounds.subarray(4 * at, 4 * at + 4) as unknown as Box
    return Number.isNaN(west) ? null : [west, south, east, north]
  }
}
