import type { MultiPolygon, Polygon, Position } from 'geojson'
import { fromOffset } from './offset.ts'
import { type PrjSystem, readPrj } from './prj.ts'
import { projectedSystem } from './projected.ts'
import type { Box, LonLat } from './types.ts'

/** Why coordinates were refused: what was expected and what came. Systems are taken by name, nothing is guessed. */
export interface CrsRefusal {
  refusal: 'unknown-system' | 'not-finite' | 'out-of-range' | 'swapped' | 'no-such-place'
  expected: string
  got: string
}

/** A coordinate system: one of the names of SYSTEMS_IN_WORDS, or the WKT text of a `.prj`. */
export type Crs = string | { prj: string }

/** Turns x and y of one system into WGS84. For geographic systems x is the longitude, for projected ones the easting. */
export type Converter = (x: number, y: number) => LonLat | CrsRefusal

export const isRefusal = (result: object): result is CrsRefusal => 'refusal' in result

/** Geographic systems that equal WGS84 within this product's accuracy (CGCS2000; NAD83 within 2 m). */
const SAME_AS_WGS84 = ['wgs84', 'cgcs2000', 'EPSG:4326', 'EPSG:4490', 'EPSG:4269']

/** Whether coordinates of this system may be taken for WGS84 as they are. */
export const equalsWgs84 = (crs: string): boolean => SAME_AS_WGS84.includes(crs)

export const SYSTEMS_IN_WORDS =
  'wgs84, cgcs2000, gcj02, bd09, EPSG:4326, EPSG:4490, EPSG:4269, EPSG:4236, EPSG:3857, EPSG:4491 to EPSG:4554 ' +
  '(CGCS2000 Gauss-Krüger), EPSG:32601 to EPSG:32660 and EPSG:32701 to EPSG:32760 (UTM)'

/** One point of a named system in WGS84, or why not. */
export function toWgs84(crs: Crs, x: number, y: number): LonLat | CrsRefusal {
  const convert = converter(crs)
  return isRefusal(convert) ? convert : convert(x, y)
}

/** The converter of a system, to be asked for once and used for many points. */
export function converter(crs: Crs): Converter | CrsRefusal {
  if (typeof crs !== 'string') return ofPrj(crs.prj)
  if (crs === 'EPSG:4236') return inTaiwan(ofPrj(HU_TZU_SHAN.prj) as Converter)
  if (SAME_AS_WGS84.includes(crs)) return geographic((x, y) => [x, y])
  if (crs === 'gcj02' || crs === 'bd09') return geographic((x, y) => fromOffset(crs, [x, y]) ?? noSuchPlace(crs, x, y))
  const epsg = /^EPSG:(\d{4,6})$/.exec(crs)
  const system = epsg === null ? undefined : projectedSystem(Number(epsg[1]))
  if (system === undefined) return { refusal: 'unknown-system', expected: `one of ${SYSTEMS_IN_WORDS}`, got: crs }
  return (x, y) => {
    if (!Number.isFinite(x) || !Number.isFinite(y)) return notFinite(x, y)
    if (!system.plausible(x, y)) {
      const swapped = system.plausible(y, x)
      const expected = `an easting and a northing inside ${crs}`
      return { refusal: swapped ? 'swapped' : 'out-of-range', expected, got: `x ${x}, y ${y}` }
    }
    const [lon, lat] = system.toLonLat(x, y)
    return inRange(lon, lat) ? [lon, lat] : outOfRange(lon, lat)
  }
}

/** The converter of a `.prj`: the named system it stands for, where there is one, else what proj4 makes of its text. */
function ofPrj(text: string): Converter | CrsRefusal {
  const system = readPrj(text)
  if (system === undefined) {
    return { refusal: 'unknown-system', expected: 'a .prj in WKT of a known projection', got: text.slice(0, 80) }
  }
  const named = system.known === null ? undefined : converter(system.known)
  return named === undefined || isRefusal(named) ? ofSystem(system) : named
}

function ofSystem({ geographic: inDegrees, toLonLat, name }: PrjSystem): Converter {
  const convert: Converter = (x, y) => {
    const [lon, lat] = toLonLat(x, y)
    if (!Number.isFinite(lon) || !Number.isFinite(lat)) return noSuchPlace(name, x, y)
    return inRange(lon, lat) ? [lon, lat] : outOfRange(lon, lat)
  }
  if (inDegrees) return geographic(convert)
  return (x, y) => (Number.isFinite(x) && Number.isFinite(y) ? convert(x, y) : notFinite(x, y))
}

/**
 * Hu Tzu Shan 1950, the old datum of Taiwan: a slip of the hand away from EPSG:4326, and files elsewhere are found
 * converted into it, some 900 m off. Under its number it is believed in Taiwan only; so is no file that slipped.
 */
export const HU_TZU_SHAN: Crs & object = {
  prj:
    'GEOGCS["Hu Tzu Shan 1950 (EPSG:4236)",DATUM["Hu_Tzu_Shan",SPHEROID["International 1924",6378388,297]],' +
    'PRIMEM["Greenwich",0],UNIT["degree",0.0174532925199433]]',
}

const TAIWAN: Box = [118, 20, 123, 27]

function inTaiwan(convert: Converter): Converter {
  const expected = 'a place in Taiwan, the only home of EPSG:4236 (WGS84 is EPSG:4326)'
  return (x, y) => {
    const place = convert(x, y)
    return isRefusal(place) || inBox(place, TAIWAN)
      ? place
      : { refusal: 'out-of-range', expected, got: `x ${x}, y ${y}` }
  }
}

/** A whole geometry in WGS84, or the first refusal. Heights are left out. */
export function geometryToWgs84<G extends Polygon | MultiPolygon>(convert: Converter, geometry: G): G | CrsRefusal {
  const refusals: CrsRefusal[] = []
  const point = (at: Position): Position => {
    const moved = convert(at[0] ?? Number.NaN, at[1] ?? Number.NaN)
    if (isRefusal(moved)) refusals.push(moved)
    return isRefusal(moved) ? at : [moved[0], moved[1]]
  }
  const rings = (polygon: Position[][]) => polygon.map((ring) => ring.map(point))
  const moved =
    geometry.type === 'Polygon'
      ? { ...geometry, coordinates: rings(geometry.coordinates) }
      : { ...geometry, coordinates: geometry.coordinates.map(rings) }
  return refusals[0] ?? moved
}

/** The same converter for files that write northing (or latitude) first. */
export function swappedAxes(convert: Converter): Converter {
  return (x, y) => convert(y, x)
}

/** Whether a place lies in a box: the check that a declared system really gives places of the district. */
export function inBox([lon, lat]: LonLat, [west, south, east, north]: Box): boolean {
  return lon >= west && lon <= east && lat >= south && lat <= north
}

function geographic(convert: Converter): Converter {
  return (x, y) => {
    if (!Number.isFinite(x) || !Number.isFinite(y)) return notFinite(x, y)
    return inRange(x, y) ? convert(x, y) : outOfRange(x, y)
  }
}

const inRange = (lon: number, lat: number) => Math.abs(lon) <= 180 && Math.abs(lat) <= 90

function outOfRange(lon: number, lat: number): CrsRefusal {
  const got = `x ${lon}, y ${lat}`
  if (inRange(lat, lon)) {
    return { refusal: 'swapped', expected: 'the longitude as x and the latitude as y; these look swapped', got }
  }
  return { refusal: 'out-of-range', expected: 'a longitude of -180 to 180 and a latitude of -90 to 90', got }
}

function notFinite(x: number, y: number): CrsRefusal {
  return { refusal: 'not-finite', expected: 'two finite numbers', got: `x ${x}, y ${y}` }
}

function noSuchPlace(crs: string, x: number, y: number): CrsRefusal {
  return { refusal: 'no-such-place', expected: `coordinates that stand for a place in ${crs}`, got: `x ${x}, y ${y}` }
}
