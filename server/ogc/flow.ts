import { boxAround } from '../../geo/intersects.ts'
import type { Area, Level } from '../../geo/types.ts'
import type { EditionAtlas, House } from '../house.ts'
import { zonesAsGeoJson } from '../territory/geojson.ts'
import { type ChiefedZone, zonesInForce } from '../territory/zoneStore.ts'
import type { Boxed, Collection } from './collection.ts'

/** The features of a collection in a standing order; none while no edition is in force. */
export async function featuresOf(house: House, { id }: Collection): Promise<readonly Boxed[]> {
  const edition = await house.atlas()
  if (edition === null) return []
  return id === 'zone' ? zonesOf(house, edition) : areasOf(edition, id)
}

/** The zones of the last question, until the edition or a zone changes: their union takes real work to build. */
const unions = new WeakMap<EditionAtlas['atlas'], { key: string; boxed: Promise<Boxed[]> }>()

async function zonesOf(house: House, edition: EditionAtlas): Promise<Boxed[]> {
  const zones = await zonesInForce(house.db, house.now())
  const key = JSON.stringify(zones)
  const known = unions.get(edition.atlas)
  if (known?.key === key) return known.boxed
  const boxed = united(zones, levelOf(edition, 'street'))
  unions.set(edition.atlas, { key, boxed })
  return boxed
}

async function united(zones: readonly ChiefedZone[], streets: readonly Area[]): Promise<Boxed[]> {
  const { features } = await zonesAsGeoJson(zones, streets)
  return features.flatMap(({ geometry }, at) => {
    if (geometry === null) return []
    const { code, name, nameEn, clause, validFrom, validTo, streets, seat } = zones[at]!
    const properties = {
      code,
      name,
      nameEn,
      clause,
      validFrom,
      validTo,
      seat: seat?.name ?? null,
      streets: streets.join(),
    }
    return [{ feature: { type: 'Feature', id: code, properties, geometry }, box: boxAround(geometry) }]
  })
}

/** Published editions never change: a level is prepared once for each. */
const prepared = new WeakMap<EditionAtlas['atlas'], Map<Level, Boxed[]>>()

function areasOf(edition: EditionAtlas, level: Level): Boxed[] {
  const levels = prepared.get(edition.atlas) ?? new Map<Level, Boxed[]>()
  prepared.set(edition.atlas, levels)
  const known = levels.get(level) ?? levelOf(edition, level).map((area) => boxed(area, edition.editionId))
  levels.set(level, known)
  return known
}

function boxed({ code, name, parent, level, geometry }: Area, edition: number): Boxed {
  const properties = { code, name, level, parent, edition }
  return { feature: { type: 'Feature', id: code, properties, geometry }, box: boxAround(geometry) }
}

/** The areas of a level, in path order. */
function levelOf({ atlas }: EditionAtlas, level: Level): Area[] {
  const within = (areas: readonly Area[]): Area[] =>
    areas.flatMap((area) => (area.level === level ? [area] : within(atlas.children(area.code))))
  return within(atlas.children(null))
}
