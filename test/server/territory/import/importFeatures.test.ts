import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { Readable } from 'node:stream'
import fc from 'fast-check'
import type { Polygon } from 'geojson'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { converter, isRefusal } from '../../../../geo/crs.ts'
import { dissolve } from '../../../../geo/dissolve.ts'
import { type Geos, loadGeos } from '../../../../geo/geos.ts'
import { areaM2 } from '../../../../geo/interior.ts'
import type { Area } from '../../../../geo/types.ts'
import { fromWkb } from '../../../../geo/wkb.ts'
import { importFeatures, levelAbove } from '../../../../server/territory/import/importFeatures.ts'
import { presentOf } from '../../../../server/territory/import/present.ts'
import { openSpill } from '../../../../server/territory/import/spill.ts'
import type { AreaRow } from '../../../../server/territory/store.ts'
import { area, latAt, lonAt, type Steps, square, squareM2 } from '../../../geo/squares.ts'
import { communityFile, DISTRICT, districtFile, feature, options, streetFile } from '../files.ts'

let geos: Geos
const folder = mkdtempSync(path.join(tmpdir(), 'onegrid-import-'))
afterAll(() => rmSync(folder, { recursive: true }))
beforeAll(async () => {
  geos = await loadGeos()
})

async function run(features: unknown[], over: Parameters<typeof options>[0], present: readonly Area[] = []) {
  const asked = options(over)
  const convert = converter(asked.crs ?? 'wgs84')
  if (isRefusal(convert)) throw new Error(convert.expected)
  const spill = openSpill(path.join(folder, randomUUID()))
  const areas: AreaRow[] = []
  const result = await importFeatures(Readable.from(features), {
    options: asked,
    convert,
    present: presentOf(present, levelAbove(asked)),
    district: DISTRICT,
    file: 'f',
    geos,
    spill,
    take: ({ wkb, ...row }) => areas.push({ ...row, geometry: fromWkb(wkb) }),
  })
  spill.close()
  return { ...result, areas }
}
async function made(...args: Parameters<typeof run>) {
  const result = await run(...args)
  if (result.kind === 'unfit') throw new Error(JSON.stringify(result.problems))
  return result.areas
}
async function problems(...args: Parameters<typeof run>) {
  const result = await run(...args)
  return result.kind === 'unfit' ? result.problems.map(({ kind, feature: n, code }) => [kind, n, code]) : []
}

const top = area('district', DISTRICT.code, null, [0, 0, 4, 2])
const streets = [
  top,
  area('street', 'S1', DISTRICT.code, [0, 0, 2, 2]),
  area('street', 'S2', DISTRICT.code, [2, 0, 4, 2]),
]
const bow: Polygon = {
  type: 'Polygon',
  coordinates: [
    [
      [lonAt(0), latAt(0)],
      [lonAt(1), latAt(2)],
      [lonAt(1), latAt(0)],
      [lonAt(0), latAt(2)],
      [lonAt(0), latAt(0)],
    ],
  ],
}
const ring = square([0, 0, 1, 1]).coordinates[0]!

describe('an import', () => {
  it('takes code and name, measures area and finds a point inside', async () => {
    const [street] = await made(streetFile, { level: 'street' }, [top])
    expect(street).toMatchObject({ level: 'street', code: 'S1', name: '西街道', parent: DISTRICT.code })
    expect(street!.geometry).toEqual(square([0, 0, 2, 2]))
    expect(street!.areaM2 / squareM2([0, 0, 2, 2])).toBeCloseTo(1, 3)
    expect(street!.label[0]).toBeCloseTo(lonAt(1), 5)
    expect(street!.source).toEqual({ file: 'f', features: [0] })
  })

  it('takes codes that a column of floating numbers made, and none that lost its digits or cannot be stored', async () => {
    const codes = [350405001, '350405002.0', '350405003.00', '1.0']
    const strips = codes.map((code, n) => feature({ code, name: 'n' }, [n, 0, n + 1, 2]))
    const areas = await made(strips, { level: 'street' }, [top])
    expect(areas.map(({ code }) => code)).toEqual(['350405001', '350405002', '350405003', '1.0'])
    const lost = ['3.50405e8', '3.50405E+08', '3E+08', 'A\0', 'A\ud800'].map((code, n) =>
      feature({ code, name: 'n' }, [n / 2, 0, (n + 1) / 2, 2]),
    )
    expect(await problems(lost, { level: 'street' }, [top])).toEqual(lost.map((_, n) => ['missing-code', n, null]))
  })

  it('derives the parent by the interior point, as the declared property would give it', async () => {
    const derived = await made(communityFile, { level: 'community' }, streets)
    const declared = await made(communityFile, { level: 'community', parent: 'street' }, streets)
    expect(derived.map(({ code, parent }) => [code, parent])).toEqual([
      ['C1', 'S1'],
      ['C2', 'S1'],
      ['C3', 'S2'],
      ['C4', 'S2'],
    ])
    expect(declared).toEqual(derived)
  })

  it('derives the parent of a horseshoe whose centre lies in its neighbour', async () => {
    const horseshoe: Polygon = {
      type: 'Polygon',
      coordinates: [
        [
          [lonAt(0), latAt(0)],
          [lonAt(4), latAt(0)],
          [lonAt(4), latAt(2)],
          [lonAt(3.9), latAt(2)],
          [lonAt(3.9), latAt(0.1)],
          [lonAt(0.1), latAt(0.1)],
          [lonAt(0.1), latAt(2)],
          [lonAt(0), latAt(2)],
          [lonAt(0), latAt(0)],
        ],
      ],
    }
    const inner = square([0.1, 0.1, 3.9, 2])
    const present = [top, { ...streets[1]!, geometry: horseshoe }, { ...streets[2]!, geometry: inner }]
    const [child] = await made([feature({ code: 'C', name: 'c' }, horseshoe)], { level: 'community' }, present)
    expect(child!.parent).toBe('S1')
  })

  it('gives the same areas in whatever order the features come', async () => {
    const parts = [
      ...communityFile,
      feature({ code: 'C4', name: '四社区', street: 'S2' }, [4, 0, 4.5, 2]),
      feature({ code: 'C4', name: '四社区', street: 'S2' }, [4.5, 0, 5, 2]),
    ]
    const asked = { level: 'community', parent: 'district', dissolve: 'street', by: ['street'], mergeSameCode: true }
    const withDistrict = parts.map((part) => ({
      ...part,
      properties: { ...part.properties, district: DISTRICT.code },
    }))
    const bare = async (features: unknown[]) =>
      (await made(features, asked, [{ ...top, geometry: square([0, 0, 5, 2]) }]))
        .map(({ source: _, ...rest }) => rest)
        .sort((a, b) => (a.code < b.code ? -1 : 1))
    const expected = await bare(withDistrict)
    expect(expected.map(({ code }) => code)).toEqual(['C1', 'C2', 'C3', 'C4', 'S1', 'S2'])
    await fc.assert(
      fc.asyncProperty(fc.shuffledSubarray(withDistrict, { minLength: 6 }), async (features) => {
        expect(await bare(features)).toEqual(expected)
      }),
      { numRuns: 40 },
    )
  })

  it('changes codes only by the declared rules', async () => {
    const numbers = [feature({ code: 7, name: 'a' }, [0, 0, 2, 2]), feature({ code: '0012', name: 'b' }, [2, 0, 4, 2])]
    const codes = async (over: object) =>
      (await made(numbers, { level: 'street', ...over }, [top])).map(({ code }) => code)
    expect(await codes({})).toEqual(['7', '0012'])
    expect(await codes({ codePad: 4 })).toEqual(['0007', '0012'])
    expect(await codes({ codeStripLeadingZeros: true })).toEqual(['7', '12'])
    expect(await codes({ codeStripLeadingZeros: true, codePad: 3 })).toEqual(['007', '012'])
    const zero = [feature({ code: '000', name: 'z' }, [0, 0, 4, 2])]
    expect((await made(zero, { level: 'street', codeStripLeadingZeros: true }, [top]))[0]!.code).toBe('0')
    const child = [feature({ code: 'C', name: 'c', street: '1' }, [0, 0, 1, 2])]
    const padded = [top, area('street', '001', DISTRICT.code, [0, 0, 4, 2])]
    const [found] = await made(child, { level: 'community', parent: 'street', parentPad: 3 }, padded)
    expect(found!.parent).toBe('001')
  })

  it('fills a name template', async () => {
    const [one] = await made(streetFile, { level: 'street', name: undefined, nameTemplate: '{name}（{code}）' }, [top])
    expect(one!.name).toBe('西街道（S1）')
  })

  it('drops heights', async () => {
    const high = { type: 'Polygon', coordinates: [square([0, 0, 2, 2]).coordinates[0]!.map((at) => [...at, 123])] }
    const [street] = await made([feature({ code: 'S', name: 's' }, high as Polygon)], { level: 'street' }, [top])
    expect(street!.geometry).toEqual(square([0, 0, 2, 2]))
  })

  it('unites features of one code only when asked', async () => {
    const twice = [streetFile[0]!, feature({ code: 'S1', name: '西街道' }, [2, 0, 3, 2])]
    expect(await problems(twice, { level: 'street' }, [top])).toEqual([['duplicate-code', 1, 'S1']])
    const [united, ...none] = await made(twice, { level: 'street', mergeSameCode: true }, [top])
    expect(none).toEqual([])
    expect(united!.areaM2 / squareM2([0, 0, 3, 2])).toBeCloseTo(1, 3)
    expect(united!.geometry.type).toBe('Polygon')
    expect(united!.source).toMatchObject({ features: [0, 1] })
    const other = [streetFile[0]!, feature({ code: 'S1', name: '别的' }, [2, 0, 3, 2])]
    expect(await problems(other, { level: 'street', mergeSameCode: true }, [top])).toEqual([
      ['parts-disagree', 1, 'S1'],
    ])
  })

  it('repairs an invalid geometry only when asked, and says so', async () => {
    const crossed = [feature({ code: 'S1', name: 's' }, bow)]
    expect(await problems(crossed, { level: 'street' }, [top])).toEqual([['invalid-geometry', 0, 'S1']])
    const result = await run(crossed, { level: 'street', makeValid: true }, [top])
    expect(result).toMatchObject({ repairs: [{ feature: 0, code: 'S1', reason: 'Self-intersection' }] })
    const [street] = await made(crossed, { level: 'street', makeValid: true }, [top])
    // the two triangles of a bow-tie are half of its box
    expect(street!.areaM2 / squareM2([0, 0, 1, 2])).toBeCloseTo(0.5, 3)
    expect(street!.source).toMatchObject({ repairs: [{ feature: 0 }] })
  })

  it('dissolves the level above, its code joined from the declared properties', async () => {
    const beats = communityFile.map((one, n) => ({ ...one, properties: { ...one.properties, half: (n % 2) + 1 } }))
    const asked = {
      level: 'grid',
      dissolve: 'community',
      by: ['street', 'half'],
      parent: 'street',
      dissolveName: '{street}之{half}',
    }
    const areas = await made(beats, asked, streets)
    expect(areas.map(({ level, code, parent, name }) => [level, code, parent, name])).toEqual([
      ['community', 'S1-1', 'S1', 'S1之1'],
      ['community', 'S1-2', 'S1', 'S1之2'],
      ['community', 'S2-1', 'S2', 'S2之1'],
      ['community', 'S2-2', 'S2', 'S2之2'],
      ['grid', 'C1', 'S1-1', '一社区'],
      ['grid', 'C2', 'S1-2', '二社区'],
      ['grid', 'C3', 'S2-1', '三社区'],
      ['grid', 'C4', 'S2-2', '四社区'],
    ])
    expect(areas[0]!.source).toMatchObject({ dissolvedFrom: 'grid' })
    const joined = await made(beats, { ...asked, join: '' }, streets)
    expect(joined.slice(0, 4).map(({ code }) => code)).toEqual(['S11', 'S12', 'S21', 'S22'])
  })

  it('dissolves all of a file into the district, whose border keeps every vertex', async () => {
    const areas = await made(streetFile, { level: 'street', dissolve: 'district' })
    const [district] = areas
    expect(district).toMatchObject({ level: 'district', code: DISTRICT.code, name: DISTRICT.name, parent: null })
    expect(areas.slice(1).map(({ parent }) => parent)).toEqual([DISTRICT.code, DISTRICT.code])
    const corners = new Set((district!.geometry as Polygon).coordinates[0]!.map(String))
    for (const corner of [...square([0, 0, 2, 2]).coordinates[0]!, ...square([2, 0, 4, 2]).coordinates[0]!]) {
      expect(corners).toContain(String(corner))
    }
  })

  it('refuses each kind of bad feature by its number, code and reason', async () => {
    const shape = [0, 0, 2, 2] as const
    const bad: [unknown, string][] = [
      [5, 'not-a-feature'],
      [feature({ code: 'a', name: 'a' }, null), 'no-geometry'],
      [feature({ code: 'b', name: 'b' }, { type: 'Polygon', coordinates: [] }), 'empty-geometry'],
      [feature({ code: 'c', name: 'c' }, { type: 'MultiPolygon', coordinates: [] }), 'empty-geometry'],
      [feature({ code: 'd', name: 'd' }, { type: 'Point', coordinates: [117.79, 26.39] }), 'not-a-polygon'],
      [feature({ code: 'e', name: 'e' }, { type: 'Polygon', coordinates: [ring.slice(0, 4)] }), 'ring-not-closed'],
      [
        feature({ code: 'f', name: 'f' }, { type: 'Polygon', coordinates: [[ring[0]!, ring[1]!, ring[0]!]] }),
        'malformed-coordinates',
      ],
      [
        feature({ code: 'g', name: 'g' }, { type: 'Polygon', coordinates: 'x' } as unknown as Polygon),
        'malformed-coordinates',
      ],
      [feature({ code: 'h', name: 'h' }, { type: 'MultiPolygon', coordinates: [[], [ring]] }), 'malformed-coordinates'],
      [feature({ name: 'i' }, shape), 'missing-code'],
      [feature({ code: '  ', name: 'j' }, shape), 'missing-code'],
      [feature({ code: 1.5, name: 'k' }, shape), 'missing-code'],
      [feature({ code: 'l' }, shape), 'missing-name'],
      [feature({ code: 'm', name: 'm' }, bow), 'invalid-geometry'],
      [feature({ code: 'n', name: 'n' }, [400, 0, 402, 2]), 'outside-district'],
      [feature({ code: 'S1', name: 'o' }, shape), 'code-taken'],
    ]
    const result = await run(
      bad.map(([one]) => one),
      { level: 'community' },
      streets,
    )
    const found = result.kind === 'unfit' ? result.problems : []
    expect(found.map(({ feature: n, kind }) => [n, kind])).toEqual(bad.map(([, kind], n) => [n, kind]))
    for (const { reason } of found) expect([reason.zh, reason.en].every((words) => words.length > 3)).toBe(true)
  })

  it('refuses coordinates that are not of the declared system', async () => {
    const one = (coordinates: number[][]) => [
      feature({ code: 'S', name: 's' }, { type: 'Polygon', coordinates: [coordinates] }),
    ]
    const metres = one([
      [500_000, 2_900_000],
      [501_000, 2_900_000],
      [501_000, 2_901_000],
      [500_000, 2_900_000],
    ])
    const swapped = one(ring.map(([lon, lat]) => [lat!, lon!]))
    expect(await problems(metres, { level: 'street', dissolve: 'district' })).toEqual([['coordinates', 0, 'S']])
    expect(await problems(swapped, { level: 'street', dissolve: 'district' })).toEqual([['coordinates', 0, 'S']])
    expect(
      await problems(one(ring.map((at) => [...at])), { level: 'street', crs: 'EPSG:4528', dissolve: 'district' }),
    ).toEqual([['coordinates', 0, 'S']])
  })

  it('refuses a parent that does not exist, a place in no parent, and a level without the one above', async () => {
    const lost = [feature({ code: 'C', name: 'c', street: 'S9' }, [0, 0, 1, 1])]
    expect(await problems(lost, { level: 'community', parent: 'street' }, streets)).toEqual([
      ['unknown-parent', 0, 'C'],
    ])
    const astray = [feature({ code: 'C', name: 'c' }, [4, 0, 5, 1])]
    expect(await problems(astray, { level: 'community' }, streets)).toEqual([['no-parent-found', 0, 'C']])
    expect(await problems(communityFile, { level: 'community' }, [top])).toEqual([['no-level-above', null, null]])
  })

  it('has one district area, with the code of the district', async () => {
    expect(await made(districtFile, { level: 'district' })).toMatchObject([{ code: DISTRICT.code, parent: null }])
    expect(await problems([feature({ code: 'other', name: 'x' }, [0, 0, 4, 2])], { level: 'district' })).toEqual([
      ['not-the-district', 0, 'other'],
    ])
  })

  it('names every refusal at once', async () => {
    const several = [feature({}, null), streetFile[0]!, streetFile[0]!, feature({ code: 'S3', name: 's' }, bow)]
    expect(await problems(several, { level: 'street' }, [top])).toEqual([
      ['missing-code', 0, null],
      ['missing-name', 0, null],
      ['no-geometry', 0, null],
      ['duplicate-code', 2, 'S1'],
      ['invalid-geometry', 3, 'S3'],
    ])
  })

  it('keeps the area of any set of rectangles it dissolves', async () => {
    const steps = fc.uniqueArray(fc.tuple(fc.nat({ max: 7 }), fc.nat({ max: 7 })), {
      minLength: 1,
      maxLength: 30,
      selector: String,
    })
    fc.assert(
      fc.property(steps, (cells) => {
        const rectangles = cells.map(([x, y]): Steps => [x, y, x + 1, y + 1])
        const whole = areaM2(dissolve(geos, rectangles.map(square)))
        const sum = rectangles.reduce((total, one) => total + squareM2(one), 0)
        expect(whole / sum).toBeCloseTo(1, 3)
      }),
      { numRuns: 50 },
    )
  })
})
