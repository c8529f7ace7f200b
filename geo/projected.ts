import proj4 from 'proj4'
import type { LonLat } from './types.ts'

/** A projected system: how to unproject, and in which coordinates it is at home. */
export interface Projected {
  toLonLat(easting: number, northing: number): LonLat
  /** Whether an easting and a northing can belong to this system at all. */
  plausible(easting: number, northing: number): boolean
}

const everywhere = (x: number, y: number) => Number.isFinite(x) && Number.isFinite(y)

/** A projected EPSG system by number; undefined for one that this product does not know. */
export function projectedSystem(epsg: number): Projected | undefined {
  const known = SYSTEMS.get(epsg) ?? definition(epsg)
  if (known !== undefined) SYSTEMS.set(epsg, known)
  return known
}

const SYSTEMS = new Map<number, Projected>()

function definition(epsg: number): Projected | undefined {
  const zone = gaussKruger(epsg)
  if (zone !== undefined) return system(zone.definition, zone.plausible)
  const utm = /^32([67])(0[1-9]|[1-5]\d|60)$/.exec(String(epsg))
  if (utm !== null)
    return system(`+proj=utm +zone=${Number(utm[2])}${utm[1] === '7' ? ' +south' : ''} +datum=WGS84`, inUtm)
  if (epsg === 3857) return system('EPSG:3857', inWebMercator)
  return undefined
}

function system(definitionText: string, plausible: Projected['plausible']): Projected {
  const converter = proj4(definitionText)
  return {
    toLonLat: (easting, northing) => {
      const [lon, lat] = converter.inverse([easting, northing])
      return [lon!, lat!]
    },
    plausible,
  }
}

const inUtm = (x: number, y: number) => everywhere(x, y) && x >= 0 && x <= 1_000_000 && y >= 0 && y <= 10_000_000
const inWebMercator = (x: number, y: number) => Math.max(Math.abs(x), Math.abs(y)) <= 20_048_966.11

/**
 * CGCS2000 Gauss-Krüger (EPSG 4491–4554): zones of 6° (13–23) and 3° (25–45), central meridians 75°E to 135°E, the
 * false easting 500 km with the zone's number before it or without. Plausible is what lies within China, 3°N to 58°N
 * and not four degrees off its meridian, so that swapped axes, degrees and a wrong prefix are all told apart.
 */
function gaussKruger(epsg: number): { definition: string; plausible: Projected['plausible'] } | undefined {
  const family = FAMILIES.find(({ first, zones }) => epsg >= first && epsg < first + zones)
  if (family === undefined) return undefined
  const nth = epsg - family.first
  const meridian = 75 + nth * family.width
  const falseEasting = 500_000 + (family.firstZone === null ? 0 : (family.firstZone + nth) * 1_000_000)
  return {
    definition: `+proj=tmerc +lat_0=0 +lon_0=${meridian} +k=1 +x_0=${falseEasting} +y_0=0 +ellps=GRS80 +units=m +no_defs`,
    plausible: (x, y) => Math.abs(x - falseEasting) < 400_000 && y > 300_000 && y < 6_500_000,
  }
}

const FAMILIES = [
  { first: 4491, zones: 11, width: 6, firstZone: 13 },
  { first: 4502, zones: 11, width: 6, firstZone: null },
  { first: 4513, zones: 21, width: 3, firstZone: 25 },
  { first: 4534, zones: 21, width: 3, firstZone: null },
] as const
