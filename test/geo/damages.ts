import type { Polygon, Position } from 'geojson'
import { asGeometry } from '../../geo/dissolve.ts'
import type { Geos } from '../../geo/geos.ts'
import type { Area } from '../../geo/types.ts'

/** One way in which boundary files come broken. */
export type Damage = (geos: Geos, areas: readonly Area[], random: () => number) => Area[]

const METRE = 1 / 111_195

const leafOf = (areas: readonly Area[], random: () => number) => {
  const parents = new Set(areas.map(({ parent }) => parent))
  const leaves = areas.filter(({ code }) => !parents.has(code))
  return leaves[Math.floor(random() * leaves.length)]!
}
const changed = (areas: readonly Area[], code: string, change: Partial<Area>) =>
  areas.map((area) => (area.code === code ? { ...area, ...change } : area))
const ringsOf = (area: Area) =>
  area.geometry.type === 'Polygon' ? area.geometry.coordinates : area.geometry.coordinates.flat()

/** Every leaf's own copy of each vertex lies up to `metres` off. */
export const jittered =
  (metres: number): Damage =>
  (_, areas, random) => {
    const parents = new Set(areas.map(({ parent }) => parent))
    const off = () => (random() - 0.5) * metres * METRE
    return areas.map((area) => {
      if (parents.has(area.code) || area.geometry.type !== 'Polygon') return area
      const coordinates = area.geometry.coordinates.map((ring) => {
        const moved = ring.slice(0, -1).map(([lon, lat]): Position => [lon! + off(), lat! + off()])
        return [...moved, moved[0]!]
      })
      return { ...area, geometry: { type: 'Polygon', coordinates } }
    })
  }

/** A strip of some metres' width along the first edges of a leaf. */
function strip(area: Area, metres: number): Polygon {
  const line = ringsOf(area)[0]!.slice(0, 4)
  const off = metres * METRE
  const back = line.map(([lon, lat]): Position => [lon! + off * 0.3, lat! + off]).reverse()
  return { type: 'Polygon', coordinates: [[...line, ...back, line[0]!]] }
}

const overlay = (geos: Geos, area: Area, by: Polygon, way: 'add' | 'cut') =>
  geos.scope((shapes) => {
    const [own, other] = [shapes.of(area.geometry), shapes.repaired(shapes.of(by))]
    return asGeometry(shapes.polygons(way === 'add' ? shapes.union([own, other]) : shapes.difference(own, other)))
  })

export const slivered: Damage = (geos, areas, random) => {
  const leaf = leafOf(areas, random)
  return changed(areas, leaf.code, { geometry: overlay(geos, leaf, strip(leaf, 3), 'cut') })
}

/** A leaf takes a strip of its neighbour's land too. */
export const doubled: Damage = (geos, areas, random) => {
  const leaf = leafOf(areas, random)
  return changed(areas, leaf.code, { geometry: overlay(geos, leaf, strip(leaf, -6), 'add') })
}

/** One side of a border loses a vertex. */
export const thinned: Damage = (_, areas, random) => {
  const leaf = leafOf(areas, random)
  const [ring, ...holes] = ringsOf(leaf)
  const at = 1 + Math.floor(random() * (ring!.length - 2))
  return changed(areas, leaf.code, {
    geometry: { type: 'Polygon', coordinates: [ring!.filter((_, n) => n !== at), ...holes] },
  })
}

export const lost: Damage = (_, areas, random) => {
  const { code } = leafOf(areas, random)
  return areas.filter((area) => area.code !== code)
}

/** Two leaves of different parents name each other's. */
export const swapped: Damage = (_, areas, random) => {
  const one = leafOf(areas, random)
  const other = areas.find(({ level, parent }) => level === one.level && parent !== one.parent)
  if (other === undefined) return [...areas]
  return changed(changed(areas, one.code, { parent: other.parent }), other.code, { parent: one.parent })
}
