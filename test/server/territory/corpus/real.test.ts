import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { distance } from '@turf/turf'
import type { Feature, MultiPolygon, Polygon, Position } from 'geojson'
import proj4 from 'proj4'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { importFile } from '../../../../server/territory/import/flow.ts'
import { areasOf } from '../../../../server/territory/store.ts'
import { type TestHouse, testHouse } from '../../../house.ts'
import { testData } from '../../../testData.ts'
import { found, here, options } from '../files.ts'
import { moved } from './case.ts'
import { zippedShapefile } from './shapefiles.ts'

const GK_PRJ =
  'PROJCS["CGCS2000_3_Degree_GK_CM_117E",GEOGCS["GCS_China_Geodetic_Coordinate_System_2000",DATUM["D_China_2000",' +
  'SPHEROID["CGCS2000",6378137.0,298.257222101]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]],' +
  'PROJECTION["Gauss_Kruger"],PARAMETER["False_Easting",500000.0],PARAMETER["False_Northing",0.0],' +
  'PARAMETER["Central_Meridian",117.0],PARAMETER["Scale_Factor",1.0],PARAMETER["Latitude_Of_Origin",0.0],UNIT["Meter",1.0]]'

let at: TestHouse
beforeAll(async () => {
  at = await testHouse()
  await found(at.house)
})
afterAll(() => at.close())

const real = (name: string) => path.join(testData!, name)
const run = (file: string, over: Parameters<typeof options>[0]) =>
  importFile(
    at.house,
    {
      path: file,
      file: path.basename(file),
      bytes: null,
      options: options({ makeValid: true, ...over }),
      account: null,
    },
    here(),
  )
async function made(file: string, over: Parameters<typeof options>[0]): Promise<number> {
  const came = await run(file, over)
  if (came.kind === 'refused') throw new Error(JSON.stringify(came.problems.slice(0, 3)))
  return came.editionId
}
const flat = (geometry: Polygon | MultiPolygon) =>
  (geometry.type === 'Polygon' ? geometry.coordinates.flat() : geometry.coordinates.flat(2)) as Position[]

describe.skipIf(testData === undefined)('real boundary files, imported (need ONEGRID_TEST_DATA)', () => {
  it('Chicago: the shapefile in feet goes into the district, its wrongly projected twin is refused by its position', async () => {
    const whole = { level: 'street', dissolve: 'district', edition: 'new', code: 'community_area' }
    const edition = await made(real('chicago_community_areas.geojson'), whole)
    const shapefile = { level: 'community', code: 'AREA_NUM_1', name: 'COMMUNITY', codePad: 4, edition }
    await made(real('chicago_community_areas_epsg3435_shp.zip'), shapefile)
    expect((await areasOf(at.house.db, edition, 'community')).length).toBe(77)

    const twin = { level: 'community', code: 'COMMUNITY', name: 'AREA_NUMBE', codePad: 6, edition }
    for (const crs of ['wgs84', 'EPSG:4236', undefined]) {
      const came = await run(real('chicago_community_areas_BAD_CRS.geojson'), {
        ...twin,
        ...(crs !== undefined && { crs }),
      })
      expect(came.kind).toBe('refused')
      const [first] = came.kind === 'refused' ? came.problems : []
      expect([crs, first?.kind, first?.reason.en]).toEqual([
        crs,
        'wrong-system',
        expect.stringContaining('Hu Tzu Shan 1950 (EPSG:4236)'),
      ])
    }
    expect((await areasOf(at.house.db, edition, 'community')).length).toBe(77)
  })

  it('four counties of Fujian are in the same place from WGS84, GCJ-02 and a Gauss-Krüger shapefile', async () => {
    const counties = JSON.parse(readFileSync(real('fujian_counties_wgs84.geojson'), 'utf8')) as {
      features: Feature<MultiPolygon>[]
    }
    const tmerc = '+proj=tmerc +lon_0=117 +x_0=500000 +ellps=GRS80'
    const projected = counties.features.map((one) => ({
      ...one,
      properties: { adcode: one.properties!.adcode, name: one.properties!.name },
      geometry: moved(one.geometry, (point) => proj4(tmerc, point as [number, number])),
    }))
    const zipped = path.join(at.house.folder, 'counties.zip')
    writeFileSync(zipped, zippedShapefile(projected, { prj: GK_PRJ }))
    const whole = { level: 'street', dissolve: 'district', edition: 'new', code: 'adcode', codePad: 8 }
    const [plain, offset, shapes] = [
      await made(real('fujian_counties_wgs84.geojson'), whole),
      await made(real('fujian_counties_gcj02.geojson'), { ...whole, crs: 'gcj02' }),
      await made(zipped, whole),
    ]
    const areas = await areasOf(at.house.db, plain, 'street')
    expect(areas.length).toBe(4)
    for (const other of [offset, shapes]) {
      const others = await areasOf(at.house.db, other, 'street')
      areas.forEach((area, n) => {
        expect(others[n]!.name).toBe(area.name)
        expect(Math.abs(others[n]!.areaM2 / area.areaM2 - 1)).toBeLessThan(1e-4)
        const near = flat(others[n]!.geometry)
        for (const point of flat(area.geometry)) {
          const away = Math.min(...near.map((one) => Math.hypot((one[0]! - point[0]!) * 0.9, one[1]! - point[1]!)))
          expect(away * 111_320).toBeLessThan(1)
        }
        expect(distance(area.label as never, others[n]!.label as never, { units: 'meters' })).toBeLessThan(5000)
      })
    }
  })
})
