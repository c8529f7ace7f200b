import { type Converter, type Crs, converter, HU_TZU_SHAN, inBox, isRefusal, swappedAxes } from './crs.ts'
import type { Box, LonLat } from './types.ts'

/** A coordinate system that raw points may be in, with how well it puts them into the district. */
export interface CrsFit {
  crs: Crs
  /** Whether x and y have to change places. */
  swapped: boolean
  /** Share of the points inside the district's box (100 m of grace). */
  inside: number
  /** Common part of the points' box and the district's, of both together; 1 where they are the same. */
  overlap: number
}

export interface CrsVerdict {
  fits: boolean
  /** How well the declared system does. */
  declared: CrsFit
  /** Systems that do better, the likeliest first; empty where it fits or none does. */
  proposals: CrsFit[]
}

const CHINA: Box = [73, 3, 136, 54]
/** About 100 m. */
const GRACE_DEGREES = 0.001
const CLEARLY_BETTER = 0.01
const MOSTLY = 0.9

/**
 * The systems that put points (raw x and y) into the district's box, the likeliest first; into China where no
 * district is known: then only those that say where in China, and the declared ones. Tried are degrees (WGS84, CGCS2000, GCJ-02, BD-09), Web Mercator, every zone of CGCS2000
 * Gauss-Krüger, UTM about the place, Hu Tzu Shan (a slip for EPSG:4326), each with swapped axes too, and what the file declares.
 */
export function likelySystems(
  points: readonly (readonly [number, number])[],
  district: Box | null,
  declared: readonly Crs[] = [],
): CrsFit[] {
  const box = district ?? CHINA
  const tried =
    district === null ? [...declared, ...COMMON.filter(tellsWhere)] : [...declared, ...COMMON, ...utmAbout(box)]
  const fits = tried
    .filter((crs, n) => tried.indexOf(crs) === n)
    .flatMap((crs) => [fitOf(crs, false, points, box), fitOf(crs, true, points, box)])
    .filter(({ inside }) => inside > 0)
  return fits.sort((a, b) => rank(b) - rank(a))
}

/**
 * Whether a declared system puts the points where the district is. It does not where another system does clearly
 * better, inside and in the match of the boxes, or where most points lie outside a known district.
 * @param also what else the file says of its system
 */
export function judgeCrs(
  declared: { crs: Crs; swapped?: boolean },
  points: readonly (readonly [number, number])[],
  district: Box | null,
  also: readonly Crs[] = [],
): CrsVerdict {
  const own = fitOf(declared.crs, declared.swapped ?? false, points, district ?? CHINA)
  const better = likelySystems(points, district, [declared.crs, ...also]).filter(
    (fit) =>
      fit.inside >= MOSTLY &&
      fit.inside > own.inside &&
      (own.inside < 1 - MOSTLY || fit.overlap > own.overlap + CLEARLY_BETTER),
  )
  const astray = district !== null && own.inside < 0.5
  return { fits: better.length === 0 && !astray, declared: own, proposals: better }
}

/** Gauss-Krüger without the zone's number before the easting. */
const ZONES_OF_3 = Array.from({ length: 21 }, (_, n) => `EPSG:${4534 + n}`)
const ZONES_OF_6 = Array.from({ length: 11 }, (_, n) => `EPSG:${4502 + n}`)

const COMMON: readonly Crs[] = [
  'wgs84',
  'cgcs2000',
  'gcj02',
  'bd09',
  'EPSG:3857',
  ...ZONES_OF_3,
  ...Array.from({ length: 21 }, (_, n) => `EPSG:${4513 + n}`),
  ...ZONES_OF_6,
  ...Array.from({ length: 11 }, (_, n) => `EPSG:${4491 + n}`),
  HU_TZU_SHAN,
]

/** Without the zone's number before the easting every zone of China takes the same coordinates. */
const tellsWhere = (crs: Crs) => typeof crs !== 'string' || !(ZONES_OF_6.includes(crs) || ZONES_OF_3.includes(crs))

function utmAbout([west, south, east, north]: Box): string[] {
  const [first, last] = [zoneOf(west) - 1, zoneOf(east) + 1]
  const zones = Array.from({ length: last - first + 1 }, (_, n) => first + n).filter((zone) => zone >= 1 && zone <= 60)
  const hemispheres = [...(north > 0 ? [32600] : []), ...(south < 0 ? [32700] : [])]
  return hemispheres.flatMap((base) => zones.map((zone) => `EPSG:${base + zone}`))
}

const zoneOf = (lon: number) => Math.floor((lon + 180) / 6) + 1

/** Inside first, then the match of the boxes; differences below half a percent leave the more common system first. */
const rank = ({ inside, overlap }: CrsFit) => Math.round(inside * 200) * 1000 + Math.round(overlap * 200)

function fitOf(crs: Crs, swapped: boolean, points: readonly (readonly [number, number])[], box: Box): CrsFit {
  const found = converter(crs)
  const places = isRefusal(found) ? [] : placesOf(swapped ? swappedAxes(found) : found, points)
  const [west, south, east, north] = box
  const grace: Box = [west - GRACE_DEGREES, south - GRACE_DEGREES, east + GRACE_DEGREES, north + GRACE_DEGREES]
  const inside = places.filter((place) => inBox(place, grace)).length / Math.max(1, points.length)
  return { crs, swapped, inside, overlap: overlapOf(places, box) }
}

function placesOf(convert: Converter, points: readonly (readonly [number, number])[]): LonLat[] {
  return points.flatMap(([x, y]) => {
    const place = convert(x, y)
    return isRefusal(place) ? [] : [place]
  })
}

function overlapOf(places: readonly LonLat[], [west, south, east, north]: Box): number {
  if (places.length === 0) return 0
  const lons = places.map(([lon]) => lon)
  const lats = places.map(([, lat]) => lat)
  const [w, s, e, n] = [Math.min(...lons), Math.min(...lats), Math.max(...lons), Math.max(...lats)]
  const common =
    Math.max(0, Math.min(e, east) - Math.max(w, west)) * Math.max(0, Math.min(n, north) - Math.max(s, south))
  const both = (e - w) * (n - s) + (east - west) * (north - south) - common
  return both > 0 ? common / both : 0
}
