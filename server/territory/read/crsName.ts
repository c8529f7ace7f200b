import { type Crs, converter, isRefusal } from '../../../geo/crs.ts'
import { readPrj } from '../../../geo/prj.ts'

/** Names under which files declare WGS84 and CGCS2000 in degrees. */
const ALIASES: Readonly<Record<string, string>> = {
  'EPSG:4326': 'wgs84',
  CRS84: 'wgs84',
  'EPSG:4490': 'cgcs2000',
  'EPSG:900913': 'EPSG:3857',
  'EPSG:102100': 'EPSG:3857',
}

/** A system's name as files write it (urn:ogc:def:crs:EPSG::4490, …/def/crs/EPSG/0/4490, OGC:CRS84, …) in the spelling of `geo/crs.ts`. */
export function crsOfName(name: string): string {
  const epsg = /EPSG[:/](?:[^:/]*[:/])?(\d{4,6})$/i.exec(name.trim())
  const plain = epsg === null ? name.trim() : `EPSG:${epsg[1]}`
  return ALIASES[plain] ?? (/(?:^|[:/])CRS84h?$/i.test(plain) ? 'wgs84' : plain)
}

/** A system declared by its EPSG number; one that this product does not know, by the WKT that the file has beside it. */
export function crsOfNumber(epsg: number, wkt: string): Crs {
  const name = crsOfName(`EPSG:${epsg}`)
  return isRefusal(converter(name)) && readPrj(wkt) !== undefined ? { prj: wkt } : name
}
