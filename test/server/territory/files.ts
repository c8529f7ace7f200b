import { randomUUID } from 'node:crypto'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { Feature, Geometry } from 'geojson'
import { ImportOptions } from '../../../server/api/territoryImport.ts'
import type { House } from '../../../server/house.ts'
import { foundDistrict } from '../../../server/territory/flow.ts'
import { compute } from '../../../server/territory/import/compute.ts'
import { importFile, type Means } from '../../../server/territory/import/flow.ts'
import { type Steps, square } from '../../geo/squares.ts'

export const DISTRICT = { code: '350405', name: '沙县区', nameEn: 'Shaxian', pack: 'plain', timeZone: 'Asia/Shanghai' }

export const feature = (properties: Record<string, unknown>, shape: Steps | Geometry | null): Feature => ({
  type: 'Feature',
  properties,
  geometry: (Array.isArray(shape) ? square(shape as unknown as Steps) : shape) as Geometry,
})

/** Options for the district of these tests, code in `code` and name in `name` unless told otherwise. */
export const options = (over: Partial<Record<keyof ImportOptions, unknown>>): ImportOptions =>
  ImportOptions.parse({ district: DISTRICT.code, code: 'code', name: 'name', ...over })

export const found = (house: House) => foundDistrict(house, DISTRICT)

/** Computes in this process: quick, and as the worker does it. */
export const here = (): Means => ({
  compute: (work, report) => compute(work, report),
  report: () => undefined,
  signal: new AbortController().signal,
})

export async function imported(house: House, features: unknown[], over: Parameters<typeof options>[0]) {
  const file = path.join(house.folder, `${randomUUID()}.geojson`)
  mkdirSync(house.folder, { recursive: true })
  writeFileSync(file, JSON.stringify({ type: 'FeatureCollection', features }))
  try {
    const given = { path: file, file: 'test.geojson', bytes: null, options: options(over), account: null }
    return await importFile(house, given, here())
  } finally {
    rmSync(file)
  }
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
