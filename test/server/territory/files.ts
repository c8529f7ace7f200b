import type { Feature, Geometry } from 'geojson'
import type { House } from '../../../server/house.ts'
import { foundDistrict } from '../../../server/territory/flow.ts'
import type { FeatureFile } from '../../../server/territory/import/featureStream.ts'
import { importFile } from '../../../server/territory/import/flow.ts'
import { ImportOptions } from '../../../server/territory/import/options.ts'
import { type Steps, square } from '../../geo/squares.ts'

export const DISTRICT = { code: '350405', name: '沙县区', nameEn: 'Shaxian', pack: 'plain', timeZone: 'Asia/Shanghai' }

export const feature = (properties: Record<string, unknown>, shape: Steps | Geometry | null): Feature => ({
  type: 'Feature',
  properties,
  geometry: (Array.isArray(shape) ? square(shape as unknown as Steps) : shape) as Geometry,
})

export const fileOf = (features: unknown[], declaredCrs: string | null = null): FeatureFile => ({
  features,
  declaredCrs,
})

/** Options for the district of these tests, code in `code` and name in `name` unless told otherwise. */
export const options = (over: Partial<Record<keyof ImportOptions, unknown>>): ImportOptions =>
  ImportOptions.parse({ district: DISTRICT.code, code: 'code', name: 'name', ...over })

export const found = (house: House) => foundDistrict(house, DISTRICT)

export async function imported(house: House, features: unknown[], over: Parameters<typeof options>[0]) {
  return importFile(house, fileOf(features), { file: 'test.geojson', options: options(over), account: null })
}

/** A district of 4 × 2 steps, two streets of 2 × 2, four communities of 1 × 2. */
export const districtFile = [feature({ code: DISTRICT.code, name: '沙县区' }, [0, 0, 4, 2])]
export const streetFile = [
  feature({ code: 'S1', name: '西街道' }, [0, 0, 2, 2]),
  feature({ code: 'S2', name: '东街道' }, [2, 0, 4, 2]),
]
export const communityFile = [
  feature({ code: 'C1', name: '一社区', street: 'S1' }, [0, 0, 1, 2]),
  feature({ code: 'C2', name: '二社区', street: 'S1' }, [1, 0, 2, 2]),
  feature({ code: 'C3', name: '三社区', street: 'S2' }, [2, 0, 3, 2]),
  feature({ code: 'C4', name: '四社区', street: 'S2' }, [3, 0, 4, 2]),
]
