import { distance } from '@turf/turf'
import proj4 from 'proj4'
import { describe, expect, it } from 'vitest'
import { converter, isRefusal } from '../../geo/crs.ts'
import { readPrj } from '../../geo/prj.ts'
import type { LonLat } from '../../geo/types.ts'

const metres = (a: LonLat, b: LonLat) => distance([...a], [...b], { units: 'meters' })
const GREENWICH = 'PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]'
const DATUMS = {
  cgcs: `GEOGCS["GCS_China_Geodetic_Coordinate_System_2000",DATUM["D_China_2000",SPHEROID["CGCS2000",6378137.0,298.257222101]],${GREENWICH}]`,
  wgs: `GEOGCS["GCS_WGS_1984",DATUM["D_WGS_1984",SPHEROID["WGS_1984",6378137.0,298.257223563]],${GREENWICH}]`,
  nad83: `GEOGCS["GCS_North_American_1983",DATUM["D_North_American_1983",SPHEROID["GRS_1980",6378137.0,298.257222101]],${GREENWICH}]`,
  xian: `GEOGCS["GCS_Xian_1980",DATUM["D_Xian_1980",SPHEROID["Xian_1980",6378140.0,298.257]],${GREENWICH}]`,
  beijing: `GEOGCS["GCS_Beijing_1954",DATUM["D_Beijing_1954",SPHEROID["Krasovsky_1940",6378245.0,298.3]],${GREENWICH}]`,
  beijingShifted: `GEOGCS["Beijing 1954",DATUM["Beijing_1954",SPHEROID["Krassowsky 1940",6378245,298.3],TOWGS84[15.8,-154.4,-82.3,0,0,0,0]],${GREENWICH}]`,
}
const projected = (
  name: string,
  base: string,
  meridian: number,
  easting = 500_000,
  scale = 1,
  unit = 'UNIT["Meter",1.0]',
) =>
  `PROJCS["${name}",${base},PROJECTION["Gauss_Kruger"],PARAMETER["False_Easting",${easting}],PARAMETER["False_Northing",0.0],` +
  `PARAMETER["Central_Meridian",${meridian}],PARAMETER["Scale_Factor",${scale}],PARAMETER["Latitude_Of_Origin",0.0],${unit}]`
const WKT2 =
  'PROJCRS["CGCS2000 / 3-degree Gauss-Kruger CM 117E",BASEGEOGCRS["China Geodetic Coordinate System 2000",' +
  'DATUM["China 2000",ELLIPSOID["CGCS2000",6378137,298.257222101,LENGTHUNIT["metre",1]]],' +
  'PRIMEM["Greenwich",0,ANGLEUNIT["degree",0.0174532925199433]],ID["EPSG",4490]],' +
  'CONVERSION["x",METHOD["Transverse Mercator",ID["EPSG",9807]],' +
  'PARAMETER["Latitude of natural origin",0,ANGLEUNIT["degree",0.0174532925199433]],' +
  'PARAMETER["Longitude of natural origin",117,ANGLEUNIT["degree",0.0174532925199433]],' +
  'PARAMETER["Scale factor at natural origin",1,SCALEUNIT["unity",1]],' +
  'PARAMETER["False easting",500000,LENGTHUNIT["metre",1]],PARAMETER["False northing",0,LENGTHUNIT["metre",1]]],' +
  'CS[Cartesian,2],AXIS["(X)",north,ORDER[1],LENGTHUNIT["metre",1]],AXIS["(Y)",east,ORDER[2],LENGTHUNIT["metre",1]]'

const known = (text: string) => readPrj(text)?.known
const place = (text: string, x: number, y: number): LonLat => {
  const convert = converter({ prj: text })
  const at = isRefusal(convert) ? convert : convert(x, y)
  if (isRefusal(at)) throw new Error(`${at.refusal}: ${at.expected}`)
  return at
}
const SHAXIAN: LonLat = [117.8, 26.4]

describe('a .prj', () => {
  it('of every CGCS2000 zone is known by its EPSG number', () => {
    for (let zone = 0; zone < 11; zone++) {
      const meridian = 75 + 6 * zone
      const name = `CGCS2000_GK_Zone_${13 + zone}`
      expect(known(projected(name, DATUMS.cgcs, meridian, (13 + zone) * 1e6 + 500_000))).toBe(`EPSG:${4491 + zone}`)
      expect(known(projected(`CGCS2000_GK_CM_${meridian}E`, DATUMS.cgcs, meridian))).toBe(`EPSG:${4502 + zone}`)
    }
    for (let zone = 0; zone < 21; zone++) {
      const meridian = 75 + 3 * zone
      const name = `CGCS2000_3_Degree_GK_Zone_${25 + zone}`
      expect(known(projected(name, DATUMS.cgcs, meridian, (25 + zone) * 1e6 + 500_000))).toBe(`EPSG:${4513 + zone}`)
      expect(known(projected(`CGCS2000_3_Degree_GK_CM_${meridian}E`, DATUMS.cgcs, meridian))).toBe(
        `EPSG:${4534 + zone}`,
      )
    }
  })

  it('of degrees, UTM and Web Mercator is known too', () => {
    expect(known(DATUMS.cgcs)).toBe('cgcs2000')
    expect(known(DATUMS.wgs)).toBe('wgs84')
    expect(known(projected('WGS_1984_UTM_Zone_50N', DATUMS.wgs, 117, 500_000, 0.9996))).toBe('EPSG:32650')
    const mercator = `PROJCS["WGS_1984_Web_Mercator_Auxiliary_Sphere",${DATUMS.wgs},PROJECTION["Mercator_Auxiliary_Sphere"],PARAMETER["False_Easting",0.0],PARAMETER["False_Northing",0.0],PARAMETER["Central_Meridian",0.0],PARAMETER["Standard_Parallel_1",0.0],UNIT["Meter",1.0]]`
    expect(known(mercator)).toBe('EPSG:3857')
    const [x, y] = proj4('EPSG:3857', [...SHAXIAN]) as [number, number]
    expect(metres(place(mercator, x, y), SHAXIAN)).toBeLessThan(0.001)
  })

  it('may be WKT 2, and declare northing first: coordinates still come as easting, northing', () => {
    const tmerc = '+proj=tmerc +lat_0=0 +lon_0=117 +k=1 +x_0=500000 +y_0=0 +ellps=GRS80 +units=m'
    const [x, y] = proj4(tmerc, [...SHAXIAN]) as [number, number]
    expect(metres(place(`${WKT2}]`, x, y), SHAXIAN)).toBeLessThan(0.001)
    expect(known(`${WKT2},ID["EPSG",4548]]`)).toBe('EPSG:4548')
    expect(known(`${WKT2}]`)).toBe('EPSG:4548')
  })

  it('in another zone than the standard ones, or in feet, is read all the same', () => {
    const local = projected('local', DATUMS.cgcs, 117.75)
    expect(known(local)).toBeNull()
    const [x, y] = proj4('+proj=tmerc +lon_0=117.75 +x_0=500000 +ellps=GRS80', [...SHAXIAN]) as [number, number]
    expect(metres(place(local, x, y), SHAXIAN)).toBeLessThan(0.001)
    const foot = 0.3048006096012192
    const feet = projected('feet', DATUMS.nad83, 117.75, 500_000 / foot, 1, `UNIT["Foot_US",${foot}]`)
    expect(known(feet)).toBeNull()
    expect(readPrj(feet)?.doubt).toBeNull()
    expect(metres(place(feet, x / foot, y / foot), SHAXIAN)).toBeLessThan(0.001)
  })

  it('of an older Chinese datum says by how much positions may be off, unless it gives the shift', () => {
    for (const base of [DATUMS.xian, DATUMS.beijing]) {
      const read = readPrj(projected('old', base, 117))
      expect(read?.known).toBeNull()
      expect(read?.doubt?.en).toMatch(/150 m/)
      expect(read?.doubt?.zh).toMatch(/150 米/)
    }
    const given = readPrj(projected('old', DATUMS.beijingShifted, 117))
    expect(given?.doubt).toBeNull()
    const unshifted = readPrj(projected('old', DATUMS.beijing, 117))
    const moved = metres(given!.toLonLat(579_000, 2_921_000), unshifted!.toLonLat(579_000, 2_921_000))
    expect(moved).toBeGreaterThan(10)
    expect(moved).toBeLessThan(200)
    for (const base of [DATUMS.cgcs, DATUMS.wgs, DATUMS.nad83]) expect(readPrj(base)?.doubt).toBeNull()
  })

  it.each([
    '',
    'nonsense',
    'PROJCS[',
    'PROJCS["a",GEOGCS["b"]]',
    'LOCAL_CS["Arbitrary"]',
    '[[[[[[[',
    '{"a":1}',
    'EPSG:4326[',
  ])('that is %j is refused, not guessed at', (text) => {
    expect(readPrj(text)).toBeUndefined()
    const convert = converter({ prj: text })
    expect(isRefusal(convert) && convert.refusal).toBe('unknown-system')
  })

  it('refuses what is no number', () => {
    const convert = converter({ prj: projected('local', DATUMS.cgcs, 117.75) })
    const at = isRefusal(convert) ? convert : convert(Number.NaN, 1)
    expect(isRefusal(at) && at.refusal).toBe('not-finite')
  })
})
