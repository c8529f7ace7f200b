import proj4 from 'proj4'
import type { LonLat } from './types.ts'

/** A coordinate system as a `.prj` describes it. */
export interface PrjSystem {
  /** The name its text gives it. */
  name: string
  /** The same system by a name of `geo/crs.ts`, where it has one: 'wgs84', 'cgcs2000' or 'EPSG:n'. */
  known: string | null
  /** Whether x and y are a longitude and a latitude. */
  geographic: boolean
  toLonLat(x: number, y: number): LonLat
  /** What is not known of its way to WGS84, with the size the error may have; null where nothing is amiss. */
  doubt: { zh: string; en: string } | null
}

/**
 * Reads the text of a `.prj`: WKT of either version, names as Esri or OGC spell them, any unit. Coordinates of files
 * come as x (easting, longitude), y, whatever order of axes the text declares.
 * @returns undefined for a text that proj4 cannot read, or that names no projection it has
 */
export function readPrj(text: string): PrjSystem | undefined {
  try {
    const system = proj4.Proj(text) as unknown as Parsed
    const shift = SHIFTS[system.datumCode ?? '']
    const chain = shift === undefined ? proj4(text, 'EPSG:4326') : shifted(text, shift)
    const [lon, lat] = chain.forward([system.x0 ?? 0, system.y0 ?? 0])
    if (!Number.isFinite(lon) || !Number.isFinite(lat)) return undefined
    return {
      name: system.name ?? '',
      known: knownAs(system),
      geographic: system.projName === 'longlat',
      toLonLat: (x, y) => chain.forward([x, y]) as [number, number],
      doubt: shift === undefined ? doubtOf(system) : null,
    }
  } catch {
    return undefined
  }
}

/** What proj4 makes of a text, as far as it is needed here. Angles in radians, lengths in metres. */
interface Parsed {
  name?: string
  projName: string
  datumCode?: string
  datum_params?: unknown
  datum: { datum_type: number }
  long0?: number
  lat0?: number
  x0?: number
  y0?: number
  k0?: number
  units?: string
}

/** proj4's mark of a datum with no known way to WGS84. */
const NO_DATUM = 5
const SAME_AS_WGS84 =
  /wgs_?(19)?84|china_?(geodetic_coordinate_system_)?2000|cgcs_?2000|4490|north_american_(datum_)?(of_)?1983|nad_?83|4269|etrs|european_terrestrial|itrf|itrs|gda|nzgd2000|jgd_?20|sirgas/i

/** Datums that proj4 does not know by name: metres to WGS84 by three parameters (EPSG 1658: Hu Tzu Shan 1950). */
const SHIFTS: Readonly<Record<string, readonly [number, number, number]>> = { hu_tzu_shan: [-637, -549, -203] }

function shifted(text: string, shift: readonly [number, number, number]) {
  const definition = proj4.Proj(text) as unknown as { datum: { datum_type: number; datum_params: number[] } }
  definition.datum.datum_type = 1
  definition.datum.datum_params = [...shift]
  return proj4(definition as unknown as string, 'EPSG:4326')
}

function doubtOf({ datumCode = '', datum, name = '' }: Parsed): PrjSystem['doubt'] {
  if (datum.datum_type !== NO_DATUM || SAME_AS_WGS84.test(datumCode) || SAME_AS_WGS84.test(name)) return null
  const chinese = /beijing|xian/i.test(datumCode) ? 'about 150 m' : undefined
  const size = chinese ?? 'several hundred metres'
  const zh = chinese === undefined ? '数百米' : '约 150 米'
  return {
    zh: `声明的坐标系未给出基准面 ${datumCode} 到 WGS84 的转换参数（TOWGS84）：位置可能偏差${zh}`,
    en: `The declared system does not say how its datum ${datumCode} relates to WGS84 (TOWGS84): positions may be off by ${size}`,
  }
}

function knownAs(system: Parsed): string | null {
  const { datumCode = '', name = '', projName } = system
  const isCgcs = /china_?(geodetic_coordinate_system_)?2000|cgcs_?2000|4490/i.test(`${datumCode} ${name}`)
  const isWgs = /wgs_?(19)?84/i.test(datumCode)
  if (projName === 'longlat') return isCgcs ? 'cgcs2000' : isWgs ? 'wgs84' : null
  if (/auxiliary_sphere|pseudo/i.test(projName) || /web_mercator|pseudo-mercator/i.test(name)) return 'EPSG:3857'
  if (!/transverse|gauss|tmerc|utm/i.test(projName) || !/^met(er|re)s?$/i.test(system.units ?? '')) return null
  const meridian = Math.round(degrees(system.long0) * 1e6) / 1e6
  if (isCgcs && system.k0 === 1) return gaussKruger(meridian, system, name)
  return isWgs && system.k0 === 0.9996 ? utm(meridian, system) : null
}

function gaussKruger(meridian: number, { lat0 = 0, x0 = 0, y0 = 0 }: Parsed, name: string): string | null {
  const zone = Math.floor(x0 / 1_000_000)
  if (lat0 !== 0 || y0 !== 0 || x0 - zone * 1_000_000 !== 500_000 || meridian < 75 || meridian > 135) return null
  if (zone >= 25 && meridian === zone * 3) return `EPSG:${4513 + zone - 25}`
  if (zone >= 13 && meridian === zone * 6 - 3) return `EPSG:${4491 + zone - 13}`
  if (zone !== 0 || meridian % 3 !== 0) return null
  const isSix = /6[-_ ]?deg/i.test(name) || (/^CGCS2000_GK_CM_/i.test(name) && meridian % 6 === 3)
  return `EPSG:${isSix ? 4502 + (meridian - 75) / 6 : 4534 + (meridian - 75) / 3}`
}

function utm(meridian: number, { x0, y0 = 0 }: Parsed): string | null {
  const zone = (meridian + 183) / 6
  if (!Number.isInteger(zone) || x0 !== 500_000 || (y0 !== 0 && y0 !== 10_000_000)) return null
  return `EPSG:${(y0 === 0 ? 32600 : 32700) + zone}`
}

const degrees = (radians = 0) => (radians * 180) / Math.PI
