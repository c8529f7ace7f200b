/** Names under which files declare WGS84 and CGCS2000 in degrees. */
const ALIASES: Readonly<Record<string, string>> = {
  'EPSG:4326': 'wgs84',
  CRS84: 'wgs84',
  'EPSG:4490': 'cgcs2000',
  'EPSG:900913': 'EPSG:3857',
  'EPSG:102100': 'EPSG:3857',
}

/** A system's name as files write it (urn:ogc:def:crs:EPSG::4490, OGC:CRS84, …) in the spelling of `geo/crs.ts`. */
export function crsOfName(name: string): string {
  const epsg = /EPSG:(?:[^:]*:)?(\d{4,6})$/i.exec(name.trim())
  const plain = epsg === null ? name.trim() : `EPSG:${epsg[1]}`
  return ALIASES[plain] ?? (/(?:^|[:/])CRS84h?$/i.test(plain) ? 'wgs84' : plain)
}
