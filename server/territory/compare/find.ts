import { buildAtlas } from '../../../geo/atlas.ts'
import { editionDiff } from '../../../geo/editionDiff.ts'
import type { Geos } from '../../../geo/geos.ts'
import type { Area } from '../../../geo/types.ts'
import { fromWkb } from '../../../geo/wkb.ts'
import type { Found, Points, StoredOutline } from './comparison.ts'
import { moversOf } from './movers.ts'

export interface Question {
  before: readonly StoredOutline[]
  after: readonly StoredOutline[]
  reports: Points
  premises: Points
}

/** The land that changes, and what moves with it. @param onArea told after every area compared */
export function find(geos: Geos, { before, after, reports, premises }: Question, onArea: () => void): Found {
  const [was, is] = [before.map(areaOf), after.map(areaOf)]
  const diff = editionDiff(geos, was, is, { onArea })
  const atlases = { before: buildAtlas(was), after: buildAtlas(is) }
  const moving = moversOf(reports, atlases, diff)
  return { diff, reports: moving.movers, places: moving.places, premises: moversOf(premises, atlases, diff).movers }
}

const areaOf = ({ wkb, ...area }: StoredOutline): Area => ({ ...area, geometry: fromWkb(wkb) })
