import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { distance } from '@turf/turf'
import fc from 'fast-check'
import type { Feature, FeatureCollection, MultiPolygon, Polygon, Position } from 'geojson'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { converter, geometryToWgs84, isRefusal } from '../../../../geo/crs.ts'
import { readPrj } from '../../../../geo/prj.ts'
import { Problem } from '../../../../server/errors.ts'
import { type Asked, openBoundaryFile } from '../../../../server/territory/read/open.ts'
import type { BoundarySource, RawFeature } from '../../../../server/territory/read/source.ts'
import { testData } from '../../../testData.ts'
import { rings, street, streets } from '../corpus/case.ts'
import { flatGeobuf, geoJson, kml, topoJson, writeGeoPackage } from '../corpus/otherFormats.ts'
import { gbk, shapefileParts, zippedShapefile } from '../corpus/shapefiles.ts'
import { zipOf } from '../corpus/zipFile.ts'

let folder: string
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'onegrid-read-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const written = (name: string, bytes: Uint8Array | string) => {
  const place = path.join(folder, name)
  writeFileSync(place, bytes)
  return place
}

async function all(source: BoundarySource): Promise<RawFeature[]> {
  const features: RawFeature[] = []
  for await (const one of source.features()) features.push(one)
  return features
}

async function read(place: string, asked: Asked = {}) {
  const source = await openBoundaryFile(place, asked)
  try {
    return { ...source, read: await all(source) }
  } finally {
    await source.close()
  }
}

const refusal = (promise: Promise<unknown>) =>
  promise.then(
    () => 'taken',
    (error: unknown) => (error instanceof Problem ? error.code : error),
  )

const holed = street(
  'S1',
  '沙县区 & "西"',
  rings(
    [
      [0, 0],
      [2, 0],
      [2, 2],
      [0, 2],
      [0, 0],
    ],
    [
      [0.5, 0.5],
      [0.5, 1],
      [1, 1],
      [1, 0.5],
      [0.5, 0.5],
    ],
  ),
)
const parted = street('S2', '东街道', {
  type: 'MultiPolygon',
  coordinates: [
    streets[1]!.geometry.coordinates as Position[][],
    rings([
      [5, 0],
      [6, 0],
      [6, 1],
      [5, 0],
    ]).coordinates,
  ],
})
const both = [holed, parted]

/** The rings of a geometry, each from its smallest point on and counter-clockwise: formats may turn them. */
function normal(geometry: unknown): string {
  const { type, coordinates } = geometry as { type: string; coordinates: Position[][] & Position[][][] }
  const polygons: Position[][][] = type === 'Polygon' ? [coordinates] : coordinates
  const turned = (ring: Position[]) => {
    const open = ring.slice(0, -1).map(([x, y]) => [x!, y!])
    const [x0, y0] = open[0]!
    const area = open.reduce((sum, [x, y], n) => {
      const [nx, ny] = open[(n + 1) % open.length]!
      return sum + (x! - x0!) * (ny! - y0!) - (nx! - x0!) * (y! - y0!)
    }, 0)
    const right = area < 0 ? open.reverse() : open
    const first = right.reduce((best, point, n) => (String(point) < String(right[best]) ? n : best), 0)
    return [...right.slice(first), ...right.slice(0, first)]
  }
  return JSON.stringify(polygons.map((polygon) => polygon.map(turned)))
}

/** The same areas in every format, each written by a real writer. */
const WRITERS: Record<string, (some: Feature<Polygon | MultiPolygon>[]) => string> = {
  geojson: (some) => written('a.geojson', geoJson(some)),
  shapefile: (some) => written('a.zip', zippedShapefile(some)),
  geopackage: (some) => {
    const place = path.join(folder, 'a.gpkg')
    writeGeoPackage(place, [{ name: 'areas', srs: 4326, areas: some }])
    return place
  },
  flatgeobuf: (some) => written('a.fgb', flatGeobuf(some)),
  kml: (some) => written('a.kml', kml(some)),
}

describe('a boundary file of any format', () => {
  it.each(Object.entries(WRITERS))(
    '%s is told by its content and read with holes, parts and texts',
    async (format, write) => {
      const place = write(both)
      const lying = written(`lies-${format}.dat`, readFileSync(place))
      const there = await read(lying, { name: 'somebody’s.txt' })
      expect(there).toMatchObject({ format, totalBytes: expect.any(Number) })
      expect(there.read.map(({ properties }) => [properties.code, properties.name])).toEqual([
        ['S1', '沙县区 & "西"'],
        ['S2', '东街道'],
      ])
      expect(there.read.map(({ geometry }) => normal(geometry))).toEqual(both.map(({ geometry }) => normal(geometry)))
      expect(there.read.at(-1)!.bytesRead).toBeGreaterThan(there.totalBytes * 0.8)
      expect(['wgs84', null, 'prj']).toContain(
        typeof there.declared === 'object' && there.declared ? 'prj' : there.declared,
      )
    },
  )

  it('TopoJSON comes back within its quantum, and exactly without one', async () => {
    const { read: features, format, layers } = await read(written('t.json', topoJson({ streets: both })))
    expect(format).toBe('topojson')
    expect(layers).toEqual([{ name: 'streets', features: 2 }])
    expect(features.map(({ geometry }) => normal(geometry))).toEqual(both.map(({ geometry }) => normal(geometry)))
  })

  it('gives the same coordinates bit for bit, whatever they are', async () => {
    const coordinate = fc.tuple(
      fc.double({ min: 73, max: 135, noNaN: true }),
      fc.double({ min: 3, max: 54, noNaN: true }),
    )
    const triangle = fc.tuple(coordinate, fc.double({ min: 1e-6, max: 1, noNaN: true })).map(([[x, y], size]) =>
      street('T', 't', {
        type: 'Polygon',
        coordinates: [
          [
            [x, y],
            [x + size, y],
            [x, y + size],
            [x, y],
          ],
        ],
      }),
    )
    await fc.assert(
      fc.asyncProperty(
        fc.array(triangle, { minLength: 1, maxLength: 4 }),
        fc.constantFrom(...Object.keys(WRITERS)),
        async (some, format) => {
          const there = await read(WRITERS[format]!(some))
          expect(there.read.map(({ geometry }) => normal(geometry))).toEqual(
            some.map(({ geometry }) => normal(geometry)),
          )
        },
      ),
      { numRuns: 60 },
    )
  })

  it('can be read again, and left early', async () => {
    for (const [format, write] of Object.entries(WRITERS)) {
      const source = await openBoundaryFile(write(both))
      for await (const { properties } of source.features()) {
        expect([format, properties.code]).toEqual([format, 'S1'])
        break
      }
      expect((await all(source)).length).toBe(2)
      await source.close()
      await source.close()
    }
  })
})

describe('layers', () => {
  it('are listed with their counts, and one is read by its name', async () => {
    const place = path.join(folder, 'layers.gpkg')
    writeGeoPackage(place, [
      { name: '街道', srs: 4548, areas: both },
      { name: 'others', srs: 4326, areas: streets.slice(0, 1) },
    ])
    const source = await openBoundaryFile(place)
    expect(source).toMatchObject({
      layer: null,
      declared: null,
      layers: [
        { name: 'others', features: 1 },
        { name: '街道', features: 2 },
      ],
    })
    expect(await refusal(all(source))).toBe('invalid-input')
    await source.close()
    expect(await read(place, { layer: '街道' })).toMatchObject({ declared: 'EPSG:4548', read: [{}, {}] })
    expect(await refusal(openBoundaryFile(place, { layer: 'none' }))).toBe('invalid-input')
  })

  it('of a KML are its folders', async () => {
    const body = kml(both).toString()
    const folders = body.replace(
      '</Folder>',
      '</Folder><Folder><name>二</name><Placemark id="p7"><name>x</name></Placemark></Folder>',
    )
    const place = written('folders.kml', folders)
    const source = await openBoundaryFile(place)
    expect(source.layers).toEqual([
      { name: 'f', features: 2 },
      { name: '二', features: 1 },
    ])
    expect((await read(place, { layer: '二' })).read).toMatchObject([
      { properties: { id: 'p7', name: 'x' }, geometry: null },
    ])
  })

  it('of an archive are its shapefiles, told apart by their folders where their names are the same', async () => {
    const inFolder = (name: string) => shapefileParts(both).map((one) => ({ ...one, name: `${name}/${one.name}` }))
    const place = written('two.zip', zipOf([...inFolder('2024'), ...inFolder('2025')]))
    const source = await openBoundaryFile(place)
    expect(source.layers).toEqual([
      { name: '2024/areas', features: 2 },
      { name: '2025/areas', features: 2 },
    ])
    await source.close()
  })
})

describe('texts', () => {
  it.each([
    ['GBK, found out', { encode: gbk, cpg: null }, 'gb18030', 'detected'],
    ['GBK by its header', { encode: gbk, cpg: null, ldid: 77 }, 'gb18030', 'ldid'],
    ['GBK by its .cpg', { encode: gbk, cpg: 'GBK' }, 'gbk', 'cpg'],
    ['CP936 by its .cpg', { encode: gbk, cpg: '936' }, 'gb18030', 'cpg'],
    ['UTF-8 by its .cpg', { cpg: 'UTF-8' }, 'utf-8', 'cpg'],
    ['UTF-8 against its .cpg', { cpg: 'GBK' }, 'utf-8', 'detected'],
  ] as const)('are %s', async (_, options, name, by) => {
    const there = await read(written('texts.zip', zippedShapefile(both, options)))
    expect(there.encoding).toEqual({ name, by })
    expect(there.read[1]!.properties.name).toBe('东街道')
  })

  it('are read as asked, even where that is wrong', async () => {
    const place = written('asked.zip', zippedShapefile(both, { encode: gbk, cpg: null }))
    const there = await read(place, { encoding: 'windows-1252' })
    expect(there.encoding).toEqual({ name: 'windows-1252', by: 'asked' })
    expect(there.read[1]!.properties.name).toBe('¶«½ÖµÀ')
    expect(await refusal(read(place, { encoding: 'klingon' }))).toBe('unreadable-file')
  })

  it('of GeoJSON may be GBK', async () => {
    const place = written('gbk.geojson', gbk(JSON.stringify({ type: 'FeatureCollection', features: both.slice(1) })))
    expect(await read(place)).toMatchObject({
      encoding: { name: 'gb18030', by: 'detected' },
      read: [{ properties: { name: '东街道' } }],
    })
  })

  it('that are long whole numbers stay texts, shorter ones become numbers', async () => {
    const numbers = both.map((one, n) => ({ ...one, properties: { code: 350405001001 + n, long: 12345678901234568 } }))
    const { read: features } = await read(written('numbers.zip', zippedShapefile(numbers)))
    expect(features[0]!.properties).toEqual({ code: 350405001001, long: '12345678901234568' })
  })
})

describe('a declared system', () => {
  const named = (name: string, behind = false) => {
    const crs = `"crs":{"type":"name","properties":{"name":"${name}"}}`
    const features = `"features":[${JSON.stringify(holed)}]`
    return written(
      'crs.geojson',
      `{"type":"FeatureCollection",${behind ? `${features},${crs}` : `${crs},${features}`}}`,
    )
  }
  it.each([
    ['urn:ogc:def:crs:EPSG::4490', 'cgcs2000'],
    ['urn:ogc:def:crs:OGC:1.3:CRS84', 'wgs84'],
    ['EPSG:4326', 'wgs84'],
    ['epsg:4548', 'EPSG:4548'],
    ['urn:ogc:def:crs:EPSG:6.9:4527', 'EPSG:4527'],
    ['http://www.opengis.net/def/crs/EPSG/0/4548', 'EPSG:4548'],
    ['http://example.org/x', 'http://example.org/x'],
  ])('%s of GeoJSON is %s, before or behind the features', async (name, declared) => {
    expect((await read(named(name))).declared).toBe(declared)
    expect((await read(named(name, true))).declared).toBe(declared)
  })

  it('is none where nothing is said, even where a property is called so', async () => {
    const tricky = { ...holed, properties: { ...holed.properties, crs: { properties: { name: 'EPSG:4548' } } } }
    expect((await read(written('tricky.geojson', geoJson([tricky])))).declared).toBeNull()
  })

  it('of a FlatGeobuf is its EPSG number', async () => {
    expect((await read(written('c.fgb', flatGeobuf(both, 4527)))).declared).toBe('EPSG:4527')
  })

  it('of a number that is not known is read by the text beside it, with a note where that leaves its datum open', async () => {
    const wkt =
      'PROJCS["Xian 1980 / 3-degree Gauss-Kruger CM 117E",GEOGCS["Xian 1980",DATUM["Xian_1980",' +
      'SPHEROID["IAG 1975",6378140,298.257]],PRIMEM["Greenwich",0],UNIT["degree",0.0174532925199433]],' +
      'PROJECTION["Transverse_Mercator"],PARAMETER["latitude_of_origin",0],PARAMETER["central_meridian",117],' +
      'PARAMETER["scale_factor",1],PARAMETER["false_easting",500000],PARAMETER["false_northing",0],UNIT["metre",1]]'
    const place = path.join(folder, 'xian.gpkg')
    const write = (srs: number, text: string) =>
      writeGeoPackage(
        place,
        [{ name: 'areas', srs, areas: both }],
        [
          `insert into gpkg_spatial_ref_sys values ('x', ${srs}, 'EPSG', ${srs}, '${text}', '')
          on conflict do update set definition = excluded.definition`,
        ],
      )
    write(2384, wkt)
    const xian = await read(place)
    expect(xian.declared).toEqual({ prj: wkt })
    expect(xian.notes.map(({ en }) => en)).toEqual([expect.stringMatching(/Xian_1980.*150 m/i)])
    write(2384, 'undefined')
    expect(await read(place)).toMatchObject({ declared: 'EPSG:2384', notes: [] })
    write(4548, wkt)
    expect(await read(place)).toMatchObject({ declared: 'EPSG:4548', notes: [] })
    const zipped = await read(written('xian.zip', zippedShapefile(both, { prj: wkt })))
    expect(zipped.notes.map(({ zh }) => zh)).toEqual([expect.stringMatching(/150 米/)])
  })
})

it('GeoJSON is what JSON.parse makes of it, wherever its bytes are cut', async () => {
  const property = fc.dictionary(fc.string(), fc.jsonValue())
  const feature = fc.record({
    type: fc.constant('Feature'),
    properties: property,
    geometry: fc.constant(null),
    note: fc.jsonValue(),
  })
  await fc.assert(
    fc.asyncProperty(fc.array(feature), property, fc.boolean(), async (features, more, pretty) => {
      const { type: _, features: __, crs: ___, ...rest } = more
      const whole = pretty
        ? { ...rest, features, type: 'FeatureCollection' }
        : { type: 'FeatureCollection', features, ...rest }
      const text = JSON.stringify(whole, null, pretty ? 2 : 0)
      const there = await read(written('any.geojson', text))
      const parsed = JSON.parse(text) as FeatureCollection
      expect(there.read.map(({ properties }) => properties)).toEqual(
        parsed.features.map(({ properties }) => properties),
      )
    }),
    { numRuns: 150 },
  )
})

it('nothing is left behind: what was unpacked goes when the file is closed', async () => {
  // A temporary folder of its own: other tests unpack at the same time.
  vi.stubEnv('TMPDIR', folder)
  const unpacked = () => readdirSync(folder).filter((name) => name.startsWith('onegrid-unpacked-'))
  const place = written('k.kmz', zipOf([{ name: 'doc.kml', bytes: kml(both) }]))
  const source = await openBoundaryFile(place)
  expect(unpacked().length).toBe(1)
  expect((await all(source)).length).toBe(2)
  await source.close()
  const broken = written('b.kmz', zipOf([{ name: 'doc.kml', bytes: Buffer.from('<kml>') }]))
  expect(await refusal(openBoundaryFile(broken))).toBe('unreadable-file')
  expect(unpacked()).toEqual([])
  vi.unstubAllEnvs()
})

describe.skipIf(testData === undefined)('real files (need ONEGRID_TEST_DATA)', () => {
  const real = (name: string) => path.join(testData!, name)

  it('Chicago’s shapefile in US feet is where its twin in WGS84 is, within a metre everywhere', async () => {
    const there = await read(real('chicago_community_areas_epsg3435_shp.zip'))
    expect(there).toMatchObject({
      layers: [{ name: 'CommAreas', features: 77 }],
      declared: { prj: expect.any(String) },
    })
    const { prj } = there.declared as { prj: string }
    expect(readPrj(prj)).toMatchObject({ doubt: null, known: null })
    const convert = converter({ prj })
    if (isRefusal(convert)) throw new Error(convert.expected)
    const twins = new Map(
      (await read(real('chicago_community_areas.geojson'))).read.map((one) => [
        String(one.properties.community_area),
        one,
      ]),
    )
    let compared = 0
    for (const { properties, geometry } of there.read) {
      const moved = geometryToWgs84(convert, geometry as Polygon | MultiPolygon)
      if (isRefusal(moved)) throw new Error(moved.got)
      const twin = twins.get(String(properties.AREA_NUMBE))!.geometry as Polygon | MultiPolygon
      const points = (shape: Polygon | MultiPolygon) =>
        shape.coordinates.flat(shape.type === 'Polygon' ? 1 : 2) as Position[]
      const near = points(twin)
      for (const [n, at] of points(moved).entries()) {
        const same = near[n] && distance(at, near[n], { units: 'meters' }) <= 1
        if (!same)
          expect(Math.min(...near.map((other) => distance(at, other, { units: 'meters' })))).toBeLessThanOrEqual(1)
        compared++
      }
    }
    expect(compared).toBeGreaterThan(20_000)
  })

  it('New York’s fire companies come out of their TopoJSON', async () => {
    const { read: features } = await read(real('nyc_fire_companies.topojson'))
    expect(features.length).toBe(343)
    expect(features.every(({ geometry }) => geometry === null || /Polygon$/.test(geometry.type))).toBe(true)
  })
})
