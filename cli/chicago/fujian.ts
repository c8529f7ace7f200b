import path from 'node:path'
import { distance } from '@turf/turf'
import type { MultiPolygon, Polygon, Position } from 'geojson'
import { ImportOptions } from '../../server/api/territoryImport.ts'
import type { House } from '../../server/house.ts'
import { foundDistrict } from '../../server/territory/flow.ts'
import { areasOf } from '../../server/territory/store.ts'
import { importOrThrow } from './boundaries.ts'

export interface CountyMatch {
  code: string
  name: string
  vertices: number
  /** The farthest any vertex of the converted file lies from the same vertex of the WGS84 file. */
  farthestM: number
}

/** Imports four counties of Fujian from GCJ-02 and again from WGS84, as two drafts, and measures how far they differ. */
export async function compareFujian(house: House, folder: string): Promise<CountyMatch[]> {
  const names = { name: '福建四县区', nameEn: 'Four counties of Fujian' }
  await foundDistrict(house, { code: 'fujian', ...names, pack: 'plain', timeZone: 'Asia/Shanghai' })
  const draft = async (crs: 'gcj02' | 'wgs84') => {
    const asked = { district: 'fujian', level: 'street', code: 'adcode', name: 'name', dissolve: 'district' }
    const options = ImportOptions.parse({ ...asked, crs, edition: 'new' })
    const { editionId } = await importOrThrow(house, path.join(folder, `fujian_counties_${crs}.geojson`), options)
    return areasOf(house.db, editionId, 'street')
  }
  const [converted, expected] = [await draft('gcj02'), await draft('wgs84')]
  return expected.map((county, n) => {
    const [a, b] = [pointsOf(converted[n]!.geometry), pointsOf(county.geometry)]
    const same = converted[n]!.code === county.code && a.length === b.length
    const apart = a.map((point, m) => distance(point, b[m] ?? [0, 0], { units: 'meters' }))
    const farthestM = same ? apart.reduce((farthest, one) => Math.max(farthest, one), 0) : Number.POSITIVE_INFINITY
    return { code: county.code, name: county.name, vertices: b.length, farthestM }
  })
}

function pointsOf(geometry: Polygon | MultiPolygon): Position[] {
  return geometry.type === 'Polygon' ? geometry.coordinates.flat() : geometry.coordinates.flat(2)
}
