import type { Mesh } from './mesh.ts'
import { components, cut, grow, middle, nearestFace } from './partition.ts'
import { NORTH_BANK, riverNorthing, SOUTH_BANK, TOWNS } from './towns.ts'

/** S2: the town's 17 communities hold 116 grids and 1,030 micro-grids; here a micro-grid of the town is one face. */
export const TOWN_MICRO_GRIDS = 1_030
export const TOWN_GRIDS = 116

/** Faces of one street: its built-up part (none outside the two streets of the town) and the land of its villages. */
export interface StreetLand {
  code: string
  urban: number[]
  rural: number[]
}

/** Divides the district: the town on both banks of the river first, then every street around its seat. */
export function streets(mesh: Mesh): StreetLand[] {
  const banks = townFaces(mesh)
  const seeds = TOWNS.map(({ code, seat, reach }) => {
    const held = code === NORTH_BANK ? banks.north : code === SOUTH_BANK ? banks.south : []
    return { at: seat, reach, held: held.length > 0 ? held : [nearestFace(mesh, mesh.inside, seat)] }
  })
  const parts = TOWNS.map(() => [] as number[])
  for (const [face, owner] of grow(mesh, mesh.inside, seeds)) parts[owner]!.push(face)
  const urban = new Set([...banks.north, ...banks.south])
  return TOWNS.map(({ code }, index) => ({
    code,
    urban: parts[index]!.filter((face) => urban.has(face)),
    rural: parts[index]!.filter((face) => !urban.has(face)),
  }))
}

/** The 1,030 faces nearest to the middle of the town, on two connected banks. */
function townFaces(mesh: Mesh): { north: number[]; south: number[] } {
  const nearness = (face: number) => {
    const [east, north] = mesh.sites[face]!
    return ((east - 300) / 4_800) ** 2 + ((north - riverNorthing(east) - 700) / 2_000) ** 2
  }
  const order = [...mesh.inside].sort((a, b) => nearness(a) - nearness(b) || a - b)
  const town = order.slice(0, TOWN_MICRO_GRIDS)
  const isNorth = (face: number) => mesh.sites[face]![1] > riverNorthing(mesh.sites[face]![0])
  const [north, ...strayNorth] = components(mesh, town.filter(isNorth))
  const [south, ...straySouth] = components(
    mesh,
    town.filter((face) => !isNorth(face)),
  )
  return { north: [...north!, ...straySouth.flat()], south: [...south!, ...strayNorth.flat()] }
}

/** Cuts land that may lie in several pieces into exactly `count` connected parts, larger pieces into more of them. */
export function cutPieces(mesh: Mesh, faces: readonly number[], count: number): number[][] {
  const pieces = components(mesh, faces)
  const shares = shareOut(
    count,
    pieces.map((piece) => piece.length),
  )
  return pieces.flatMap((piece, index) => cut(mesh, piece, shares[index]!))
}

/** Shares a whole number in proportion to the weights, at least one each and never more than the weight itself. */
export function shareOut(whole: number, weights: readonly number[]): number[] {
  const shares = weights.map(() => 1)
  for (let left = whole - weights.length; left > 0; left--) {
    const next = weights
      .map((weight, index) => ({ index, hunger: weight > shares[index]! ? weight / shares[index]! : 0 }))
      .reduce((a, b) => (b.hunger > a.hunger ? b : a))
    shares[next.index]!++
  }
  return shares
}

/** Reading order of a map: rows from north to south, within a row from west to east. */
export function inReadingOrder(mesh: Mesh, parts: readonly number[][]): number[][] {
  const rows = Math.max(1, Math.round(Math.sqrt(parts.length)))
  const placed = parts.map((part) => ({ part, at: middle(mesh, part) })).sort((a, b) => b.at[1] - a.at[1])
  const perRow = Math.ceil(placed.length / rows)
  return Array.from({ length: rows }, (_, row) => placed.slice(row * perRow, (row + 1) * perRow))
    .flatMap((row) => row.sort((a, b) => a.at[0] - b.at[0]))
    .map(({ part }) => part)
}
