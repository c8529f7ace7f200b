import type { Position } from 'geojson'
import { strip } from '../check/extent.ts'
import { asGeometry } from '../dissolve.ts'
import type { Geos } from '../geos.ts'
import { areaM2 } from '../interior.ts'
import { borderMetres, indexPieces } from '../locate.ts'
import { ringsOf } from '../overlay/fabric.ts'
import { layOut } from '../pieces.ts'
import type { Area } from '../types.ts'
import { lineageOf } from './lineage.ts'

/** What a repair changes, with its figures. */
export interface Tally {
  /** Codes of areas that are there no more. */
  removed: string[]
  /** Areas as they become: changed ones and new ones. */
  put: Area[]
  /** Areas as they were: the changed and the removed ones. */
  before: Area[]
  /** Square metres of smallest areas that change hands: what they gain or what they give up, whichever is more. */
  movedM2: number
  /** Metres that any border moved at most, where it was and where it is; 0 where only vertices were added. */
  displacementM: number
}

/** The difference between two states of an edition; unchanged areas must be the very same objects. */
export function tally(geos: Geos, was: readonly Area[], is: readonly Area[]): Tally {
  const old = new Map(was.map((area) => [area.code, area]))
  const now = new Set(is.map(({ code }) => code))
  const put = is.filter((area) => old.get(area.code) !== area)
  const gone = was.filter(({ code }) => !now.has(code))
  const before = [...put.flatMap(({ code }) => old.get(code) ?? []), ...gone]
  const lineage = lineageOf(is)
  const redrawn = put.filter((area) => old.get(area.code)?.geometry !== area.geometry)
  const leaves = redrawn.filter(({ code }) => lineage.isLeaf(code))
  return {
    removed: gone.map(({ code }) => code),
    put,
    before,
    movedM2: Math.max(
      leaves.reduce((sum, area) => sum + gainedM2(geos, old.get(area.code), area), 0),
      leaves.reduce((sum, area) => sum + lostM2(geos, old.get(area.code), area), 0),
    ),
    displacementM: redrawn.reduce((most, area) => {
      const one = old.get(area.code)
      return one === undefined ? most : Math.max(most, apartM(one, area), apartM(area, one))
    }, 0),
  }
}

function gainedM2(geos: Geos, was: Area | undefined, is: Area): number {
  if (was === undefined) return areaM2(is.geometry)
  return geos.scope((shapes) => {
    const [now, old] = [is, was].map(({ geometry }) => {
      const shape = shapes.of(geometry)
      return shapes.invalidity(shape) === null ? shape : shapes.repaired(shape)
    })
    return areaM2(asGeometry(shapes.polygons(shapes.difference(now!, old!))))
  })
}

const lostM2 = (geos: Geos, was: Area | undefined, is: Area): number =>
  was === undefined ? 0 : gainedM2(geos, is, was)

/**
 * How far the vertices of one border lie from the other, at most. A ring that the other has not at all, such as a hole
 * that was filled, moved no further than it is wide, however far the other's border is.
 */
function apartM(from: Area, to: Area): number {
  const there = new Set(ringsOf(to.geometry).flatMap((ring) => ring.map(String)))
  const index = indexPieces(layOut([to.geometry]))
  let most = 0
  for (const ring of ringsOf(from.geometry)) {
    const left = ring.filter((at) => !there.has(String(at)))
    const away = left.reduce((farthest, at) => Math.max(farthest, borderMetres(index, 0, [at[0]!, at[1]!])), 0)
    most = Math.max(most, left.length < ring.length ? away : Math.min(away, widthM(ring)))
  }
  return most
}

const widthM = (ring: Position[]): number => strip([ring], areaM2({ type: 'Polygon', coordinates: [ring] })).widthM
